/// More than a phone system holds: of what, by how much, and what would help.
public struct LimitExcess: Hashable, Sendable {
  /// What there is too much of.
  public enum Kind: Hashable, Sendable {
    /// Company contacts in all.
    case companyContacts
    /// Company phonebooks.
    case phonebooks
    /// The personal contacts of one extension.
    case personalContacts(owner: String)
  }

  /// What there is too much of.
  public let kind: Kind
  /// How many there are.
  public let count: Int
  /// How many there may be.
  public let maximum: Int
  private let system: String
  private let tier: Profile.Tier
  /// A number of extensions with which they would fit.
  private let fitting: Int?

  /// `count` of `kind` against the tier that `extensions` selects; nil where they fit.
  public init?(_ kind: Kind, count: Int, profile: Profile, extensions: Int) {
    guard let tier = profile.tier(extensions: extensions), count > tier.maximum(of: kind) else { return nil }
    self.kind = kind
    self.count = count
    self.tier = tier
    maximum = tier.maximum(of: kind)
    system = profile.title
    let larger = profile.tiers.firstIndex { count <= $0.maximum(of: kind) }
    fitting = larger.map { index in
      let smaller = index > 0 ? profile.tiers[index - 1].extensions : nil
      return profile.tiers[index].extensions ?? (smaller ?? 0) + 1
    }
  }

  private var noun: String {
    switch kind {
    case .companyContacts: "company contacts"
    case .phonebooks: "phonebooks"
    case .personalContacts(let owner): "personal contacts of \(owner.isEmpty ? "one extension" : owner)"
    }
  }

  /// Which limit, and by how much.
  public var message: String {
    "\(count) \(noun) are \(count - maximum) more than the \(maximum) that \(system) holds with \(tier.description)"
  }

  /// The failure of a command that would exceed the limit.
  ///
  /// - Parameters:
  ///   - canReject: whether the command could leave the excess out.
  ///   - option: the option of the command line that enlarges the system.
  public func failure(canReject: Bool, option: String = "--extensions") -> Failure {
    var advice: [String] = []
    advice.append(fitting.map { "they would fit with \(option) \($0)" } ?? "no size of the system holds so many")
    if canReject { advice.append("or let the first \(maximum) in with --on-limit reject") }
    return Failure(.limitExceeded, message, help: advice.joined(separator: ", "))
  }
}

extension Profile.Tier {
  /// How many of a kind the tier holds.
  public func maximum(of kind: LimitExcess.Kind) -> Int {
    switch kind {
    case .companyContacts: companyContacts
    case .phonebooks: phonebooks
    case .personalContacts: personalContacts
    }
  }
}
