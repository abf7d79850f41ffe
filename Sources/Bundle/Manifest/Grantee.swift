extension Manifest {
  /// Who a permission is granted to.
  public enum Grantee: Hashable, Sendable, CustomStringConvertible {
    /// Every extension.
    case everyone
    /// One extension, or a range of them, by number.
    case extensions(String)
    /// The extensions of a group.
    case group(String)
    /// The extensions of a department.
    case department(String)

    /// Reads `everyone`, `1001`, `1001-1040`, `group Sales` or `department Support`; nil for anything else.
    public init?(_ text: String) {
      if text == "everyone" {
        self = .everyone
      } else if let name = Self.name(in: text, after: "group ") {
        self = .group(name)
      } else if let name = Self.name(in: text, after: "department ") {
        self = .department(name)
      } else if Extension.isNumber(text) {
        self = .extensions(text)
      } else {
        return nil
      }
    }

    private static func name(in text: String, after word: String) -> String? {
      text.hasPrefix(word) && text.count > word.count ? String(text.dropFirst(word.count)) : nil
    }

    /// As `bundle.yaml` and the command line write it.
    public var description: String {
      switch self {
      case .everyone: "everyone"
      case .extensions(let number): number
      case .group(let name): "group \(name)"
      case .department(let name): "department \(name)"
      }
    }

    /// Whether it stands for the extension `number`, whose entry in the manifest is `entry`.
    func includes(_ number: String, _ entry: Extension?) -> Bool {
      switch self {
      case .everyone: true
      case .extensions(let range): Extension(number: range).holds(number)
      case .group(let name): entry?.groups.contains(name) ?? false
      case .department(let name): entry.map { $0.department == name } ?? false
      }
    }
  }

  /// Whether a permission for `grantee` reaches anybody.
  public func isAnybody(_ grantee: Grantee) -> Bool {
    switch grantee {
    case .everyone: true
    case .extensions(let text): extensionNumbers.contains { Extension(number: text).holds($0) }
    case .group(let name): extensions.contains { $0.groups.contains(name) }
    case .department(let name): extensions.contains { $0.department == name }
    }
  }
}
