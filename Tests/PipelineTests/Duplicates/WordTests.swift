import Testing

@testable import Pipeline

@Suite struct FoldingTests {
  @Test(arguments: [
    ("MÜLLER", "muller"), ("Mueller", "muller"), ("Müller", "muller"), ("Mu\u{308}ller", "muller"),
    ("Łukasz", "lukasz"), ("O'Neil", "oneil"), ("O’Neil", "oneil"), ("Weiß", "weiss"), ("Håkon", "hakon"),
    ("Haakon", "hakon"), ("Søren Ørsted", "soren orsted"), ("J.R. Smith", "j r smith"),
    ("Weber-Schmidt", "weber schmidt"),
    ("Иван Щукин", "ivan shchukin"), ("Γιώργος", "giorgos"), ("IŞIK", "isik"), ("ışık", "isik"), ("Nguyễn", "nguyen"),
    ("田中 太郎", "田中 太郎"), ("أَحْمَد", "احمد"), ("فاطمة", "فاطمه"), ("موسى", "موسي"), ("  a   b ", "a b"), ("★", ""),
    ("ＡＢＣ", "abc"), ("Ægir", "agir"),
  ])
  func lettersLoseCaseAccentAndScript(text: String, expected: String) {
    var bytes = Folding.folded(text)
    var words: [String] = []
    Folding.forEachWord(in: &bytes) { words.append(String(decoding: $0, as: UTF8.self)) }
    #expect(words.joined(separator: " ") == expected)
  }

  @Test(arguments: [
    ("Bad Homburg v. d. Höhe", ["bad", "homburg", "v", "d", "hohe"]), ("St. Ives", ["st", "ives"]),
    ("La Aldea", ["la", "aldea"]), (" San  Jose ", ["san", "jose"]), ("Aarau Duerr", ["arau", "durr"]), ("- -", []),
  ])
  func wordsAreParted(text: String, words: [String]) {
    var found: [String] = []
    Folding.forEachWord(of: text) { found.append(String(decoding: $0, as: UTF8.self)) }
    #expect(found == words)
    found = []
    Folding.forEachWord(of: text, isOneWord: true) { found.append(String(decoding: $0, as: UTF8.self)) }
    #expect(found == (words.isEmpty ? [] : [words.joined()]))
  }

  /// Texts of Latin letters are folded and parted in one walk, all others in two: both find the same words.
  @Test(arguments: 1...3) func oneWalkFindsWhatTwoDo(_ seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let signs = Array("aeoubcdz AEOUÄöéßøŁżıİŉȳ'`.-&/09’щф田")
    for _ in 0..<2_000 {
      let kinds = Int.random(in: 1...signs.count, using: &random)
      let text = String(
        (0..<Int.random(in: 0...12, using: &random)).map { _ in signs[.random(in: 0..<kinds, using: &random)] })
      for (dotsPart, isOneWord) in [(true, false), (false, false), (true, true)] {
        var folded: [UInt8] = []
        Folding.fold(text, dotsPart: dotsPart, into: &folded)
        var expected: [String] = []
        Folding.forEachWord(in: &folded, isOneWord: isOneWord) { expected.append(String(decoding: $0, as: UTF8.self)) }
        var found: [String] = []
        Folding.forEachWord(of: text, dotsPart: dotsPart, isOneWord: isOneWord) {
          found.append(String(decoding: $0, as: UTF8.self))
        }
        #expect(found == expected, "\(text), seed \(seed)")
      }
    }
  }

  @Test(
    arguments: [
      ("Anna", []), ("Peter & Karin", .joining), ("Peter/Karin", .joining), ("+Karin", .joining),
      ("Jörg", .beyondASCII),
      ("Jörg+Ute", [.joining, .beyondASCII]), ("Иван & Анна", [.joining, .beyondASCII]),
    ] as [(String, Folding.Signs)])
  func signsAreTold(text: String, expected: Folding.Signs) {
    #expect(Folding.forEachWord(of: text) { _ in } == expected)
  }

  @Test func fullStopsOfCompaniesPartNothing() {
    var bytes: [UInt8] = []
    Folding.fold("Weber S.r.l.", dotsPart: false, into: &bytes)
    #expect(String(decoding: bytes, as: UTF8.self) == "weber srl")
  }
}

@Suite struct NicknamesTests {
  /// They are looked up by what names are folded to.
  @Test func formsAreWrittenAsTheyAreFolded() {
    let forms = Nicknames.forms.split { $0 == " " || $0 == "\n" || $0 == ";" }
    #expect(forms.count > 500)
    for form in forms { #expect(String(decoding: Folding.folded(String(form)), as: UTF8.self) == form) }
  }
}

@Suite struct WordTraitsTests {
  private static let known: [(word: String, traits: WordTraits)] = [
    ("dr", .title), ("phd", .credential), ("von", .particle), ("gmbh", .legalForm), ("jr", .generation),
    ("sr", [.title, .generation]), ("as", .legalForm), ("annelise", .givenName),
    ("and", [.particle, .legalForm, .conjunction]),
    ("weber", []), ("", []),
  ]

  @Test(arguments: known) func ofKnownWords(word: String, traits: WordTraits) {
    #expect(WordTraits(ofHash: Hash.text(word)) == traits)
  }

  /// Every word of every list is in it, however the list is wrapped.
  @Test func listsAreOfAllTheirWords() {
    let set = WordSet("alpha beta\ngamma  Müller delta\n")
    for word in ["alpha", "beta", "gamma", "muller", "delta"] { #expect(set.contains(Hash.text(word)), "\(word)") }
    #expect(Set(set.hashes).count == 5)
    #expect(!set.contains(Hash.text("epsilon")))
  }
}

@Suite struct NumberTableTests {
  @Test(arguments: [0, 1, 10, 5_000], [0, 100])
  func findsWhatADictionaryDoes(count: Int, capacity: Int) {
    var random = SplitMix(state: 7)
    var table = NumberTable(capacity: capacity)
    var known: [UInt64: UInt32] = [:]
    for value in 0..<UInt32(count) {
      let key = UInt64.random(in: 0...UInt64(count) / 2, using: &random)
      let replaces = Bool.random(using: &random)
      let before = table.insert(value, for: key, replaces: replaces)
      #expect(before == known[key])
      if replaces || known[key] == nil { known[key] = value }
    }
    #expect(table.count == known.count)
    #expect(table.isEmpty == known.isEmpty)
    for key in 0...UInt64(count) { #expect(table[key] == known[key]) }
  }
}

@Suite struct DealtTests {
  /// Those of one place stay in their order, whichever part they are in.
  @Test(arguments: [0, 1, 300]) func elementsAreDealtOut(count: Int) {
    var random = SplitMix(state: 9)
    let numbers = (0..<count).map { _ in Int.random(in: 0..<1_000, using: &random) }
    let dealt = Dealt([numbers[..<(count / 3)], numbers[(count / 3)...]], places: 10) { $0 % 10 }
    #expect(dealt.elements.count == count)
    for place in 0..<10 { #expect(Array(dealt[place]) == numbers.filter { $0 % 10 == place }) }
  }

  /// However far elements are from their places.
  @Test(arguments: [0, 1, 2, 50, 2_000], [1, 10, 100_000])
  func elementsAreSorted(count: Int, distance: Int) {
    var random = SplitMix(state: 10)
    var numbers = (0..<count).map { $0 + Int.random(in: 0..<distance, using: &random) }
    let expected = numbers.sorted()
    numbers.withUnsafeMutableBufferPointer { $0.sortNeighbours(by: <) }
    #expect(numbers == expected)
  }
}

@Suite struct EmailMeaningTests {
  @Test(arguments: [
    ("Anna@Weber.example", "anna@weber.EXAMPLE", true), ("anna+pbx@weber.example", "anna@weber.example", true),
    ("a.nna@gmail.com", "anna@googlemail.com", true), ("a.nna@weber.example", "anna@weber.example", false),
    ("anna@weber.example", "anne@weber.example", false), ("+a@x.example", "+a@x.example", true),
    ("anna@weber.example", "anna@weber.test", false),
  ])
  func compareByMeaning(a: String, b: String, same: Bool) {
    let (x, y) = (EmailMeaning.key(a), EmailMeaning.key(b))
    #expect(x != nil)
    #expect((x == y) == same)
  }

  @Test(arguments: ["", "anna", "@weber.example", "anna@"])
  func whatIsNoAddressHasNone(text: String) {
    #expect(EmailMeaning.key(text) == nil)
  }
}

@Suite struct WordDistanceTests {
  /// Values of RapidFuzz 3.14 (OSA.distance, JaroWinkler.similarity).
  @Test(arguments: [
    ("kitten", "sitting", 3, 0.7460), ("smith", "smiht", 1, 0.9533), ("ca", "abc", 3, 0.0000),
    ("weber", "webber", 1, 0.9611), ("", "abc", 3, 0.0000), ("martha", "marhta", 1, 0.9611),
    ("dixon", "dicksonx", 4, 0.8133), ("jellyfish", "smellyfish", 2, 0.8963), ("robert", "rupert", 2, 0.8000),
    ("katharina", "catherine", 3, 0.7778), ("a", "a", 0, 1.0000), ("anna", "nana", 1, 0.9167),
    ("tullaroop", "tulalroop", 1, 0.9741), ("crate", "trace", 2, 0.7333), ("dwayne", "duane", 2, 0.8400),
    (
      "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijkl",
      "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghiklj", 2, 0.9969
    ),
  ])
  func agreesWithRapidFuzz(a: String, b: String, edits: Int, similarity: Double) {
    for (x, y) in [(Array(a.utf8), Array(b.utf8)), (Array(b.utf8), Array(a.utf8))] {
      let found = compare(x, y)
      #expect(found.edits == edits)
      #expect(abs(Double(found.similarity) - similarity) < 0.0001)
    }
  }

  @Test(arguments: [1, 2, 3])
  func agreesWithTheTextbook(seed: UInt64) {
    var random = SplitMix(state: seed)
    for _ in 0..<500 {
      let a = (0..<Int.random(in: 0...12, using: &random)).map { _ in UInt8.random(in: 97...100, using: &random) }
      let b = (0..<Int.random(in: 0...12, using: &random)).map { _ in UInt8.random(in: 97...100, using: &random) }
      #expect(compare(a, b).edits == textbook(a, b), "seed \(seed): \(a) \(b)")
    }
  }

  private func compare(_ a: [UInt8], _ b: [UInt8]) -> (edits: Int, similarity: Float) {
    let distance = WordDistance()
    return a.withUnsafeBufferPointer { x in
      b.withUnsafeBufferPointer { y in (distance.edits(x, y), distance.similarity(x, y)) }
    }
  }

  private func textbook(_ a: [UInt8], _ b: [UInt8]) -> Int {
    var rows = Array(repeating: Array(repeating: 0, count: b.count + 1), count: a.count + 1)
    for i in 0...a.count {
      for j in 0...b.count {
        if i == 0 || j == 0 {
          rows[i][j] = max(i, j)
          continue
        }
        let cost = a[i - 1] == b[j - 1] ? 0 : 1
        rows[i][j] = min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + cost)
        if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
          rows[i][j] = min(rows[i][j], rows[i - 2][j - 2] + 1)
        }
      }
    }
    return rows[a.count][b.count]
  }
}

/// A generator whose numbers are the same in every run.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    return Hash.mix(state)
  }
}
