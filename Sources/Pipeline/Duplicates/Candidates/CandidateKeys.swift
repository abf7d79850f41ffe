/// The keys by which contacts find those that could be the same.
enum CandidateKey: UInt32, CaseIterable {
  case number = 1, email, record
  case birthday, name, nameAndCode, nameAndTown, nameAndOrganization, business
  case streetAndHouse, streetAndTown, streetAndCode, houseAndCode, houseAndTown

  /// Keys by which names that contradict each other meet: for lists whose names cannot be relied upon.
  static let withoutName: [CandidateKey] = [
    .streetAndHouse, .streetAndTown, .streetAndCode, .houseAndCode, .houseAndTown,
  ]

  /// Whether the key alone may prove that two contacts are the same.
  var isStrong: Bool { self == .number || self == .email || self == .record }

  /// The keys that can bring together what `policy` merges or asks about.
  static func all(for policy: DuplicatePolicy, _ reliability: Reliability) -> [CandidateKey] {
    switch policy {
    case .off: [.record]
    case .exact: allCases.filter(\.isStrong)
    case .standard, .aggressive: allCases.filter { !reliability.isReliable || !withoutName.contains($0) }
    }
  }

  /// More contacts under one key than this are brought together by their names as well.
  var maximumGroup: Int { isStrong ? 64 : 24 }
}

/// The keys of some kinds, made of one contact after another.
struct CandidateKeys {
  private let kinds: [CandidateKey]
  private let lexicon: Lexicon
  /// Whether any of them is made of names, and of addresses.
  private let useNames: Bool
  private let usePlaces: Bool

  init(_ kinds: [CandidateKey], _ lexicon: Lexicon) {
    self.kinds = kinds
    self.lexicon = lexicon
    useNames = kinds.contains { [.name, .nameAndCode, .nameAndTown, .nameAndOrganization].contains($0) }
    usePlaces = kinds.contains { $0 == .nameAndCode || $0 == .nameAndTown || CandidateKey.withoutName.contains($0) }
  }

  /// Calls `body` with each of a contact's keys; those of different owners are different.
  @inline(__always)
  func forEach(of view: KeyView, _ body: (CandidateKey, UInt64) -> Void) {
    let owner = view.head.owner
    let names = useNames ? FirstWords(namesOf: view) : FirstWords()
    let places = usePlaces ? FirstPlaces(of: view) : FirstPlaces()
    for kind in kinds {
      @inline(__always)
      func meet(by key: UInt64) { body(kind, SharedLines.key(key, of: owner)) }
      @inline(__always)
      func meet(by words: FirstWords, _ other: Vocabulary.ID?) {
        guard let other else { return }
        for index in 0..<words.count { meet(by: UInt64(words[index]) << 32 | UInt64(other)) }
      }
      switch kind {
      case .number: for number in view.numbers { meet(by: NumberKey.line(number)) }
      case .email: for email in view.emails { meet(by: NumberKey.line(email)) }
      case .record: if let record = view.record { meet(by: Hash.mix(UInt64(record.system), record.id)) }
      case .birthday: if view.head.birthday >= 10_000 { meet(by: UInt64(view.head.birthday)) }
      case .name:
        if names.count == 1 { meet(by: UInt64(lexicon[names[0]].sound)) }
        for i in 0..<names.count {
          for j in (i + 1)..<max(i + 1, names.count) {
            meet(by: UInt64(lexicon[names[i]].sound) + UInt64(lexicon[names[j]].sound))
          }
        }
      case .nameAndCode: meet(by: names, places.postalCode)
      case .nameAndTown: meet(by: names, places.locality)
      case .nameAndOrganization: if !view.isBusiness { meet(by: names, rarest(view.organization)) }
      case .business: if view.isBusiness, let word = rarest(view.organization) { meet(by: UInt64(word)) }
      case .streetAndHouse: meet(by: FirstWords(places.street), places.house)
      case .streetAndTown: meet(by: FirstWords(places.street), places.locality)
      case .streetAndCode: meet(by: FirstWords(places.street), places.postalCode)
      case .houseAndCode: meet(by: FirstWords(places.house), places.postalCode)
      case .houseAndTown: meet(by: FirstWords(places.house), places.locality)
      }
    }
  }

  private func rarest(_ words: KeyView.Words) -> Vocabulary.ID? {
    if words.count < 2 { return words.first }
    return words.max { lexicon.bits($0, as: .organization) < lexicon.bits($1, as: .organization) }
  }
}

/// The first words of a name that are more than an initial, three at most.
private struct FirstWords {
  private var words: (Vocabulary.ID, Vocabulary.ID, Vocabulary.ID) = (0, 0, 0)
  private(set) var count = 0

  init() {}

  init(_ word: Vocabulary.ID?) { if let word { append(word) } }

  init(namesOf view: KeyView) {
    let names = view.names
    for index in 0..<names.count where !names.isInitial(index) && count < 3 { append(names[index]) }
  }

  private mutating func append(_ word: Vocabulary.ID) {
    switch count {
    case 0: words.0 = word
    case 1: words.1 = word
    default: words.2 = word
    }
    count += 1
  }

  subscript(index: Int) -> Vocabulary.ID { index == 0 ? words.0 : index == 1 ? words.1 : words.2 }
}

/// The first word of each part of a contact's addresses.
private struct FirstPlaces {
  private(set) var postalCode: Vocabulary.ID?
  private(set) var locality: Vocabulary.ID?
  private(set) var house: Vocabulary.ID?
  private var namedStreet: Vocabulary.ID?
  private var extended: Vocabulary.ID?

  init() {}

  init(of view: KeyView) {
    let places = view.places
    for index in (0..<places.count).reversed() {
      switch places.placeRole(index) {
      case .postalCode: postalCode = places[index]
      case .locality: locality = places[index]
      case .house: house = places[index]
      case .street: namedStreet = places[index]
      case .extended: extended = places[index]
      case .region, .nextAddress: break
      }
    }
  }

  var street: Vocabulary.ID? { namedStreet ?? extended }
}
