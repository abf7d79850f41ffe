/// What a word can be besides itself, looked up once for each distinct word.
struct WordTraits: OptionSet, Sendable {
  let rawValue: UInt8

  static let title = WordTraits(rawValue: 1)
  static let credential = WordTraits(rawValue: 2)
  static let particle = WordTraits(rawValue: 4)
  static let legalForm = WordTraits(rawValue: 8)
  static let generation = WordTraits(rawValue: 16)
  static let givenName = WordTraits(rawValue: 32)

  init(rawValue: UInt8) { self.rawValue = rawValue }

  /// The traits of the word with this hash.
  init(ofHash hash: UInt64) {
    var traits: WordTraits = []
    if NameWords.titles.contains(hash) { traits.insert(.title) }
    if NameWords.credentials.contains(hash) { traits.insert(.credential) }
    if NameWords.particles.contains(hash) { traits.insert(.particle) }
    if LegalForms.words.contains(hash) { traits.insert(.legalForm) }
    if NameWords.generationWords.contains(hash) { traits.insert(.generation) }
    if GivenNames.words.contains(hash) { traits.insert(.givenName) }
    self = traits
  }
}
