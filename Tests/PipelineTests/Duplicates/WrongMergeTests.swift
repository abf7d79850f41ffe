import Contacts
import Testing

@testable import Pipeline

/// People who were taken for one by what they have in common, and are two; or may be, so that an admin is asked.
@Suite struct WrongMergeTests {
  // MARK: Names

  @Test(arguments: [
    // One family name begins the other.
    "Berg Bergmann", "Beck Becker", "Hof Hofmann", "Stein Steinmann", "Roth Rothmann", "Wald Waldmann", "Kauf Kaufmann",
    "Fisch Fischer", "Rich Richter", "Anders Andersson", "Anders Anderson", "Jan Jansen", "Castro Castrovilla",
    "Kern Kernbeiss", "Peter Peters", "Martin Martini", "Christian Christiansen",
    // A letter of a short one, or the first of any.
    "Zhang Zheng", "Chen Cheng", "Keller Heller", "Becker Decker", "Fischer Tischer",
  ])
  func familyNamesAlike(pair: String) {
    let names = pair.split(separator: " ")
    #expect(decision(["Thomas|\(names[0])", "Thomas|\(names[1])"]) != .merge)
  }

  @Test(arguments: [
    ["Li Ming|", "Li Min|"], ["Tran Thi Hoa|", "Tran Thi Hoan|"], ["James|Martin", "Martin|James"],
    ["James|Martin", "Martin James|"], ["Lisa|Roth", "Elsa|Roth"], ["Alexandra|Novak", "Alexander|Novak"],
    ["María José|García López", "José María|García López"], ["Mehmet Ali|Demir", "Ali Mehmet|Demir"],
    ["Juan García López|", "Juan López García|"], ["Karl|Weber (Sohn)", "Karl|Weber (Vater)"],
    ["Peter u. Karin|Weber", "Peter|Weber"], ["Peter + Karin|Weber", "Peter|Weber"],
    ["Peter/Karin|Weber", "Karin|Weber"], ["Juan y María|López", "Juan|López"],
    ["Mario e Anna|Rossi", "Mario|Rossi"], ["Jan a Jana|Kolář", "Jan|Kolář"], ["Jan i Anna|Nowak", "Jan|Nowak"],
    ["Kovács János és Anna|", "Kovács János|"], ["Ion și Maria|Popescu", "Ion|Popescu"],
    ["Иван и Мария|Шевченко", "Иван|Шевченко"], ["Γιώργος και Μαρία|Παπαδάκη", "Γιώργος|Παπαδάκη"],
    // Somebody's office or family.
    ["Peter Klein Sekretariat|", "Peter Klein|"], ["Maria Huber (Büro Dr. Peter Klein)|", "Dr. Peter Klein|"],
    ["Tim (Sohn von Anna Weber)|", "Anna|Weber"], ["John Smith (wife)|", "John|Smith"],
    ["Eltern Tim Huber|", "Tim|Huber"], ["Karl|Weber Erben", "Karl|Weber"],
    ["John|Smith I", "John|Smith II"], ["John|Smith I", "John|Smith III"], ["John|Smith II", "John|Smith III"],
  ])
  func namesAlike(names: [String]) {
    #expect(decision(names) != .merge)
    #expect(decision(names.reversed()) != .merge)
  }

  /// Nobody mistypes a number into another one's: rooms, lines and branches on one number are many.
  @Test(arguments: [
    "Line 1001|Line 1002", "Line 1|Line 2", "Ward 4B|Ward 4C", "Taxi 12345|Taxi 12346",
    "Customer 1001|Customer 1002", "1001|1002", "Hall 1 Gate 2|Hall 2 Gate 1",
  ])
  func numbersInNames(pair: String) {
    let names = pair.split(separator: "|").map(String.init)
    #expect(decision(names.map { "|\($0)" }) != .merge)
    #expect(decision(["Anna|\(names[0])", "Anna|\(names[1])"]) != .merge)
    #expect(decision(names.map(firm)) == .different)
  }

  /// Legal forms are left out as often as not, also those that no space parts from the name.
  @Test(arguments: [
    "株式会社トヨタ|トヨタ", "トヨタ㈱|株式会社トヨタ", "삼성전자(주)|주식회사 삼성전자", "华为技术有限公司|华为技术", "Weber Bau GmbH|Weber Bau",
  ])
  func firmsWithAndWithoutTheirForm(pair: String) {
    #expect(decision(pair.split(separator: "|").map { firm(String($0)) }) == .merge)
  }

  /// A letter makes another word of a short one.
  @Test(arguments: ["Weber Bau|Weber Bad", "Fire Panel A|Fire Panel B", "Tom Smith|Tim Smith"])
  func firmsAlike(pair: String) {
    #expect(decision(pair.split(separator: "|").map { firm(String($0)) }) == .review)
  }

  /// What is cut at a field's length, doubled, or spelt with another I stays one.
  @Test(arguments: [
    ["Anna|Papadopoulos", "Anna|Papadopoul"], ["Anna|Hofman", "Anna|Hofmann"], ["Anna|Meier", "Anna|Meyer"],
    ["Anna|Schneider", "Anna|Schnieder"], ["Rob|Smith", "Bob|Smith"], ["Hans|Roth", "Johann|Roth"],
    ["Lisa|Roth", "Elisabeth|Roth"], ["John|Smith I", "John|Smith"], ["John|Smith I.", "John|Smith Ivan"],
    ["Martin|Weber", "Weber|Martin"], ["Anna Maria|Weber", "Weber, Anna Maria|"],
    ["Van Hung|Nguyen", "Nguyen Van Hung|"],
    ["Hung|Van Nguyen", "Nguyen Van Hung|"], ["John Y.|Smith", "John|Smith"], ["Anna E. Maria|Roth", "Anna|Roth"],
  ])
  func namesOfOne(names: [String]) {
    #expect(decision(names) == .merge)
  }

  @Test func somebodysOffice() {
    let found = DuplicateFinder().find(in: keys(["Büro Peter Klein|", "Peter Klein|"].map { person($0, mobile) }))
    #expect(found.reviews.map(\.conflict) == [.relation])
    #expect(found.explain(0, 1).conclusion == "to review: one of them is somebody's office or family")
  }

  /// What is more than an initial may be a name of its own, so that it is asked about, and not passed over.
  @Test(arguments: [
    "Th.|Müller,Thomas|Müller", "Chr.|Schmidt,Christian|Schmidt", "St.|Huber,Stefan|Huber", "Al|Roth,Alice|Roth",
  ])
  func givenNamesCutShort(pair: String) {
    let names = pair.split(separator: ",").map(String.init)
    #expect(decision(names) == .review)
    #expect(decision(names.reversed()) == .review)
  }

  /// Only one is told to be of a generation: on a line of his own he is himself, elsewhere he may be his father.
  @Test(arguments: ["John|Smith II", "John|Smith Jr.", "John|Smith III", "John Smith Sr.|"])
  func oneOfAGeneration(name: String) {
    for policy in [DuplicatePolicy.standard, .aggressive] {
      #expect(decision(["John|Smith", name], policy) == .merge)
    }
    #expect(decision(["John|Smith", name], .exact) == .different)
    #expect(decision(["John|Smith", "JOHN|SMITH"], .exact) == .merge)
    let line = [Number(kind: .home, number: "+442079460001")]
    let both = ["John|Smith", name].map { person($0) { $0.numbers = line } }
    for policy in [DuplicatePolicy.standard, .aggressive] { #expect(decision(both, policy) == .review) }
    #expect(decision(both, .exact) == .different)
    #expect(DuplicateFinder().find(in: keys(both)).reviews.map(\.conflict) == [.generation])
    let born = both.map { contact in
      var contact = contact
      contact.birthday = "1960-03-04"
      return contact
    }
    #expect(decision(born) == .merge)
  }

  // MARK: Lines

  /// A town or an employer, and a name that many have, are no proof where each has a line of his own.
  @Test func namesakesOnLinesOfTheirOwn() {
    func thomas(_ number: String, _ complete: (inout Contact) -> Void) -> Contact {
      person("Thomas|Müller") {
        $0.numbers = [Number(kind: .business, number: number)]
        complete(&$0)
      }
    }
    let settings: [(complete: (inout Contact) -> Void, expected: Decision)] = [
      ({ $0.organization = "Siemens AG" }, .review),
      ({ $0.addresses = business(at: "||Berlin").addresses }, .review),
      ({ $0.addresses = business(at: "Lindenstr. 5|10969|Berlin").addresses }, .merge),
    ]
    for (complete, expected) in settings {
      #expect(decision([thomas("+49896361001", complete), thomas("+49896361877", complete)]) == expected)
    }
  }

  /// Nor are they where only one has, and they work or live elsewhere, or next door.
  @Test(arguments: [
    (["Tesco||London", "Barclays||London"], Decision.review), (["Tesco||London", "Tesco||Leeds"], .review),
    (["|123 High Street|Leeds", "|125 High Street|Leeds"], .review), (["|123 High Street|Leeds"], .merge),
    (["Tesco||London"], .merge), (["|350 5th Ave|Boston", "|350 6th Ave|Boston"], .review),
  ])
  func namesakesElsewhere(places: [String], expected: Decision) {
    let both = [places[0], places.last ?? ""].enumerated().map { index, place in
      let parts = place.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
      return person("John|Smith") {
        $0.organization = parts[0]
        $0.addresses = business(at: "\(parts[1])||\(parts[2])").addresses
        if index == 0 || !parts[1].isEmpty {
          $0.numbers = [Number(kind: .business, number: "+44207946000\(index)")]
        } else {
          $0.note = "no number"
        }
      }
    }
    #expect(decision(both) == expected)
    #expect(decision(both.reversed()) == expected)
    let told = DuplicateFinder().find(in: keys(both)).explain(0, 1).conclusion
    #expect(expected == .merge || told.hasSuffix("differ") || told.hasSuffix("differ in one sign"), "\(told)")
  }

  /// The dates that programs write for none are no birthdays.
  @Test(arguments: ["1900-01-01", "1970-01-01", "18991230"]) func birthdaysOfNobody(date: String) {
    let both = [("+493023125001", "Berlin"), ("+498923125002", "München")].map { number, town in
      person("Anna|Müller") {
        $0.numbers = [Number(kind: .business, number: number)]
        $0.addresses = business(at: "||\(town)").addresses
        $0.birthday = date
      }
    }
    #expect(decision(both) != .merge)
  }

  /// However many there are, none of them may be another one.
  @Test func aLargeGroupAsksForBirthdays() {
    var random = SplitMix(state: 3)
    let many = (0..<60).map { index in
      person("Anna|Weber") {
        $0.numbers = [Number(kind: .mobile, number: "+447700900201")]
        $0.numbers.append(Number(kind: .home, number: "+4420\(70_000_000 + index)"))
        if index == 20 { $0.birthday = "1970-03-01" }
        if index == 40 { $0.birthday = "1985-11-17" }
      }
    }
    for _ in 0..<8 {
      let order = many.indices.shuffled(using: &random)
      let found = DuplicateFinder().find(in: keys(order.map { many[$0] }))
      let (one, other) = (order.firstIndex(of: 20) ?? 0, order.firstIndex(of: 40) ?? 0)
      #expect(found.firstOfGroup[one] != found.firstOfGroup[other])
    }
  }

  /// No list of given names has all of them, and a letter makes another name of most.
  @Test(arguments: [
    "Rajesh Ramesh", "Lakshmi Lakshman", "Takashi Takeshi", "Kazuo Kazuko", "Sercan Serkan", "Hyunwoo Hyunsoo",
    "Adebayo Adedayo", "Panagiotis Panagiota",
  ])
  func aLetterOfAGivenNameOnOneLandline(pair: String) {
    let both = pair.split(separator: " ").map { name in
      person("\(name)|Patel") {
        $0.numbers = [Number(kind: .business, number: "+912223456789")]
        $0.organization = "Patel Traders"
      }
    }
    #expect(decision(both) != .merge)
  }

  @Test(arguments: ["A.|Kowalski A.|Kowalska", "Adam|Kowalski A.|Kowalska"]) func aWifesNameAndAnInitial(pair: String) {
    let both = pair.split(separator: " ").map { name in
      person(String(name)) { $0.numbers = [Number(kind: .home, number: "+48226221234")] }
    }
    #expect(decision(both) == .review)
  }

  /// Whoever is on duty reads what comes for `info`.
  @Test(arguments: ["info", "Sales", "buchhaltung"]) func mailboxesOfRoles(name: String) {
    let both = ["|Weber", "Paul|Weber"].map { weber in
      person(weber) {
        $0.organization = "Weber Bau GmbH"
        $0.emails = [Email(address: "\(name)@weber-bau.example")]
      }
    }
    #expect(decision(both) != .merge)
    #expect(decision([both[1], both[1]]) == .merge)
    #expect(EmailMeaning.key("\(name)@a.example").map(EmailMeaning.isRole) == true)
    #expect(EmailMeaning.key("\(name).weber@a.example").map(EmailMeaning.isRole) == false)
  }

  /// People leave accents out; who writes others writes another name.
  @Test(arguments: [
    ("Nguyễn Văn|Hùng", "Nguyễn Văn|Hưng", Decision.review), ("Nguyễn Văn|Hùng", "NGUYEN VAN|HUNG", .merge),
    ("Jürgen|Müller", "Jürgen|Mueller", .merge), ("Łukasz|Wójcik", "Łukasz|Wojcik", .merge),
    ("ปู่|", "ปู้|", .review),
  ])
  func accents(a: String, b: String, expected: Decision) {
    let both = [a, b].map { name in
      person(name) { $0.numbers = [Number(kind: .business, number: "+842838221234")] }
    }
    #expect(decision(both) == expected)
    #expect(decision(both.reversed(), .exact) == (expected == .merge ? .merge : .different))
    #expect(decision([a, b]) == .merge)
  }

  /// Who has the same mobile number and the same e-mail as one other may have married, or be written in another script.
  @Test(arguments: ["Anna|Roth,Anna|Meier", "張偉|,张伟|", "Wm.|Smith,William|Smyth"]) func oneMobileAndOneEmail(
    pair: String
  ) {
    func both(_ more: Int) -> [Contact] {
      (pair.split(separator: ",").map(String.init) + (0..<more).map { "Eva|Other\($0)" }).map { name in
        person(name) {
          mobile(&$0)
          $0.emails = [Email(address: "a@weber.example")]
        }
      }
    }
    #expect(decision(both(0)) == .review)
    #expect(decision(both(0), .aggressive) == .review)
    #expect(decision(both(0), .exact) == .different)
  }

  // MARK: Businesses

  @Test(arguments: [
    ("Hauptstr. 1|10115|Berlin", "Bahnhofstr. 9|14467|Potsdam"), ("Hauptstr. 1||Berlin", "Bahnhofstr. 9||Potsdam"),
    ("Hauptstr. 1||Berlin", "Hauptstr. 1||Potsdam"), ("Hauptstr. 1||Berlin", "Hauptstr. 19||Berlin"),
    ("Hauptstr. 123||Berlin", "Hauptstr. 128||Berlin"),
    ("||Berlin", "||Potsdam"), ("|10115|Berlin", "|13353|Berlin"),
  ])
  func branches(a: String, b: String) {
    let both = [business(at: a), business(at: b)]
    // Cards must have a name.
    let named = both.map { contact in
      var contact = contact
      contact.name.display = contact.organization
      return contact
    }
    for order in [both, both.reversed(), named] {
      #expect(decision(order) == .review)
      #expect(decision(order, .aggressive) == .review)
      #expect(decision(order, .exact) == .different)
      let found = DuplicateFinder().find(in: keys(order))
      #expect(found.reviews.map(\.conflict) == [.branches])
      #expect(found.explain(0, 1).conclusion == "to review: they are at different addresses, as branches are")
    }
  }

  @Test(arguments: [
    ("Hauptstr. 1|10115|Berlin", "||"), ("Hauptstr. 1|10115|Berlin", "Hauptstraße 1|10115|Berlin-Mitte"),
    ("Hauptstr. 1|10115|Berlin", "Hauptstr. 1|10117|Berlin"), ("Hauptstr. 1|10115|Berlin", "||Berlin"),
  ])
  func oneBusiness(a: String, b: String) {
    #expect(decision([business(at: a), business(at: b)]) == .merge)
  }

  /// A third without an address joins nobody to a branch elsewhere.
  @Test func aHeadOfficeBetweenBranches() {
    let all = ["Hauptstr. 1|10115|Berlin", "||", "Bahnhofstr. 9|14467|Potsdam"].map { business(at: $0) }
    let found = DuplicateFinder().find(in: keys(all))
    #expect(!found.groups.contains { $0.contains(0) && $0.contains(2) })
  }

  /// Each of a chain is asked about, not every two of them.
  @Test func aChainOfBranches() {
    let all = (1...40).map { business(at: "Hauptstr. \($0)|\(10_000 + 100 * $0)|Berlin") }
    for order in [all, all.reversed()] {
      let found = DuplicateFinder().find(in: keys(order))
      #expect(found.groups.isEmpty)
      #expect(found.reviews.count == 39)
      #expect(Set(found.reviews.flatMap { [$0.a, $0.b] }).count == 40)
    }
  }

  @Test func departments() {
    func department(_ name: String) -> Contact {
      var contact = business(at: "Hauptstr. 1|10115|Berlin")
      contact.department = name
      return contact
    }
    let both = [department("Einkauf"), department("Verkauf")]
    #expect(decision(both) == .review)
    #expect(decision(both, .aggressive) == .review)
    #expect(DuplicateFinder().find(in: keys(both)).reviews.map(\.conflict) == [.departments])
    #expect(decision([department("Einkauf"), department("EINKAUF ")]) == .merge)
    #expect(decision([department("Einkauf"), department("")]) == .merge)
    // Two of one name work in two departments; a mobile number is one person's, who has moved.
    var people = both.map { contact in
      var contact = contact
      contact.name = ContactName(given: "Anna", family: "Lang")
      return contact
    }
    #expect(decision(people) == .review)
    #expect(decision(people, .exact) == .different)
    for index in people.indices { mobile(&people[index]) }
    #expect(decision(people) == .merge)
  }

  private func business(at address: String) -> Contact {
    var contact = Contact()
    contact.organization = "Bäcker Lang"
    contact.numbers = [Number(kind: .business, number: "+493023125001")]
    let parts = address.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
    var place = PostalAddress()
    (place.street, place.postalCode, place.locality) = (parts[0], parts[1], parts[2])
    if !place.isEmpty { contact.addresses = [place] }
    return contact
  }

  // MARK: Titles

  @Test(arguments: [
    "Herr Frau", "Herr Fr.", "Mr Mrs", "Mr. Ms.", "Señor Señora", "Sr. Sra.", "Monsieur Madame", "Sig. Sig.ra",
    "Dhr. Mevr.",
  ])
  func aManAndAWoman(titles: String) {
    let titles = titles.split(separator: " ")
    for name in ["Weber", "Kim Lang"] {
      let names = titles.map { "\($0) \(name)|" }
      #expect(decision(names) == .review, "\(names)")
      #expect(decision(names, .aggressive) == .review, "\(names)")
      #expect(decision(names, .exact) != .merge, "\(names)")
    }
    let inTheirField = titles.map { title in
      person("Kim|Lang") {
        mobile(&$0)
        $0.name.prefix = String(title)
      }
    }
    #expect(decision(inTheirField) == .review)
  }

  /// Some are titles only where they stand in a field of titles.
  @Test(arguments: ["M. Mme", "D. Dña.", "Pan Pani", "Bay Bayan"]) func titlesInTheirField(titles: String) {
    let both = titles.split(separator: " ").map { title in
      person("|Lang") {
        mobile(&$0)
        $0.name.prefix = String(title)
      }
    }
    #expect(decision(both) == .review)
  }

  @Test(arguments: [
    ["Herr Weber|", "Weber|"], ["Herr Kim|Lang", "Dr. Kim|Lang"], ["Herr Dr. Kim|Lang", "Mr Kim|Lang"],
    ["Prof. Dr. Roth|", "Dr. Roth|"], ["Sig.ra Anna|Rossi", "Anna|Rossi"], ["Dr. Kim|Lang", "Prof. Kim|Lang"],
  ])
  func titlesOfOne(names: [String]) {
    #expect(decision(names) == .merge)
  }

  @Test(arguments: [
    ["Dr. Roth|", "Prof. Roth|"], ["Peter & Karin|Roth", "Peter|Roth"], ["Peter und Karin Roth|", "Peter Roth|"],
    ["Herr und Frau Roth|", "Peter|Roth"],
  ])
  func othersOfOneName(names: [String]) {
    #expect(decision(names) != .merge)
  }

  /// Two lines of their own, or one and a birthday, are more than a slip in a short name.
  @Test(arguments: [["Wei|Zhang", "Wei|Zheng"], ["James|Martin", "Martin|James"]])
  func aSlipBesideMore(names: [String]) {
    let two = names.map { name in
      person(name) {
        mobile(&$0)
        $0.emails = [Email(address: "wei@zhang.example")]
      }
    }
    let born = names.map { name in
      person(name) {
        mobile(&$0)
        $0.birthday = "1990-05-17"
      }
    }
    #expect(decision(two) == .merge)
    #expect(decision(born) == .merge)
  }

  // MARK: Birthdays

  @Test(arguments: [
    ("1980-03-04", "1960-03-04"), ("1980-01-01", "1980-01-02"), ("1980-03-04", "1980-04-03"),
    ("1980-03-04", "1908-03-04"),
  ])
  func birthdaysASlipApart(a: String, b: String) {
    let contacts = [a, b].map { day in
      person("Anna|Weber") {
        mobile(&$0)
        $0.birthday = day
        $0.emails = [Email(address: "anna@weber.example")]
      }
    }
    #expect(decision(contacts) == .review)
    #expect(decision(contacts, .aggressive) == .review)
    #expect(decision(contacts, .exact) != .merge)
    #expect(DuplicateFinder().find(in: keys(contacts)).reviews.map(\.conflict) == [.birthdaySlip])
  }

  /// Twins are born on one day.
  @Test(arguments: [["Lena|Roth", "Lea|Roth"], ["Alexandra|Novak", "Alexander|Novak"]])
  func twins(names: [String]) {
    let contacts = names.map { name in
      person(name) {
        $0.numbers = [Number(kind: .home, number: "+4930123456")]
        $0.birthday = "1990-05-17"
      }
    }
    #expect(decision(contacts) == .review)
  }

  // MARK: Groups

  /// Whoever fits two people who contradict each other is asked about.
  @Test(arguments: [
    ["Karl|Weber Jr.", "Karl|Weber", "Karl|Weber Sr."], ["Alexandra|Novak", "Alex|Novak", "Alexander|Novak"],
    ["Lisa|Roth", "Elisabeth|Roth", "Elsa|Roth"], ["John|Smith I", "John|Smith", "John|Smith II"],
    ["Herr Weber|", "Weber|", "Frau Weber|"], ["Karl|Weber Jr.", "Karl Josef|Weber", "Karl|Weber Sr.", "Karl|Weber"],
  ])
  func betweenTwo(names: [String]) {
    for kind in [Number.Kind.home, .mobile] {
      for policy in [DuplicatePolicy.standard, .exact] {
        for order in [names, names.reversed(), Array(names.dropFirst()) + [names[0]]] {
          let contacts = order.map { person($0) { $0.numbers = [Number(kind: kind, number: "+4930123456")] } }
          let found = DuplicateFinder(policy: policy).find(in: keys(contacts))
          #expect(found.groups == [], "\(order) \(kind) \(policy)")
          if policy == .standard { #expect(found.reviews.count >= 2) }
        }
      }
    }
  }

  @Test(arguments: [DuplicatePolicy.exact, .standard]) func betweenTwoBirthdays(policy: DuplicatePolicy) {
    let contacts = ["1950-03-01", "", "1978-07-11"].map { day in
      person("Eva|Koch") {
        mobile(&$0)
        $0.birthday = day
      }
    }
    let found = DuplicateFinder(policy: policy).find(in: keys(contacts))
    #expect(found.groups == [])
    #expect(found.reviews.count == 2)
  }

  /// Two of one name in one system are two in another as well: which is which, nobody can tell.
  @Test(arguments: [DuplicatePolicy.exact, .standard]) func acrossSystems(policy: DuplicatePolicy) {
    let contacts = [("crm", "3"), ("crm", "4"), ("erp", "3"), ("erp", "4")].map { system, id in
      person("Karl|Weber") {
        mobile(&$0)
        $0.source = SourceRecord(system: system, id: id)
      }
    }
    #expect(DuplicateFinder(policy: policy).find(in: keys(contacts)).groups == [])
    let one = Array(contacts[1...2])
    #expect(DuplicateFinder(policy: policy).find(in: keys(one)).groups == [[0, 1]])
  }

  /// Every address book makes ids of its own: they tell that two cards are one, and never that they are two.
  @Test func idsOfCards() {
    func card(_ name: String, _ id: String) -> Contact {
      person(name) {
        mobile(&$0)
        $0.source = SourceRecord(system: SourceRecord.cards, id: id)
      }
    }
    #expect(decision([card("Karl|Weber", "1"), card("Karl|Weber", "2")]) == .merge)
    #expect(decision([card("Karl|Weber", "1"), card("Otto|Weber", "2")]) == .different)
    #expect(decision([card("Karl|Weber Jr.", "1"), card("Karl|Weber Sr.", "2")]) == .different)
    #expect(decision([card("Karla|Weber", "1"), card("Karla|Roth", "1")]) == .merge)
    #expect(decision([card("Karla|Weber", "1"), card("Karla|Roth", "2")]) == .different)
  }

  /// What is the person's own outweighs a place: the plain one has the son's mobile.
  @Test func whatIsTheirOwnOutweighsAPlace() {
    func weber(_ name: String, _ number: Number) -> Contact {
      person(name) {
        $0.numbers = [number]
        $0.organization = "Weber Maschinenbau GmbH"
      }
    }
    let son = Number(kind: .mobile, number: "+4917123456")
    let father = Number(kind: .business, number: "+4930123456")
    let contacts = [weber("Karl|Weber Jr.", son), weber("Karl|Weber", son), weber("Karl|Weber Sr.", father)]
    #expect(DuplicateFinder().find(in: keys(contacts)).groups == [[0, 1]])
  }

  private func firm(_ name: String) -> Contact {
    var firm = Contact()
    firm.organization = name
    firm.numbers = [Number(kind: .business, number: "+442079460201")]
    return firm
  }

  private func mobile(_ contact: inout Contact) {
    contact.numbers = [Number(kind: .mobile, number: "+447700900201")]
  }

  private func decision(_ names: [String], _ policy: DuplicatePolicy = .standard) -> Decision {
    decision(names.map { person($0, mobile) }, policy)
  }

  private func decision(_ contacts: [Contact], _ policy: DuplicatePolicy = .standard) -> Decision {
    let found = DuplicateFinder(policy: policy).find(in: keys(contacts))
    return found.groups.isEmpty ? found.reviews.isEmpty ? .different : .review : .merge
  }
}
