import Contacts
import Testing

@testable import Pipeline

@Suite struct DuplicateFinderTests {
  // MARK: Certain and strong

  @Test func sameRecordIsOneContact() {
    let anna = person("Anna|Weber", record("hubspot", "1"))
    #expect(groups([anna, person("A.|Weber", record("hubspot", "1"))]) == [[0, 1]])
    #expect(groups([anna, person("Anna|Weber", record("sap", "1"))]) == [])
    // An id that people of different names have identifies nobody.
    #expect(groups([anna, person("Bruno|Fischer", record("hubspot", "1"))]) == [])
  }

  @Test(arguments: ["Anna|Weber", "Weber|Anna", "A.|Weber", "ANNA|WEBER", "Anna|Wbeer", "Dr. Anna|Weber"])
  func sameNumberAndCompatibleName(name: String) {
    #expect(groups([person("Anna|Weber", number("+4930123456")), person(name, number("+4930123456"))]) == [[0, 1]])
  }

  @Test func sameEmailByItsMeaning() {
    let a = person("Anna|Weber", email("Anna.Weber@gmail.com"))
    #expect(groups([a, person("Anna|Weber", email("annaweber+pbx@googlemail.com"))]) == [[0, 1]])
    #expect(groups([a, person("Bruno|Fischer", email("Anna.Weber@gmail.com"))]) == [])
  }

  @Test func aSharedNumberAloneJoinsNobody() {
    let names = ["Anna|Weber", "Bruno|Fischer", "Clara|Huber", "Anna|Schmidt", "Daniel|Weber"]
    let found = find(names.map { person($0, number("+4930123456", .business)) })
    #expect(found.groups == [])
    #expect(found.sharedNumbers.map(\.people) == [5])
  }

  /// So many e-mails on one line are as many people's, whatever they are called.
  @Test func aLineOfACrowdJoinsNobodyOfOneName() {
    let crowd = (1...80).map { index in
      person("John|Smith") {
        number("+4930123456", .business)(&$0)
        email("john.smith\(index)@mail.example")(&$0)
      }
    }
    let found = find(crowd)
    #expect(found.groups == [])
    #expect(found.sharedNumbers.map(\.people) == [80])
  }

  @Test func extensionsBehindOneNumberAreDifferentLines() {
    func behind(_ digits: String) -> (inout Contact) -> Void {
      { $0.numbers = [Number(kind: .business, number: "+4930123456", extension: digits)] }
    }
    #expect(find([person("Anna|Weber", behind("12")), person("Bruno|Fischer", behind("13"))]).sharedNumbers.isEmpty)
  }

  @Test func anInitialBehindASwitchboardIsAmbiguous() {
    let board = number("+4930123456", .business)
    #expect(groups([person("Anna|Weber", board), person("Albert|Weber", board), person("A.|Weber", board)]) == [])
  }

  // MARK: Weak

  @Test func nameAndAddressOrOrganization() {
    #expect(groups([person("Anna|Weber", address), person("Anna|Wbeer", address)]) == [[0, 1]])
    #expect(groups([person("Anna|Weber", company("Weber GmbH")), person("Anna|Weber", company("WEBER"))]) == [[0, 1]])
    #expect(groups([person("Anna|Weber"), person("Anna|Weber")]) == [])
  }

  /// Two Annas of one company: where either has a mobile or an e-mail, and none is in common, nothing tells whether they
  /// are one.
  @Test func nameAndOrganizationAreAskedAboutBesideLinesOfTheirOwn() {
    let anna = company("Weber GmbH")
    func with(_ change: @escaping (inout Contact) -> Void) -> Contact {
      person("Annabella|Schneider") {
        anna(&$0)
        address(&$0)
        change(&$0)
      }
    }
    for other in [with { _ in }, with(email("a@x.example"))] {
      let found = find([with(number("+4917123456")), other])
      #expect(found.groups == [])
      #expect(found.reviews.count == 1)
    }
  }

  /// All the same name, all the same number, or both: what is compared grows with the contacts, not with their pairs.
  @Test(arguments: [(true, false), (false, true), (true, true)])
  func hostileListsAreComparedInProportion(oneName: Bool, oneNumber: Bool) {
    let contacts = (0..<2_000).map { index in
      person(oneName ? "John|Smith" : "J\(index)ohn|Smi\(index)th") {
        number("+44770\(1_000_000 + index)")(&$0)
        if oneNumber { number("+442079460000", .business)(&$0) }
        $0.organization = "Company \(index / 4)"
      }
    }
    let compared = ComparedContacts(keys(contacts), distinct: contacts.indices.map { UInt32($0) })
    let news = contacts.map { _ in true }
    let pairs = CandidatePairs(compared, .standard, Reliability(), news: news).map { $0 }
    #expect(pairs.count <= 8 * contacts.count)
    #expect(Set(pairs).count == pairs.count)
  }

  @Test func aNameThatManyHaveIsNoEvidence() {
    var contacts = (0..<500).map { index in person("John|Smith") { $0.emails = [Email(address: "j\(index)@x.example")] }
    }
    contacts.append(person("John|Smith", company("Acme")))
    contacts.append(person("John|Smith", company("Globex")))
    #expect(groups(contacts) == [])
  }

  @Test func familyAtOneAddressStaysApart() {
    let family = ["Anna|Weber", "Bruno|Weber", "Clara|Weber"].map { name in
      person(name) { contact in
        number("+4930123456", .home)(&contact)
        address(&contact)
      }
    }
    #expect(groups(family) == [])
  }

  // MARK: Conflicts

  @Test func birthdaysThatDifferForbid() {
    func born(_ date: String) -> Contact {
      person("Anna|Weber") {
        $0.numbers = [Number(kind: .mobile, number: "+4917123456")]
        $0.birthday = date
      }
    }
    #expect(groups([born("1950-03-01"), born("1978-07-11")]) == [])
    #expect(groups([born("1950-03-01"), born("1978-07-11")], .aggressive) == [])
  }

  @Test func fatherAndSonStayApart() {
    let line = number("+4930123456", .home)
    #expect(groups([person("Karl|Weber Sr.", line), person("Karl|Weber Jr.", line)], .aggressive) == [])
    #expect(groups([person("Karl|Weber Sr.", line), person("Weber Jr.|Karl", line)], .aggressive) == [])
  }

  @Test func twoRecordsOfOneSystemStayApart() {
    func held(_ id: String) -> Contact {
      person("Anna|Weber") {
        $0.source = SourceRecord(system: "hubspot", id: id)
        $0.numbers = [Number(kind: .mobile, number: "+4917123456")]
      }
    }
    let found = find([held("1"), held("2")])
    #expect(found.groups == [])
    #expect(found.oddRecords.map(\.conflict) == [.records])
  }

  @Test func ownersNeverMeet() {
    func owned(_ owner: String) -> Contact {
      person("Anna|Weber") {
        $0.owner = owner
        $0.numbers = [Number(kind: .mobile, number: "+4917123456")]
      }
    }
    #expect(groups([owned("1001"), owned("1002"), owned("")]) == [])
    #expect(groups([owned("1001"), owned("1001")]) == [[0, 1]])
  }

  @Test func noChain() {
    // 90,91 and 92,93 and 91,92: the third has a number of each, but the first two differ in their birthdays.
    func with(_ numbers: [String], _ birthday: String) -> Contact {
      person("Anna|Weber") {
        $0.numbers = numbers.map { Number(kind: .mobile, number: "+49171234\($0)") }
        $0.birthday = birthday
      }
    }
    let found = find([with(["90", "91"], "1950-03-01"), with(["92", "93"], "1978-07-11"), with(["91", "92"], "")])
    #expect(found.groups == [])
    #expect(found.reviews.map(\.conflict) == [.chain, .chain])
  }

  /// What becomes of some is nothing to those whom no pair connects with them, though some begin anew: as whoever fits two
  /// people, and is joined to neither.
  @Test func strangersChangeNothing() {
    func with(_ family: String, _ numbers: [String], _ birthday: String = "") -> Contact {
      person("Anna|\(family)") {
        $0.numbers = numbers.map { Number(kind: .mobile, number: "+49171\($0)") }
        $0.birthday = birthday
      }
    }
    func torn(_ family: String, _ line: Int) -> [Contact] {
      [
        with(family, ["\(line)0", "\(line)1"], "1950-03-01"), with(family, ["\(line)2", "\(line)3"], "1978-07-11"),
        with(family, ["\(line)1", "\(line)2"]),
      ]
    }
    func alike(_ family: String, _ line: Int) -> [Contact] {
      [with(family, ["\(line)4", "\(line)5"]), with(family, ["\(line)5", "\(line)6"]), with(family, ["\(line)6"])]
    }
    let all = torn("Weber", 2001) + alike("Fischer", 2002) + torn("Schneider", 2003) + alike("Wagner", 2004)
    let found = find(all)
    #expect(found.groups == [[3, 4, 5], [9, 10, 11]])
    #expect(Set(found.links.keys) == [4, 5, 10, 11])
    #expect(found.reviews.map(\.conflict) == [.chain, .chain, .chain, .chain])
  }

  // MARK: Policies, decisions, explanation

  @Test func policies() {
    let line = number("+4917123456")
    let same = [person("Anna|Weber", line), person("ANNA|WEBER", line), person("A.|Weber", line)]
    #expect(groups(same, .off) == [])
    #expect(groups(same, .exact) == [[0, 1]])
    #expect(groups(same, .standard) == [[0, 1, 2]])
    let doubtful = [person("Anna|Weber", number("+4930123456", .home)), person("|Weber", number("+4930123456", .home))]
    #expect(groups(doubtful, .standard) == [])
    #expect(find(doubtful).reviews.count == 1)
    #expect(groups(doubtful, .aggressive) == [[0, 1]])
  }

  @Test func decisionsOverrule() throws {
    let line = number("+4917123456")
    let contacts = [person("Anna|Weber", line), person("A.|Weber", line), person("Maria|Fischer", line)]
    let keys = keys(contacts)
    let found = DuplicateFinder().find(in: keys, decisions: try decide(keys, [(0, 1, false), (0, 2, true)]))
    #expect(found.groups == [[0, 2]])
    #expect(found.reviews.isEmpty)
  }

  @Test(arguments: [
    ([(0, 1, true), (1, 2, true), (0, 2, false)], "decisions.csv:4: error: this decision contradicts others"),
    ([(0, 1, false), (1, 0, true)], "decisions.csv:3: error: this decision and that of line 2 contradict each other"),
    ([(1, 1, false)], "decisions.csv:2: error: this decision contradicts others"),
    ([(0, 3, true)], "decisions.csv:2: error: the two are contacts of different owners"),
    ([(0, 1, true), (0, 9, true)], "decisions.csv:3: error: no contact of the inputs or the bundle has the id \"r9\""),
  ])
  func decisionsThatCannotBeFollowed(rows: [(Int, Int, Bool)], message: String) {
    let contacts = ["Anna|Weber", "Bob|Day", "Cy|Fox"].map { person($0) } + [person("Dee|Guy") { $0.owner = "1001" }]
    let failure = #expect(throws: Failure.self) { try decide(keys(contacts), rows) }
    #expect(failure?.description.hasPrefix(message) == true)
  }

  /// An admin who fills a column down with "same" joins nobody to two who contradict each other, but by saying so.
  @Test(arguments: [("Karl|Weber Jr.", "Karl|Weber Sr."), ("Karl|Weber", "Otto|Weber")])
  func decisionsThatJoinTwoPeople(_ one: String, _ other: String) throws {
    let line = number("+493012345678")
    let contacts = [person(one, line), person("K.|Weber", line), person(other, line), person("Cy|Fox")]
    let keys = keys(contacts)
    func find(_ rows: [(Int, Int, Bool)]) throws -> Duplicates {
      let found = DuplicateFinder().find(in: keys, decisions: try decide(keys, rows))
      try found.refuseContradictions()
      return found
    }
    let failure = #expect(throws: Failure.self) { try find([(3, 3, true), (0, 1, true), (1, 2, true)]) }
    #expect(failure?.code == .decisionsContradict)
    #expect(failure?.line == 4)
    #expect(try find([(0, 1, true), (1, 2, true), (0, 2, true)]).groups == [[0, 1, 2]])
    #expect(try find([(0, 1, true)]).groups == [[0, 1]])
  }

  private func decide(_ keys: ContactKeys, _ rows: [(Int, Int, Bool)]) throws -> SettledDecisions {
    func name(_ contact: Int) -> String { contact < keys.count ? keys.fingerprint(contact) : "r\(contact)" }
    var decisions = DuplicateDecisions(file: "decisions.csv")
    for (index, row) in rows.enumerated() {
      decisions.add(name(row.0), name(row.1), areOne: row.2, line: index + 2)
    }
    var findings = DuplicateDecisions.Findings()
    let settled = try decisions.settled(in: keys, &findings)
    try decisions.refuseRest(findings)
    return settled
  }

  @Test func explains() {
    let line = number("+4917123456")
    let found = find([person("Anna|Weber", line), person("A.|Weber", line), person("Bruno|Fischer")])
    #expect(found.explain(0, 1).conclusion.hasPrefix("one person"))
    #expect(found.explain(0, 2).conclusion == "two people: their names contradict each other")
    #expect(found.links == [1: .number])
  }

  /// The bits that are told are those that count, and a sentence never says that enough is not enough.
  @Test(arguments: [DuplicatePolicy.off, .exact, .standard, .aggressive]) func explanationsAddUp(
    _ policy: DuplicatePolicy
  ) {
    let board = number("+4930123456", .business)
    func with(_ name: String, _ changes: [(inout Contact) -> Void]) -> Contact {
      person(name) { contact in for change in changes { change(&contact) } }
    }
    let contacts = [
      with("Anna|Weber", [board, address, company("Weber GmbH"), number("+4917123456"), email("a@x.example")]),
      with("Anna|Weber", [board, address, company("Weber"), number("+4917123456"), email("a@x.example")]),
      with("Anna|Weber", [board, address, company("Weber GmbH")]), with("|Weber", [board, address]),
      with("Bruno|Weber", [board, address]), with("A.|Weber", [board, email("b@x.example")]),
      with("Lena|Roth", [number("+4930999"), address]), with("Lea|Roth", [number("+4930999"), address]),
      with("Roth|", [number("+4930999"), address]),
    ]
    let found = find(contacts, policy)
    for a in contacts.indices {
      for b in contacts.indices where a != b {
        let told = found.explain(a, b)
        let evidence = found.judge.withComparer { comparer, views in
          comparer.weigh(views[UInt32(a)], views[UInt32(b)], found.judge.lines, found.judge.reliability)
        }
        if evidence.conflict == nil { #expect(abs(told.bits - evidence.bits) < 0.01, "\(a) \(b): \(told)") }
        let isOne = found.firstOfGroup[a] == found.firstOfGroup[b]
        #expect((told.verdict == .same) == isOne, "\(a) \(b): \(told)")
        let isSum = told.conclusion.hasSuffix("needed")
        if isSum, told.verdict == .same, !told.conclusion.contains("third") {
          #expect(told.bits.rounded() >= told.needed.rounded())
        }
        if isSum, told.verdict != .same { #expect(told.bits < told.needed, "\(a) \(b): \(told)") }
      }
    }
  }

  // MARK: What contacts hold

  private func number(_ text: String, _ kind: Number.Kind = .mobile) -> (inout Contact) -> Void {
    { $0.numbers.append(Number(kind: kind, number: text)) }
  }

  private func email(_ text: String) -> (inout Contact) -> Void { { $0.emails.append(Email(address: text)) } }

  private func company(_ name: String) -> (inout Contact) -> Void { { $0.organization = name } }

  private func record(_ system: String, _ id: String) -> (inout Contact) -> Void {
    { $0.source = SourceRecord(system: system, id: id) }
  }

  private func address(_ contact: inout Contact) {
    var address = PostalAddress()
    address.street = "Hauptstr. 12"
    address.locality = "Ahrweiler"
    address.postalCode = "53474"
    contact.addresses = [address]
  }

  private func find(_ contacts: [Contact], _ policy: DuplicatePolicy = .standard) -> Duplicates {
    DuplicateFinder(policy: policy).find(in: keys(contacts))
  }

  private func groups(_ contacts: [Contact], _ policy: DuplicatePolicy = .standard) -> [[Int]] {
    find(contacts, policy).groups
  }
}
