/// What `bundle.yaml` says: the phone system, its extensions and phonebooks, and what each file of the bundle holds.
///
/// People edit it; ``files`` is kept by the program.
public struct Manifest: Hashable, Sendable {
  /// The layout that this program writes.
  public static let currentVersion = 2

  /// The format whose limits and field rules hold, as `izt-cloud-voice`; empty for none.
  public var profile = ""
  /// The default region of national numbers, as `DE`; empty for none.
  public var region = ""
  /// The number of extensions that the phone system is licensed for; nil for as many as there are.
  public var maximumExtensions: Int?
  /// How many changes can be undone; nil for ``defaultHistory``.
  public var history: Int?
  /// The extensions, in the order of the file.
  public var extensions: [Extension] = []
  /// The phonebooks, in the order in which phones show them.
  public var phonebooks: [Phonebook] = []
  /// What each file holds, by its path below the bundle's folder.
  public var files: [String: FileRecord] = [:]

  /// How many changes can be undone where `bundle.yaml` says nothing.
  public static let defaultHistory = 10

  /// The manifest of a new bundle.
  public init() {}

  /// The number of all extensions: those listed, and those that own contacts without being listed.
  public var extensionNumbers: [String] {
    let listed = extensions.flatMap(\.number.numbers)
    let known = Set(listed)
    return listed + owners.filter { !known.contains($0) }
  }

  /// The extensions that own personal contacts, in the order of their numbers.
  public var owners: [String] {
    files.keys.compactMap { path in
      if case .personal(let owner)? = Bundle.Scope(file: path), files[path]?.contacts != 0 { owner } else { nil }
    }.sorted()
  }

  /// N, the number of extensions that limits go by: as many as there are, or more where the system is licensed for more.
  public var extensionCount: Int { max(extensionNumbers.count, maximumExtensions ?? 0) }

  /// The entry that lists the extension `number`; nil where none does.
  public func entry(of number: String) -> Extension? { extensions.first { $0.number.contains(number) } }

  /// The phonebook called `name`; nil where there is none.
  public func phonebook(named name: String) -> Phonebook? { phonebooks.first { $0.name == name } }

  /// A group of company contacts, with who may see and who may change it.
  public struct Phonebook: Hashable, Sendable {
    /// Its name, unique in the bundle.
    public var name: String
    /// Whether people fill it, or another system does.
    public var kind = Kind.native
    /// Which contacts belong to it besides those that name it.
    public var members = Membership.byHand
    /// Who may see and call its contacts.
    public var view: [Grantee] = []
    /// Who may change it; whoever may change it may see it.
    public var manage: [Grantee] = []

    /// A phonebook that nobody but the administrator sees.
    public init(name: String) { self.name = name }

    /// What is wrong with a name; nil where nothing is.
    public static func mistake(inName name: String) -> String? {
      if name.isEmpty { return "a phonebook's name cannot be empty" }
      guard name.first?.isWhitespace == true || name.last?.isWhitespace == true else { return nil }
      return "the name \"\(name)\" begins or ends with a space, which no import would ever say"
    }

    /// Who fills a phonebook.
    public enum Kind: String, CaseIterable, Sendable {
      /// People, by imports and edits.
      case native
      /// The sync with another system; people cannot change it.
      case synced
    }
  }

  /// What a file holds, to tell whether it is as the bundle left it.
  public struct FileRecord: Hashable, Sendable {
    /// How many contacts.
    public var contacts: Int
    /// SHA-256 of its bytes, in hexadecimal digits.
    public var sha256: String

    /// What a file holds.
    public init(contacts: Int, sha256: String) {
      self.contacts = contacts
      self.sha256 = sha256
    }
  }
}
