import Contacts

extension IntakePart {
  /// The parts of every input, parted by owner, the company's first.
  ///
  /// What belongs to no contact (rejections of records that name no owner, and what was said of the input) goes to the
  /// owner that the command line tells for the input, else to the company.
  static func byOwner(
    _ intake: [[IntakePart]], told options: Pipeline.Options
  ) -> [(owner: String, parts: [[IntakePart]])] {
    let told = intake.indices.map { options.owner(ofInput: $0) }
    var owners = Set(intake.joined().flatMap(\.owners)).union(told.filter { !$0.isEmpty })
    for (told, parts) in zip(told, intake) {
      for rejection in parts.flatMap(\.rejections) { owners.insert(rejection.owner ?? told) }
    }
    if owners.isEmpty { owners = [""] }
    guard owners.count > 1, let first = owners.min() else { return owners.map { ($0, intake) } }
    return owners.sorted().map { owner in
      let parts = zip(told, intake).map { told, parts in
        parts.map { $0.part(of: owner, told: told, withRest: owner == (told.isEmpty ? first : told)) }
      }
      return (owner, parts)
    }
  }

  /// The records of one owner, with what was said of the input or without; `told` is the input's own owner.
  private func part(of owner: String, told: String, withRest: Bool) -> IntakePart {
    var result = IntakePart()
    // What was said of the records of several owners is told without a word of any.
    let isOnlyOne = (owners + rejections.compactMap(\.owner)).allSatisfy { $0 == owner }
    result.log = withRest ? (isOnlyOne ? log : log.concealed()) : DiagnosticLog(input: log.input)
    result.rejections = rejections.filter { ($0.owner ?? told) == owner }
    result.read = result.rejections.count
    result.unnamedSystem = unnamedSystem
    result.keys = ContactKeys(unnamedSystems: unnamedSystem.map { [$0] } ?? [])
    if owners == [owner] {
      result.contacts = contacts
      result.places = places
      result.keys = keys
      result.wishes = wishes
      result.identities = identities
      result.continuations = continuations
      result.numberless = numberless
      result.nameless = nameless
    } else if owners.contains(owner) {
      let continuing = Set(continuations)
      for (index, contact) in contacts.enumerated() where contact.owner == owner {
        var contact = contact
        if continuing.contains(Int32(index)) { result.continuations.append(Int32(result.contacts.count)) }
        result.add(contact, wishing: wishes[index], at: places[index])
        if !identities.isEmpty { result.identities.append(identities[index]) }
        if keys.count == 0 { continue }
        if continuing.contains(Int32(index)) { _ = contact.removeOrdinal() }
        result.keys.append(contact)
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
    guard ExtensionNumber.isValid(owner) else { return .ownerInvalid }
    return knownOwners.map { $0.contains(owner) } == false ? .ownerUnknown : nil
  }
}
