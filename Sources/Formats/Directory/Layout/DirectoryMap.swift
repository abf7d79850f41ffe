/// A picture of an element: what stands at its places, in the order in which they are written.
struct DirectoryMap: Sendable {
  /// Attributes of the element first, since they stand in its opening tag.
  private(set) var entries: [DirectoryEntry] = []

  mutating func add(_ entry: DirectoryEntry) {
    if entry.place.isOwnAttribute {
      entries.insert(entry, at: entries.firstIndex { !$0.place.isOwnAttribute } ?? entries.count)
    } else {
      entries.append(entry)
    }
  }
}

/// A place of an element and what stands there.
struct DirectoryEntry: Sendable {
  let place: DirectoryPlace
  /// Other places with the same meaning, for reading.
  let synonyms: [DirectoryPlace]
  /// One content, or those of elements of one name that follow each other for different ends.
  let contents: [DirectoryContent]
  let isList: Bool

  var places: [DirectoryPlace] { synonyms.isEmpty ? [place] : [place] + synonyms }
}

/// What stands at a place.
indirect enum DirectoryContent: Sendable {
  case value(DirectoryValue)
  case element(DirectoryElement)

  var element: DirectoryElement? { if case .element(let element) = self { element } else { nil } }
}

/// An element with places of its own.
struct DirectoryElement: Sendable {
  /// What it repeats for; nil where it stands once.
  var each: Each?
  var map = DirectoryMap()
  /// The name of the phonebook that holds contacts without one; empty for none.
  var none = ""
  /// By what an element is told that adds numbers to another contact: a place with that text, and a place with the
  /// other's number.
  var join: (marks: [(place: DirectoryPlace, text: String)], number: DirectoryPlace)?
  /// Places whose texts, `*` standing for anything, tell that an element is no contact.
  var unless: [(place: DirectoryPlace, pattern: String)] = []

  enum Each: String, CaseIterable, Sendable {
    case contact, phonebook, number, email
    case previousPage = "previous-page"
    case nextPage = "next-page"
  }

  /// The texts that tell the element from others of its name.
  var fixed: [(place: DirectoryPlace, text: String)] {
    map.entries.flatMap { entry in
      entry.contents.compactMap { content in
        if case .value(let value) = content, case .fixed(let text) = value.meaning { (entry.place, text) } else { nil }
      }
    }
  }

  /// Whether contacts lie in it, at any depth.
  var holdsContacts: Bool {
    map.entries.contains { entry in
      entry.contents.contains { $0.element.map { $0.each == .contact || $0.holdsContacts } ?? false }
    }
  }
}

/// A text at a place.
struct DirectoryValue: Sendable {
  var meaning: DirectoryMeaning
  /// Texts that the value stands in: the first is written, all are read.
  var patterns: [ValuePattern] = []
  /// What stands where there is no value; nil where then the place is absent.
  var otherwise: String?
  var words = ValueWords()
  /// Whether the text only repeats another for the eye, and is not read.
  var isEcho = false
}

/// What a text means.
enum DirectoryMeaning: Sendable {
  /// What a rule of the contact says, by its index in ``DirectoryLayout/rules``.
  case rule(Int)
  /// The number of an element that repeats for numbers.
  case number
  /// The number's kind, or one of the words that tell it.
  case numberKind(word: Int)
  /// `yes` at a contact's first number.
  case firstNumber
  /// An extra field that belongs to one number.
  case numberExtra(String)
  case email
  case title
  case phonebookName
  /// The number of a phonebook, counted from the first's.
  case phonebookID(first: Int)
  /// Where the element stands among its equals, counted from 0 or 1.
  case position(first: Int)
  case page(PageMeaning)
  case fixed(String)
  /// What the pattern puts together.
  case composed
  case ignored
}

/// What a document of several pages says of them.
enum PageMeaning: String, CaseIterable, Sendable {
  case url, next, previous, total, first, last
}
