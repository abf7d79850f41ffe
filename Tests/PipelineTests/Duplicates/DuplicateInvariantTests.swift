import Contacts
import NumberingPlan
import Testing

@testable import Pipeline

/// What must hold of every list, and lists that were made to break it.
@Suite struct DuplicateInvariantTests {
  @Test(arguments: [1, 2, 3, 4])
  func orderDecidesNothing(seed: UInt64) {
    var random = SplitMix(state: seed)
    let contacts = list(200, using: &random)
    let expected = partition(contacts, order: Array(contacts.indices))
    #expect(expected.count > 5)
    for _ in 0..<3 {
      let order = Array(contacts.indices).shuffled(using: &random)
      #expect(partition(contacts, order: order) == expected, "seed \(seed)")
    }
  }

  /// "Oosterman" begins with the second letter of "Bosterman", and not the other way round.
  @Test func orderOfTwoDecidesNothing() {
    let two = ["Oosterman", "Bosterman"].map { family in
      person("Jan|\(family)") { $0.numbers = [Number(kind: .business, number: "+31201234567")] }
    }
    for order in [two, two.reversed()] {
      let found = DuplicateFinder().find(in: keys(order))
      #expect(found.groups.isEmpty)
      #expect(found.reviews.count == 1)
    }
  }

  /// Street and building in each other's place, words of firms that fit several, and names that are a firm's own but for
  /// their case say the same whichever comes first.
  @Test func orderOfThoseAlikeInPartDecidesNothing() {
    func contact(_ name: String, _ organization: String, _ number: String, _ street: String, _ extended: String)
      -> Contact
    {
      person(name) {
        $0.organization = organization
        if !number.isEmpty { $0.numbers = [Number(kind: .business, number: number)] }
        $0.addresses = [PostalAddress(kind: .work)]
        $0.addresses[0].street = street
        $0.addresses[0].extended = extended
        $0.addresses[0].locality = "Ashford"
      }
    }
    func firm(_ name: String, _ street: String) -> Contact {
      var firm = contact("|", "Acme Ltd", "+447700900123", street, "")
      firm.name = ContactName(display: name)
      return firm
    }
    let lists = [
      [
        contact("John|Ashworth", "", "+442079460001", "Rose Cottage", ""),
        contact("John|Ashworth", "", "+442079460002", "High Street", "Rose Cottage"),
      ],
      [
        contact("Anna|Weber", "Schmid & Schmidt GmbH", "", "", ""), contact("Anna|Weber", "Schmidt GmbH", "", "", ""),
      ] + (0..<60).map { person("Bo\($0)|Fox\($0)") { $0.organization = "Weiss" } },
      [firm("Acme Ltd", "1 High Street"), firm("ACME LTD", "1 High Street"), firm("Acme Ltd", "44 Mill Road")],
    ]
    for list in lists {
      let expected = partition(list, order: Array(list.indices))
      let asked = DuplicateFinder().find(in: keys(list)).reviews.count
      for order in [Array(list.indices.reversed()), [1, 0] + Array(list.indices.dropFirst(2))] {
        #expect(partition(list, order: order) == expected)
        #expect(DuplicateFinder().find(in: keys(order.map { list[$0] })).reviews.count == asked)
      }
    }
  }

  @Test func partsMakeTheSameKeys() {
    var random = SplitMix(state: 5)
    let contacts = list(200, using: &random)
    var joined = keys(Array(contacts[..<70]))
    var others = [keys(Array(contacts[70..<71])), keys(Array(contacts[71...]))]
    joined.append(taking: &others)
    let whole = keys(contacts)
    #expect(joined.heads.map(\.content) == whole.heads.map(\.content))
    #expect(DuplicateFinder().find(in: joined).firstOfGroup == DuplicateFinder().find(in: whole).firstOfGroup)
  }

  /// Parts that gave back what finds their words again are joined all the same, however many words they have.
  @Test func finishedPartsAreJoined() {
    let contacts = (0..<20_000).map { person("Given\($0)|Family\($0 % 19_000)") }
    let whole = keys(contacts)
    var parts = [keys(Array(contacts[..<10_000])), keys(Array(contacts[10_000...]))]
    for index in parts.indices { parts[index].finish() }
    var joined = ContactKeys()
    joined.append(taking: &parts)
    #expect(joined.heads.map(\.content) == whole.heads.map(\.content))
    #expect(joined.values == whole.values)
  }

  /// What begins a second address is no word, and nobody is like another by it.
  @Test func addressesArePartedInAnyKeys() throws {
    func contact(_ place: String, _ other: String) -> Contact {
      person("Anna|Weber") { contact in
        contact.addresses = [PostalAddress(kind: .home), PostalAddress(kind: .work)]
        contact.addresses[0].locality = place
        contact.addresses[1].locality = other
      }
    }
    let two = [contact("Aachen", "Bonn"), contact("Celle", "Dresden")]
    let others = (0..<50).map { person("Bo\($0)|Fox\($0)") }
    #expect(DuplicateFinder().find(in: keys(two)).reviews.isEmpty)
    var parts = [keys(others), keys(two)]
    var joined = ContactKeys()
    joined.append(taking: &parts)
    #expect(joined.values == keys(others + two).values)
    // Nor is there any word where only countries are named.
    var countries = person("") { $0.addresses = [PostalAddress(kind: .home), PostalAddress(kind: .work)] }
    for index in countries.addresses.indices { countries.addresses[index].country = "DE" }
    var withoutWords = [keys(others), keys([countries])]
    var all = ContactKeys()
    all.append(taking: &withoutWords)
    #expect(all.count == 51)
  }

  @Test func everyPolicyMergesAsManyAsTheStricter() {
    var random = SplitMix(state: 6)
    let keys = keys(list(200, using: &random))
    let counts = [DuplicatePolicy.off, .exact, .standard, .aggressive].map {
      DuplicateFinder(policy: $0).find(in: keys).groups.reduce(0) { $0 + $1.count }
    }
    #expect(counts == counts.sorted())
    #expect(counts[0] == 0)
  }

  @Test func allOfOneName() {
    let contacts = (0..<500).map { index in
      person("John|Smith") { $0.numbers = [Number(kind: .mobile, number: "+4917\(1_000_000 + index)")] }
    }
    #expect(DuplicateFinder().find(in: keys(contacts)).groups.isEmpty)
  }

  @Test func allOfOneNumber() {
    var random = SplitMix(state: 7)
    func word() -> String {
      String((0..<9).map { _ in "abcdefghijklmnopqrstuvwxyz".randomElement(using: &random) ?? "x" })
    }
    let contacts = (0..<500).map { _ in
      person("\(word())|\(word())") { $0.numbers = [Number(kind: .business, number: "+4930123456")] }
    }
    let found = DuplicateFinder().find(in: keys(contacts))
    #expect(found.groups.isEmpty)
    #expect(found.sharedNumbers.map(\.people) == [500])
  }

  @Test func allTheSame() {
    let contact = person("John|Smith") { $0.numbers = [Number(kind: .business, number: "+4930123456")] }
    #expect(DuplicateFinder().find(in: keys(Array(repeating: contact, count: 1_000))).groups.map(\.count) == [1_000])
  }

  @Test func allOfOneNumberAndName() {
    let contacts = (0..<300).map { index in
      person("John|Smith") {
        $0.numbers = [
          Number(kind: .business, number: "+4930123456"), Number(kind: .other, number: "+4940\(1_000_000 + index)"),
        ]
      }
    }
    #expect(DuplicateFinder().find(in: keys(contacts)).groups.map(\.count) == [300])
  }

  @Test func aContactOfTenThousandNumbersAndOneOfALongName() {
    let many = person("Anna|Weber") { contact in
      contact.numbers = (0..<10_000).map { Number(kind: .mobile, number: "+4917\(1_000_000 + $0)") }
    }
    let long = person(String(repeating: "Anna ", count: 2_000) + "|" + String(repeating: "x", count: 10_000))
    let one = person("Anna|Weber") { $0.numbers = [Number(kind: .mobile, number: "+49171000007")] }
    #expect(DuplicateFinder().find(in: keys([many, long, one, many, long])).groups == [[0, 2, 3]])
  }

  /// What keeps groups apart is what a whole comparison finds, for every pair.
  @Test(arguments: [11, 12]) func contradictionsAreThoseOfWholeComparisons(seed: UInt64) {
    var random = SplitMix(state: seed)
    let contacts = list(120, using: &random)
    let compared = ComparedContacts(keys(contacts), distinct: contacts.indices.map { UInt32($0) })
    let comparer = WordComparer(compared.lexicon)
    let lines = SharedLines(contacts: contacts.count)
    let rule = DecisionRule(policy: .standard, contacts: contacts.count)
    var contradicting = 0
    compared.keys.withViews { views in
      for a in compared.distinct {
        for b in compared.distinct where b > a {
          let evidence = comparer.weigh(views[a], views[b], lines, Reliability())
          let disagree =
            evidence.conflict != nil || evidence.doubt != nil && evidence.doubt != .generation
            || [.doubtful, .slip].contains(evidence.names.verdict) && rule.decide(evidence) != .merge
              && !evidence.isBridged
          for ownLines in [false, true] {
            let expected = disagree || ownLines && evidence.ownLinesDiffer
            let found = comparer.contradict(views[a], views[b], lines, Reliability(), rule, ownLines: ownLines)
            #expect(found == expected, "seed \(seed): \(a) and \(b)")
            if found { contradicting += 1 }
          }
        }
      }
    }
    #expect(contradicting > 1_000)
  }

  /// A glance is a short cut, and tells nothing else than a whole comparison does.
  @Test(arguments: [false, true]) func glancesTellWhatComparisonsDo(isLenient: Bool) {
    var random = SplitMix(state: 14)
    func word() -> String {
      String((0..<Int.random(in: 1...10, using: &random)).map { _ in "abeilny".randomElement(using: &random) ?? "a" })
    }
    var contacts = ["bob|robert", "rob|bobby", "liz|elizabeth", "r|b", "müller9|мария", "王|李明"].map { person($0) }
    for _ in 0..<100 { contacts.append(person("\(word())|\(word())")) }
    let keys = keys(contacts)
    let lexicon = Lexicon(keys.vocabulary, contacts: contacts.count)
    let comparer = WordComparer(lexicon, isLenient: isLenient)
    var apart = 0
    for a in 0..<Vocabulary.ID(lexicon.count) {
      for b in 0..<Vocabulary.ID(lexicon.count) {
        let (x, y) = (lexicon.bytes(a), lexicon.bytes(b))
        let (first, second) = (lexicon.letters(a), lexicon.letters(b))
        let common = (first & second).nonzeroBitCount
        let areFaint =
          first & second & Lexicon.digit == 0
          && 2 * common >= max(first.nonzeroBitCount, second.nonzeroBitCount) && x.count > 1 && y.count > 1
          && comparer.distance.similarity(x, y) >= 0.82
        let found = comparer.areFaintlyAlike(a, b)
        #expect(found == areFaint, "\(keys.vocabulary.text(a)) \(keys.vocabulary.text(b))")
        guard comparer.areApart(lexicon.glance(a), lexicon.glance(b)) else { continue }
        apart += 1
        for areFamilyNames in [false, true] {
          let likeness = comparer.likeness(a, b, areFamilyNames: areFamilyNames)
          #expect(likeness == .different, "\(keys.vocabulary.text(a)) \(keys.vocabulary.text(b))")
        }
      }
    }
    #expect(apart > 100)
  }

  /// By their numbers, and those of equal numbers as they stood.
  @Test(arguments: [0, 1, 2, 3_000], [0, 3, 10, 12, 40, 64] as [UInt64])
  func numbersAreOrderedByTheirBytes(count: Int, bits: UInt64) {
    var random = SplitMix(state: bits)
    var numbers = (0..<count).map { (number: bits == 0 ? 7 : random.next() >> (64 - bits), place: $0) }
    let expected = numbers.sorted { ($0.number, $0.place) < ($1.number, $1.place) }
    numbers.sort(byBytesOf: { $0.number })
    #expect(numbers.map(\.number) == expected.map(\.number))
    #expect(numbers.map(\.place) == expected.map(\.place))
  }

  @Test func theSurestPairsComeFirst() {
    var random = SplitMix(state: 13)
    let contacts = list(200, using: &random)
    let compared = ComparedContacts(keys(contacts), distinct: contacts.indices.map { UInt32($0) })
    let candidates = CandidatePairs(
      compared, .standard, Reliability(), news: Array(repeating: true, count: contacts.count))
    let rule = DecisionRule(policy: .standard, contacts: contacts.count)
    let judge = Judge(contacts: compared, lines: candidates.lines, reliability: Reliability(), rule: rule)
    let bits = judge.ordered(judge.edges(candidates)).map(\.bits)
    #expect(bits.count > 20)
    #expect(bits == bits.sorted(by: >))
  }

  @Test func emptyLists() {
    #expect(DuplicateFinder().find(in: keys([])).groups.isEmpty)
    #expect(DuplicateFinder().find(in: keys([Contact()])).groups.isEmpty)
    #expect(DuplicateFinder().find(in: keys([Contact(), Contact()])).groups.isEmpty)
  }

  /// Whatever parts a list is read in, and whichever core reads them: its keys, and who is found, are those of one part.
  @Test(arguments: [1, 7, 64]) func partsGiveTheSameKeys(size: Int) throws {
    var random = SplitMix(state: UInt64(size))
    let contacts = list(400, using: &random)
    let pipeline = Pipeline(Pipeline.Options(region: Region("DE")))
    let whole = try pipeline.comparison(of: [Rows(contacts)])
    let inParts = try pipeline.comparison(of: [
      Rows(Array(contacts[..<150]), perPart: size), Rows(Array(contacts[150...]), perPart: size),
    ])
    #expect(Array(inParts.contacts) == Array(whole.contacts))
    func fingerprints(_ keys: ContactKeys) -> [String] { (0..<keys.count).map { keys.fingerprint($0) } }
    #expect(fingerprints(inParts.keys) == fingerprints(whole.keys))
    let (found, expected) = (DuplicateFinder().find(in: inParts.keys), DuplicateFinder().find(in: whole.keys))
    #expect(found.groups == expected.groups)
    #expect(!found.groups.isEmpty)
    func asked(_ search: DuplicateSearch, _ found: Duplicates) -> Set<[String]> {
      Set(search.reviews(found).map { [$0.first.summary, $0.second.summary].sorted() })
    }
    #expect(asked(inParts, found) == asked(whole, expected))
  }

  /// Contacts of few names and numbers, so that they collide in every way.
  private func list(_ count: Int, using random: inout SplitMix) -> [Contact] {
    let given = ["Anna", "A.", "Bob", "Robert", "Hans", "Johannes", "Maria", "Mario", ""]
    let family = ["Weber", "Wbeer", "Müller", "Mueller", "Smith Jr.", "Smith Sr.", "Smith"]
    return (0..<count).map { _ in
      person("\(given.randomElement(using: &random) ?? "")|\(family.randomElement(using: &random) ?? "")") { contact in
        for _ in 0..<Int.random(in: 0...2, using: &random) {
          contact.numbers.append(
            Number(
              kind: Bool.random(using: &random) ? .mobile : .business,
              number: "+4930\(1_000 + Int.random(in: 0..<80, using: &random))"))
        }
        if Bool.random(using: &random) {
          contact.emails = [Email(address: "p\(Int.random(in: 0..<60, using: &random))@x.example")]
        }
        if Int.random(in: 0..<3, using: &random) == 0 {
          contact.birthday =
            "19\(50 + Int.random(in: 0..<3, using: &random))-03-0\(Int.random(in: 1...3, using: &random))"
        }
        if Int.random(in: 0..<4, using: &random) == 0 {
          contact.organization = ["Weber GmbH", "Weber", "Acme Ltd"].randomElement(using: &random) ?? ""
        }
      }
    }
  }

  /// The groups by what their members hold, for equal contacts cannot be told apart.
  private func partition(_ contacts: [Contact], order: [Int]) -> [[String]] {
    let found = DuplicateFinder().find(in: keys(order.map { contacts[$0] }))
    let groups = found.groups.map { group in group.map { "\(contacts[order[$0]])" }.sorted() }
    return groups.sorted { $0.joined() < $1.joined() }
  }
}
