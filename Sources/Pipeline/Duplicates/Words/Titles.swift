/// What a title says of who has it, and whether a name is two people's, or that of somebody's office or family.
struct Titles: OptionSet, Sendable {
  let rawValue: UInt8

  static let man = Titles(rawValue: 1)
  static let woman = Titles(rawValue: 2)
  static let doctor = Titles(rawValue: 4)
  static let professor = Titles(rawValue: 8)
  /// "Peter & Karin".
  static let couple = Titles(rawValue: 16)
  /// "Büro Peter Klein": see ``NameWords/relations``.
  static let relation = Titles(rawValue: 32)

  private static let sexes: Titles = [.man, .woman]
  private static let ranks: Titles = [.doctor, .professor]

  init(rawValue: UInt8) { self.rawValue = rawValue }

  /// What a folded title says; nothing where it is anybody's.
  init(of title: String) { self = Self.known[title] ?? [] }

  /// Whether one is a man and the other a woman.
  func differInSex(from other: Titles) -> Bool {
    let (own, others) = (intersection(Self.sexes), other.intersection(Self.sexes))
    return !own.isEmpty && !others.isEmpty && own.isDisjoint(with: others)
  }

  /// Whether both have a degree, and no one in common: "Dr. Roth" and "Prof. Roth".
  func differInRank(from other: Titles) -> Bool {
    let (own, others) = (intersection(Self.ranks), other.intersection(Self.ranks))
    return !own.isEmpty && !others.isEmpty && own.isDisjoint(with: others)
  }

  /// What stands behind the full stop of an abbreviated title and makes it a woman's: "Sig.ra", "Dott.ssa", "Sr.ª".
  static func isFeminineEnding(_ ending: String, of title: String) -> Bool {
    feminineEndings[title]?.contains(ending) ?? false
  }

  private static let feminineEndings: [String: [String]] = [
    "sig": ["ra", "na"], "dott": ["ssa"], "prof": ["ssa", "ª"], "dr": ["ssa", "ª"], "sr": ["ª"],
  ]

  private static let known: [String: Titles] = {
    let words: [(titles: Titles, words: String)] = [
      // Some of these are titles only where they stand in a field of titles.
      (.man, "mr mister sir herr herrn hr m monsieur sr senor d don signor sig dhr shri pan bay"),
      (
        .woman,
        """
        mrs ms miss madam frau fr fru fraulein mme mlle madame mademoiselle sra srta senora senorita signora signorina \
        mevr mevrouw mw smt dna dona pani bayan
        """
      ),
      (.doctor, "dr doctor drs dott dottore"), ([.doctor, .woman], "dottssa"), (.professor, "prof professor"),
    ]
    var known: [String: Titles] = [:]
    for (titles, words) in words { for word in words.split(separator: " ") { known[String(word)] = titles } }
    return known
  }()
}
