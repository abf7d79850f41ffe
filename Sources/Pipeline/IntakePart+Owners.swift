import Contacts

extension IntakePart {
  /// The parts of every input, parted by owner, the company's first.
  ///
  /// What belongs to no contact (rejections, and what was said of the input) goes to the owner that the command line
  /// tells for the input, else to the company.
  static func byOwner(
    _ intake: [[IntakePart]], told options: Pipeline.Options
  ) -> [(owner: String, parts: [[IntakePart]])] {
    let told = intake.indices.map { options.owner(ofInput: $0) }
    var owners = Set(intake.joined().flatMap(\.owners)).union(told.filter { !$0.isEmpty })
    for (owner, parts) in zip(told, intake) where owner.isEmpty && parts.contains(where: { !$0.rejections.isEmpty }) {
      owners.insert("")
    }
    if owners.isEmpty { owners = [""] }
    guard owners.count > 1, let first = owners.min() else { return owners.map { ($0, intake) } }
    return owners.sorted().map { owner in
      let parts = zip(told, intake).map { told, parts in
        parts.map { $0.part(of: owner, withRest: owner == (told.isEmpty ? first : told)) }
      }
      return (owner, parts)
    }
  }

  /// The records of one owner, with what belongs to no contact or without.
  private func part(of owner: String, withRest: Bool) -> IntakePart {
    var result = IntakePart()
    result.joinsContinuations = joinsContinuations
    result.log = DiagnosticLog(input: log.input)
    if withRest {
      result.rejections = rejections
      result.log = log
      result.read = rejections.count
    }
    if owners == [owner] {
      result.contacts = contacts
      result.origins = origins
      result.keys = keys
      result.ids = ids
    } else if owners.contains(owner) {
      for (index, contact) in contacts.enumerated() where contact.owner == owner {
        result.contacts.append(contact)
        result.origins.append(origins[index])
        result.ids.append(ids[index])
        result.keys.append(contact, mayContinue: joinsContinuations)
      }
    }
    result.read += result.contacts.count
    result.owners = [owner]
    if owner.isEmpty { result.phonebooks = phonebooks }
    return result
  }
}

extension Pipeline.Options {
  /// The owner of every record of an input, where the command line tells it; else empty.
  func owner(ofInput input: Int) -> String {
    owners.indices.contains(input) && !owners[input].isEmpty ? owners[input] : owner
  }

  /// Why nobody can own contacts under the number `owner`; nil where somebody can.
  func refusal(of owner: String) -> DiagnosticCode? {
    guard let first = owner.utf8.first, (0x30...0x39).contains(first), owner.utf8.count <= 31,
      owner.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x41...0x5A).contains($0 & 0xDF) || $0 == 0x2D })
    else { return .ownerInvalid }
    return knownOwners.map { $0.contains(owner) } == false ? .ownerUnknown : nil
  }
}
