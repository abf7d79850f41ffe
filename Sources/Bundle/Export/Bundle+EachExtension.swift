public import Contacts

/// Extensions that are given the same contacts, byte for byte.
public struct ExtensionGroup: Sendable {
  /// Their numbers; one only where it has personal contacts.
  public let numbers: [String]
  /// What they may see.
  public let rights: Rights
  /// How many of ``contacts`` are company contacts; those come first.
  public let companyCount: Int
  /// How many are personal contacts.
  public var personalCount: Int { contacts.count - companyCount }
  /// What they are given.
  public let contacts: PackedContacts
  /// Why its personal contacts are missing; nil where none are.
  public var problem: Failure?
}

extension Bundle {
  /// Calls `body` with the contacts of every extension; those with equal rights and no personal contacts together. One
  /// whose personal contacts cannot be read is given the others, and nobody else misses anything.
  ///
  /// The contacts of one group are in memory at a time, beside the company's.
  public func eachExtension(
    _ share: Share = .both, _ body: (ExtensionGroup) throws(Failure) -> Void
  ) throws(Failure) {
    let company = share == .personal ? PackedContacts() : try contacts(of: .company)
    let owners = share == .company ? [] : Set(manifest.owners)
    var order: [Rights] = []
    var numbers: [Rights: [String]] = [:]
    for number in manifest.extensionNumbers {
      let rights = share == .personal ? Rights.none : Rights(of: number, in: manifest)
      if numbers[rights, default: []].isEmpty { order.append(rights) }
      numbers[rights, default: []].append(number)
    }
    for rights in order {
      let visible = visible(company, to: rights)
      let all = numbers[rights] ?? []
      let others = all.filter { !owners.contains($0) }
      if !others.isEmpty {
        try body(
          ExtensionGroup(numbers: others, rights: rights, companyCount: visible.count, contacts: visible))
      }
      for number in all where owners.contains(number) {
        var contacts = visible
        var problem: Failure?
        do throws(Failure) { contacts.append(contentsOf: try self.contacts(of: .personal(owner: number))) } catch {
          if error.code == .bundleChanged { throw error }
          problem = error
        }
        try body(
          ExtensionGroup(
            numbers: [number], rights: rights, companyCount: visible.count, contacts: contacts, problem: problem))
      }
    }
  }
}
