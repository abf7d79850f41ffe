/// What `bundle.yaml` says: the phone system, its extensions and phonebooks, and what each file of the bundle holds.
///
/// People edit it; ``files`` is kept by the program.
public struct Manifest: Hashable, Sendable {
  /// The layout that this program writes.
  public static let currentVersion = 1

  /// The format whose limits and field rules hold, as `izt-cloud-voice`; empty for none.
  public var profile = ""
  /// The default region of national numbers, as `DE`; empty for none.
  public var region = ""
  /// The number of extensions that the phone system is licensed for, which selects the tier of its limits; nil for as
  /// many as are listed.
  public var maximumExtensions: Int?
  /// The extensions, in the order of the file.
  public var extensions: [Extension] = []
  /// The phonebooks, in the order in which phones show them.
  public var phonebooks: [Phonebook] = []
  /// What each file holds, by its path below the bundle's folder.
  public var files: [String: FileRecord] = [:]

  /// The manifest of a new bundle.
  public init() {}

  /// The number of extensions that limits go by.
  public var extensionCount: Int { maximumExtensions ?? extensions.count }

  /// A person or room that has a telephone.
  public struct Extension: Hashable, Sendable {
    /// What is dialled inside the company.
    public var number: String
    /// Whose it is; empty where that is unknown.
    public var name = ""
    /// The groups that it belongs to.
    public var groups: [String] = []
    /// The department that it belongs to; empty for none.
    public var department = ""

    /// An extension that is known by its number.
    public init(number: String) { self.number = number }
  }

  /// A group of company contacts, with who may see and who may change it.
  public struct Phonebook: Hashable, Sendable {
    /// Its name, unique in the bundle.
    public var name: String
    /// Who may see and call its contacts: extension numbers, names of groups or departments, or `everyone`.
    public var view: [String] = []
    /// Who may change it; whoever may change it may see it.
    public var manage: [String] = []

    /// A phonebook that nobody but the administrator sees.
    public init(name: String) { self.name = name }
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
