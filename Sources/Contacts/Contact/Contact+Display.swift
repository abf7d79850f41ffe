extension Contact {
  /// The name to show: the display name, else the parts in order, else the organization, e-mail or first number.
  public var displayName: String {
    if !name.display.isEmpty { return name.display }
    let parts = [name.prefix, name.given, name.middle, name.family, name.suffix].filter { !$0.isEmpty }
    if !parts.isEmpty { return parts.joined(separator: " ") }
    if !name.nickname.isEmpty { return name.nickname }
    if !organization.isEmpty { return organization }
    return emails.first?.address ?? numbers.first?.dialled ?? ""
  }

  /// Whether any part of a name, or an organization that stands for one, is known.
  public var isNamed: Bool {
    !name.display.isEmpty || !name.given.isEmpty || !name.family.isEmpty || !name.nickname.isEmpty
      || !organization.isEmpty
  }

  /// The values of the extra field `name`, nil where there is none.
  public func extra(_ name: String) -> [String]? {
    extras.first { $0.name == name }?.values
  }
}
