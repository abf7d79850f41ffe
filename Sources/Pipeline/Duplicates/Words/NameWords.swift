/// Words of a name that are no name: titles, credentials, generations, particles.
enum NameWords {
  /// Before a name; those that are given names too (Don, Major, Prince) are left out, and so are surnames (Pan,
  /// Heer). "sr" is Spanish here and a generation behind a name.
  static let titles = WordSet(
    """
    mr mrs ms miss mister madam sir rev reverend dr doctor prof professor herr frau hr fr fru fraulein dipl ing mme mlle
    monsieur madame mademoiselle maitre me sr sra srta senor senora senorita dott dottore dottssa sig signor signora
    signorina avv avvocato mgr inz dhr mevr mevrouw mw drs bayan sayin univ priv doz med habil rer jur capt captain lt sgt smt shri
    """)

  /// Behind a name.
  static let credentials = WordSet(
    "phd md mba msc bsc ba ma esq cpa dds jd rn llm llb pe cfa pmp dvm dphil mphil frcs obe cbe mbe bt qc kc")

  /// Between names; they come and go.
  static let particles = WordSet(
    """
    van von der den de del della di da do dos das du des la le les zu zum zur ter ten te af av al el bin ben ibn
    und and et st
    """)

  /// Between the given names of two people who are one entry.
  static let conjunctions = WordSet("und and et og och u y en ja ve es si ir un oraz va kai ta")

  /// Letters that do so where they are written small and without a full stop.
  static let joiningLetters: [Substring] = ["e", "i", "a", "и", "і", "й"]

  /// What says that a name is that of another one's office or family: "Büro Peter Klein", "Peter Klein (wife)".
  static let relations = WordSet(
    """
    buro office vorzimmer sekretariat secretariat secretaria segreteria sekretarin secretary assistenz assistent assistentin
    assistant assistante wife husband widow ehefrau ehemann gattin gatte witwe witwer mutter vater eltern sohn tochter
    mother father parents son daughter epouse epoux mere pere fils fille esposa esposo madre padre hija moglie marito
    erben heirs estate nachlass
    """)

  /// Particles as they stand joined to a name: "Vanderberg" for "van der Berg".
  static let joinedParticles = WordSet(
    "van von vander vanden vande vonder de del dela dal della di da do dos das des du la le al el ben bin st mc mac o")

  /// Which generation of one name: father and son are two people.
  static func generation(_ word: String) -> UInt8 { generations[word] ?? 0 }

  private static let generations: [String: UInt8] = [
    "jr": 1, "jnr": 1, "jun": 1, "junior": 1, "filho": 1, "fils": 1, "hijo": 1, "sohn": 1, "tochter": 1, "mladsi": 1,
    "mlodszy": 1, "ml": 1, "ifj": 1, "sr": 2, "snr": 2, "sen": 2, "senior": 2, "pere": 2, "padre": 2, "vater": 2,
    "mutter": 2, "starsi": 2, "starszy": 2, "ii": 3, "2nd": 3, "iii": 4, "3rd": 4, "neto": 4,
    "iv": 5, "4th": 5, "1st": 6,
  ]
  /// Of the generations, that of a name with II or higher behind it, and that of the same name with I behind it.
  static let second: UInt8 = 3
  static let first: UInt8 = 6
  static let generationWords = WordSet(generations.keys.joined(separator: " "))
}
