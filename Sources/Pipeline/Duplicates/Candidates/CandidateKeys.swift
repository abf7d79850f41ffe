/// The keys by which contacts find those that could be the same.
enum CandidateKey: UInt64, CaseIterable {
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

extension Lexicon {
  /// Calls `body` with each of a contact's keys of one kind; those of different owners are different.
  func forEachKey(_ kind: CandidateKey, of view: KeyView, _ body: (UInt64) -> Void) {
    let seed = Hash.mix(kind.rawValue, UInt64(view.head.owner))
    switch kind {
    case .number: for number in view.numbers { body(SharedLines.key(NumberKey.line(number), of: view.head.owner)) }
    case .email: for email in view.emails { body(SharedLines.key(NumberKey.line(email), of: view.head.owner)) }
    case .record: if let record = view.record { body(Hash.mix(Hash.mix(seed, UInt64(record.system)), record.id)) }
    case .birthday: if view.head.birthday >= 10_000 { body(Hash.mix(seed, UInt64(view.head.birthday))) }
    case .name:
      let names = Words(namesOf: view)
      if names.count == 1 { body(Hash.mix(seed, UInt64(self[names[0]].sound))) }
      for i in 0..<names.count {
        for j in (i + 1)..<max(i + 1, names.count) {
          body(Hash.mix(seed, UInt64(self[names[i]].sound) &+ UInt64(self[names[j]].sound)))
        }
      }
    case .nameAndCode: pair(Words(namesOf: view), first(.postalCode, of: view), seed, body)
    case .nameAndTown: pair(Words(namesOf: view), first(.locality, of: view), seed, body)
    case .nameAndOrganization:
      if !view.isBusiness { pair(Words(namesOf: view), rarest(view.organization), seed, body) }
    case .business:
      guard view.isBusiness, let word = rarest(view.organization) else { return }
      body(Hash.mix(seed, UInt64(word)))
    case .streetAndHouse: pair(Words(street(of: view)), first(.house, of: view), seed, body)
    case .streetAndTown: pair(Words(street(of: view)), first(.locality, of: view), seed, body)
    case .streetAndCode: pair(Words(street(of: view)), first(.postalCode, of: view), seed, body)
    case .houseAndCode: pair(Words(first(.house, of: view)), first(.postalCode, of: view), seed, body)
    case .houseAndTown: pair(Words(first(.house, of: view)), first(.locality, of: view), seed, body)
    }
  }

  /// At most three words.
  private struct Words {
    private var words = SIMD4<UInt32>()
    private(set) var count = 0

    init(_ word: Vocabulary.ID?) { if let word { append(word) } }

    /// The first words of a name that are more than an initial.
    init(namesOf view: KeyView) {
      let names = view.names
      for index in 0..<names.count where !names.isInitial(index) && count < 3 { append(names[index]) }
    }

    private mutating func append(_ word: Vocabulary.ID) {
      words[count] = word
      count += 1
    }

    subscript(index: Int) -> Vocabulary.ID { words[index] }
  }

  private func pair(_ words: Words, _ other: Vocabulary.ID?, _ seed: UInt64, _ body: (UInt64) -> Void) {
    guard let other else { return }
    for index in 0..<words.count { body(Hash.mix(Hash.mix(seed, UInt64(words[index])), UInt64(other))) }
  }

  private func street(of view: KeyView) -> Vocabulary.ID? { first(.street, of: view) ?? first(.extended, of: view) }

  private func first(_ role: PlaceRole, of view: KeyView) -> Vocabulary.ID? {
    let places = view.places
    for index in 0..<places.count where places.placeRole(index) == role { return places[index] }
    return nil
  }

  private func rarest(_ words: KeyView.Words) -> Vocabulary.ID? {
    words.max { bits($0, as: .organization) < bits($1, as: .organization) }
  }
}
