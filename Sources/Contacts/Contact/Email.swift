/// An e-mail address and what it is for. vCard `EMAIL`, JSContact `emails`, PBX column Email.
public struct Email: Hashable, Sendable {
  /// What the address is for.
  public var kind: Setting
  /// The address as written, trimmed.
  public var address: String
  /// What the source called it, where that says more than the kind.
  public var label: String

  /// An address from what is known of it.
  public init(kind: Setting = .work, address: String, label: String = "") {
    self.kind = kind
    self.address = address
    self.label = label
  }
}

/// The part of a life that an e-mail or postal address belongs to. vCard `TYPE=work|home`, JSContact `contexts`.
public enum Setting: String, CaseIterable, Sendable {
  case work, home, other
}
