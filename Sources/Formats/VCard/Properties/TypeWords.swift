import Contacts
import VCardSyntax

/// The types of a property as the model understands them, and how kinds are written as types.
///
/// | types | kind |
/// | --- | --- |
/// | `FAX` with `HOME` | home fax |
/// | `FAX` | business fax |
/// | `PAGER` | pager |
/// | `CELL`, `IPHONE`, `CAR`, `PCS`, with whatever else | mobile |
/// | `WORK`, `MAIN` | business |
/// | `HOME` | home |
/// | none of these | what the label beside it says, else other |
///
/// The first row that fits wins, so the order of the words in the file does not matter.
struct TypeWords: OptionSet {
  let rawValue: UInt8

  static let home = TypeWords(rawValue: 1)
  static let work = TypeWords(rawValue: 2)
  static let cell = TypeWords(rawValue: 4)
  static let fax = TypeWords(rawValue: 8)
  static let pager = TypeWords(rawValue: 16)

  /// The types of a property.
  init(of property: VCardProperty) {
    var found = TypeWords()
    if property.hasParameters { property.forEachType { found.formUnion(TypeWords($0)) } }
    self = found
  }

  /// What one word says.
  init(_ word: UnsafeRawBufferPointer) {
    let candidate: (word: StaticString, types: TypeWords)
    switch (word.count, word.first.map { $0 | 0x20 }) {
    case (3, 0x66): candidate = ("FAX", .fax)
    case (3, 0x63): candidate = ("CAR", .cell)
    case (3, 0x70): candidate = ("PCS", .cell)
    case (4, 0x63): candidate = ("CELL", .cell)
    case (4, 0x77): candidate = ("WORK", .work)
    case (4, 0x68): candidate = ("HOME", .home)
    case (4, 0x6D): candidate = ("MAIN", .work)
    case (5, 0x70): candidate = ("PAGER", .pager)
    case (6, 0x69): candidate = ("IPHONE", .cell)
    case (6, 0x6D): candidate = ("MOBILE", .cell)
    case (7, 0x68): candidate = ("HOMEFAX", [.home, .fax])
    case (7, 0x77): candidate = ("WORKFAX", [.work, .fax])
    default: candidate = ("", [])
    }
    self = word.equals(candidate.word) ? candidate.types : []
  }

  init(rawValue: UInt8) { self.rawValue = rawValue }

  /// Whether a word in capitals says nothing but the kind of a number; `MAIN` and `IPHONE` say more.
  static func isKind(_ word: String) -> Bool { kindWords.contains(word) }

  private static let kindWords: Set<String> = [
    "WORK", "HOME", "CELL", "FAX", "PAGER", "VOICE", "MOBILE", "HOMEFAX", "WORKFAX", "OTHER", "CAR", "PCS",
  ]

  /// The kind of a number; nil where no type tells.
  var kind: Number.Kind? {
    if contains(.fax) { return contains(.home) && !contains(.work) ? .homeFax : .businessFax }
    if contains(.pager) { return .pager }
    if contains(.cell) { return .mobile }
    if contains(.work) { return .business }
    return contains(.home) ? .home : nil
  }

  /// What an e-mail or postal address is for; nil where no type tells.
  var setting: Setting? {
    contains(.work) ? .work : contains(.home) ? .home : nil
  }

  /// The types that a kind is written as, where a descriptor says nothing else.
  static func written(for kind: Number.Kind) -> String {
    switch kind {
    case .business: "WORK,VOICE"
    case .mobile: "CELL"
    case .home: "HOME,VOICE"
    case .businessFax: "WORK,FAX"
    case .homeFax: "HOME,FAX"
    case .pager: "PAGER"
    case .other: "VOICE"
    }
  }
}

/// What Apple's programs write beside a property to name it (`X-ABLabel`).
enum AppleLabel {
  /// The label as people read it: `_$!<Mobile>!$_` is `Mobile`.
  static func text(_ value: UnsafeRawBufferPointer) -> String {
    let text = VCardText.unescaped(value)
    guard text.hasPrefix("_$!<"), text.hasSuffix(">!$_") else { return text }
    return String(text.dropFirst(4).dropLast(4))
  }

  /// Labels that say nothing beyond their kind.
  static func isKind(_ label: String) -> Bool { kinds.contains(label) }

  private static let kinds: Set<String> = ["Mobile", "Home", "Work", "HomeFAX", "WorkFAX", "Pager", "Other", "iPhone"]
}
