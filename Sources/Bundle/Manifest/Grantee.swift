extension Manifest {
  /// Who a permission is granted to.
  public enum Grantee: Hashable, Sendable, CustomStringConvertible {
    /// Every extension.
    case everyone
    /// One extension, or a range of them, by number.
    case extensions(NumberRange)
    /// The extensions of a group.
    case group(String)
    /// The extensions of a department.
    case department(String)

    /// Reads `everyone`, `1001`, `1001-1040`, `group Sales` or `department Support`; nil where ``mistake(in:)`` has
    /// something to say.
    public init?(_ text: String) {
      if text == "everyone" {
        self = .everyone
      } else if let name = Self.name(in: text, after: "group ") {
        self = .group(name)
      } else if let name = Self.name(in: text, after: "department ") {
        self = .department(name)
      } else if let range = NumberRange(text) {
        self = .extensions(range)
      } else {
        return nil
      }
    }

    /// What is wrong with `text` as somebody; nil where nothing is.
    public static func mistake(in text: String) -> String? {
      if Grantee(text) != nil { return nil }
      if text.utf8.first.map({ (0x30...0x39).contains($0) }) == true { return NumberRange.mistake(in: text) }
      return "\"\(text)\" is nobody: write everyone, an extension's number, \"group NAME\" or \"department NAME\""
    }

    private static func name(in text: String, after word: String) -> String? {
      text.hasPrefix(word) && text.count > word.count ? String(text.dropFirst(word.count)) : nil
    }

    /// As `bundle.yaml` and the command line write it.
    public var description: String {
      switch self {
      case .everyone: "everyone"
      case .extensions(let range): range.description
      case .group(let name): "group \(name)"
      case .department(let name): "department \(name)"
      }
    }

    /// What is left of it when `other` is taken away: of a range the numbers that are not among the other's.
    public func without(_ other: Grantee) -> [Grantee] {
      if case .extensions(let mine) = self, case .extensions(let others) = other {
        return mine.without(others).map { .extensions($0) }
      }
      return self == other ? [] : [self]
    }

    /// Whether it stands for the extension `number`, whose entry in the manifest is `entry`.
    func includes(_ number: String, _ entry: Extension?) -> Bool {
      switch self {
      case .everyone: true
      case .extensions(let range): range.contains(number)
      case .group(let name): entry?.groups.contains(name) ?? false
      case .department(let name): entry.map { $0.department == name } ?? false
      }
    }
  }

  /// Whether a permission for `grantee` reaches an extension of `range`.
  public func reaches(_ grantee: Grantee, anyOf range: NumberRange) -> Bool {
    switch grantee {
    case .everyone: true
    case .extensions(let others): others.overlaps(range)
    case .group(let name): extensions.contains { $0.number.overlaps(range) && $0.groups.contains(name) }
    case .department(let name): extensions.contains { $0.number.overlaps(range) && $0.department == name }
    }
  }

  /// Whether a permission for `grantee` reaches anybody.
  public func isAnybody(_ grantee: Grantee) -> Bool {
    switch grantee {
    case .everyone: true
    case .extensions(let range):
      extensions.contains { $0.number.overlaps(range) } || owners.contains(where: range.contains)
    case .group(let name): extensions.contains { $0.groups.contains(name) }
    case .department(let name): extensions.contains { $0.department == name }
    }
  }
}
