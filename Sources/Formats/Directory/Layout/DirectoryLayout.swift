import Contacts

/// The documents of an XML format: elements and what they hold.
struct DirectoryLayout: Sendable {
  /// The root element's names: the first is written, all are read; `*` stands for any letters.
  var roots: [String] = []
  /// Addresses of namespaces by prefix, in order.
  var namespaces: [(prefix: String, address: String)] = []
  /// Settings that only the site knows, and what they are.
  var needs: [(name: String, what: String)] = []
  var map = DirectoryMap()
  /// What contacts hold at the places of their element; ``DirectoryMeaning/rule(_:)`` refers to it.
  var rules: [MappingRule] = []
  /// A file of its own that names the phonebooks.
  var menu: Menu?
  /// How many numbers an element for each number makes of a contact; 0 where there is no such element.
  var numbersAnEntry = 0
  /// Whether every e-mail address of a contact has an element.
  var holdsEveryEmail = false
  /// Names of extra fields that stand at single numbers.
  var numberExtras: [String] = []
  /// How many words tell the kind of a number.
  var kindWords = 0
  var phonebooks = Phonebooks.none
  var limits = Limits()

  /// Which phonebooks of a contact a document can tell.
  enum Phonebooks: Sendable {
    case none, first, all
  }

  /// A file that names the phonebooks, each of which is a file.
  struct Menu: Sendable {
    var root = ""
    /// How many phonebooks it can name.
    var entries = Int.max
    var map = DirectoryMap()
  }

  /// What a device holds of a document, beyond the texts of single contacts.
  struct Limits: Sendable {
    var entries: Int?
    var phonebooks: Int?
    var fileBytes: Int?
    /// What no two entries may share.
    var unique: Set<Unique> = []
    var phonebookName: TextRule?
    var title: TextRule?

    enum Unique: String, CaseIterable, Sendable {
      case name = "name.display"
      case number, index
    }
  }

  /// The way from the root to the contacts, and their element's contents.
  var contacts: [FoundElement] { found(where: { $0.each == .contact }) }
  /// Elements that name phonebooks and lie apart from the contacts.
  var phonebookLists: [FoundElement] { found(where: { $0.each == .phonebook && !$0.holdsContacts }) }
  /// The element around the contacts of a phonebook.
  var phonebookAround: FoundElement? { found(where: { $0.each == .phonebook && $0.holdsContacts }).first }

  /// An element of the map and how it is reached.
  struct FoundElement: Sendable {
    /// Names from below the root to the element.
    let path: [String]
    let element: DirectoryElement
    /// All contents of elements with this name there.
    let contents: [DirectoryContent]
  }

  private func found(where matches: (DirectoryElement) -> Bool) -> [FoundElement] {
    func search(_ map: DirectoryMap, path: [String]) -> [FoundElement] {
      map.entries.flatMap { entry in
        entry.contents.flatMap { content -> [FoundElement] in
          guard let element = content.element else { return [] }
          return entry.places.flatMap { place -> [FoundElement] in
            let path = path + place.steps.map(\.name)
            if matches(element) { return [FoundElement(path: path, element: element, contents: entry.contents)] }
            return element.each == .contact ? [] : search(element.map, path: path)
          }
        }
      }
    }
    return search(map, path: [])
  }
}
