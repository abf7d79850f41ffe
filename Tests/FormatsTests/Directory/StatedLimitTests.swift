import Contacts
import Testing

@testable import Formats

/// Every limit that any descriptor states, variants included, is kept by what is written, and nothing is cut that fits.
@Suite struct StatedLimitTests {
  static let formats: [Format] = {
    let all = (try? Cards.library.get().formats) ?? []
    return all.flatMap { [$0] + $0.variants }.filter { $0.isWritable && [.xml, .table].contains($0.syntax) }
  }()

  static func ids(_ states: (Format) -> Bool) -> [String] { formats.filter(states).map(\.id) }
  static func format(_ id: String) throws -> Format { try #require(formats.first { $0.id == id }) }

  static func files(_ contacts: [Contact], _ format: Format) throws -> (files: [OutputFile], log: DiagnosticLog) {
    var options = WritingOptions()
    options.stem = "acme"
    for need in format.directory?.needs ?? [] { options.settings[need.name] = "https://phones.example.com" }
    options.settings["url"] = "https://phones.example.com"
    var log = DiagnosticLog()
    return (try format.files(contacts, options: options, log: &log), log)
  }

  /// What the files hold, menus of phonebooks aside.
  static func contacts(in files: [OutputFile], _ format: Format) throws -> [[Contact]] {
    let reader = try Cards.library.get().format(named: String(format.id.prefix { $0 != "/" }))
    return try files.map { try readDirectory($0.bytes, as: reader).contacts }
  }

  /// Plain contacts with as many different numbers.
  static func people(_ count: Int, phonebook: String = "") -> [Contact] {
    (0..<count).map { index in
      var person = contact("Given\(index)", "Family\(index)", Number(kind: .business, internal: "\(100_000 + index)"))
      if !phonebook.isEmpty { person.phonebooks = [phonebook] }
      return person
    }
  }

  /// A text as long as a rule allows, of characters of two bytes where any may stand.
  static func longest(_ rule: TextRule) -> String {
    if rule.allowed != nil { return String(repeating: "1", count: most(rule)) }
    return String(repeating: "é", count: min(rule.maximumCharacters ?? .max, (rule.maximumBytes ?? .max) / 2))
  }

  static func most(_ rule: TextRule) -> Int { min(rule.maximumCharacters ?? .max, rule.maximumBytes ?? .max) }

  static func isSized(_ rule: TextRule) -> Bool { rule.maximumCharacters != nil || rule.maximumBytes != nil }

  // MARK: Texts

  @Test(arguments: ids { $0.profile.rules.texts.values.contains(where: isSized) })
  func textsOfAnyLength(_ id: String) throws {
    let format = try Self.format(id)
    for (field, rule) in format.profile.rules.texts where Self.isSized(rule) {
      let longest = Self.longest(rule)
      for (text, isTooLong) in [(longest, false), (longest + "é", true)] {
        var person = contact("", "", Number(kind: .business, internal: "1000"))
        if field != .display, !TextField.nameParts.contains(field) { person.name.display = "Anna" }
        person[field] = text
        let (files, log) = try Self.files([person], format)
        let read = try #require(try Self.contacts(in: files, format).flatMap { $0 }.first)
        #expect(read[field] == longest, "\(field) of \(text.count)")
        #expect((log.count(of: .textShortened) > 0) == isTooLong, "\(field) of \(text.count)")
      }
    }
  }

  @Test(arguments: ids { $0.profile.rules.texts.values.contains { $0.denied != nil } })
  func deniedCharacters(_ id: String) throws {
    let format = try Self.format(id)
    for (field, rule) in format.profile.rules.texts {
      guard let denied = rule.denied else { continue }
      for byte in UInt8(0x21)...0x7E where denied.contains(byte) {
        var person = contact("", "", Number(kind: .business, internal: "1000"))
        person[field] = "A \(Character(Unicode.Scalar(byte))) B"
        let (files, log) = try Self.files([person], format)
        #expect(try Self.contacts(in: files, format)[0].first?[field] == "A B")
        #expect(log.count(of: .textAltered) == 1)
      }
    }
  }

  // MARK: Numbers

  @Test(arguments: ids { $0.profile.rules.number.map(isSized) ?? false }) func numbersOfAnyLength(_ id: String) throws {
    let format = try Self.format(id)
    let rule = try #require(format.profile.rules.number)
    let longest = String(repeating: "1", count: Self.most(rule))
    var person = contact("Anna", "Weber", Number(kind: .business, internal: longest))
    var (files, log) = try Self.files([person], format)
    #expect(try Self.contacts(in: files, format)[0].first?.numbers.map(\.raw) == [longest])
    #expect(log.count(of: .fieldLost) == 0)
    person.numbers.append(Number(kind: .mobile, internal: longest + "1"))
    (files, log) = try Self.files([person], format)
    #expect(try Self.contacts(in: files, format)[0].first?.numbers.map(\.raw) == [longest])
    #expect(log.count(of: .fieldLost) == 1)
  }

  @Test(arguments: ids { $0.profile.rules.number?.allowed != nil }) func charactersOfNumbers(_ id: String) throws {
    let format = try Self.format(id)
    let allowed = try #require(format.profile.rules.number?.allowed)
    let number = "(12) 34-56/7.8"
    // A code without its stars would be somebody's extension.
    var person = contact("Anna", "Weber", Number(kind: .business, internal: number))
    person.numbers.append(Number(kind: .mobile, internal: "*97#"))
    let hasStars = "*#".utf8.allSatisfy(allowed.contains)
    let (files, log) = try Self.files([person], format)
    let read = try Self.contacts(in: files, format)[0].first?.numbers.map(\.raw)
    #expect(read == [number.filter { $0.utf8.allSatisfy(allowed.contains) }] + (hasStars ? ["*97#"] : []))
    #expect(log.count(of: .fieldLost) == (hasStars ? 0 : 1))
  }

  // MARK: Documents

  static func mostEntries(_ format: Format) -> Int? {
    format.directory?.limits.entries ?? format.writing.entriesPerFile
  }

  @Test(arguments: ids { mostEntries($0) != nil }) func countOfEntries(_ id: String) throws {
    let format = try Self.format(id)
    let most = try #require(Self.mostEntries(format))
    #expect(try Self.files(Self.people(most), format).files.count == 1)
    do {
      let more = try Self.files(Self.people(most + 1), format)
      #expect(try Self.contacts(in: more.files, format).map(\.count) == [most, 1])
    } catch let failure as Failure {
      #expect(failure.code == .limitExceeded)
      #expect(failure.what.hasSuffix("there are \(most + 1), 1 too many"), "\(failure)")
    }
  }

  @Test(arguments: ids { $0.directory?.limits.fileBytes != nil }) func sizeOfFiles(_ id: String) throws {
    let format = try Self.format(id)
    let most = try #require(format.directory?.limits.fileBytes)
    var people = Self.people(24)
    // Names fill a twentieth of a file each where the format takes such, else many contacts fill it.
    let room = Self.longestName(of: format, atMost: most / 20)
    if room < most / 20 { people = Self.people(2 * most / (room + 60)) }
    for index in people.indices {
      people[index].name.family = String(repeating: "x", count: room - 6) + "\(100_000 + index)"
    }
    do {
      let written = try Self.files(people, format).files
      #expect(written.count > 1)
      for file in written { #expect(file.bytes.count <= most) }
      #expect(try Self.contacts(in: written, format).joined().count == people.count)
    } catch let failure as Failure {
      #expect(failure.code == .limitExceeded)
      #expect(failure.what.contains("\(most)"), "\(failure)")
    }
  }

  private static func longestName(of format: Format, atMost most: Int) -> Int {
    let rules = [TextField.family, .display].compactMap { format.profile.rules.texts[$0] }
    return rules.reduce(most) { min($0, Self.most($1)) }
  }

  @Test(arguments: ids { $0.directory?.limits.phonebooks != nil }) func countOfPhonebooks(_ id: String) throws {
    let format = try Self.format(id)
    let most = try #require(format.directory?.limits.phonebooks)
    let people = (0...most).map { Self.people($0 + 1, phonebook: "Book \($0)")[$0] }
    #expect(try Self.files(Array(people.prefix(most)), format).files.count == 1)
    do {
      _ = try Self.files(people, format)
      Issue.record("\(most + 1) phonebooks were written")
    } catch let failure as Failure {
      #expect(failure.what.hasSuffix("there are \(most + 1), 1 too many"), "\(failure)")
    }
  }

  @Test(arguments: ids { $0.directory?.limits.phonebookName != nil }) func namesOfPhonebooks(_ id: String) throws {
    let format = try Self.format(id)
    let longest = Self.longest(try #require(format.directory?.limits.phonebookName))
    let people = [longest + "é", "Sales"].enumerated().map { Self.people($0 + 1, phonebook: $1)[$0] }
    let (files, log) = try Self.files(people, format)
    let text = String(decoding: files[0].bytes, as: UTF8.self)
    #expect(text.contains(longest) && !text.contains(longest + "é"))
    #expect(log.count(of: .textShortened) == 1)
  }

  @Test(arguments: ids { !($0.directory?.limits.unique.isEmpty ?? true) }) func uniqueThings(_ id: String) throws {
    let format = try Self.format(id)
    let unique = try #require(format.directory?.limits.unique)
    var people = Self.people(4)
    people[1].numbers = people[0].numbers
    for index in people.indices {
      people[index].name = ContactName(given: "Anna", family: index == 3 ? "Ott" : "Weber")
    }
    let files = try Self.files(people, format).files
    let read = try Self.contacts(in: files, format).flatMap { $0 }
    if unique.contains(.number) {
      #expect(read.flatMap(\.numbers).map(\.raw).sorted() == ["100000", "100002", "100003"])
    }
    if unique.contains(.name) { #expect(Set(read.map(\.displayName)).count == 4) }
    if unique.contains(.index) {
      let text = String(decoding: files[0].bytes, as: UTF8.self)
      let indices = text.matches(of: /index="([0-9]+)"/).map(\.output.1)
      #expect(indices.count == 4 && Set(indices).count == 4)
    }
  }

  /// That the tests above have something to test.
  @Test func manyDescriptorsStateLimits() {
    let stating = Self.ids { format in
      let limits = format.directory?.limits
      let rules = format.profile.rules
      return Self.mostEntries(format) != nil || limits?.fileBytes != nil || limits?.phonebooks != nil
        || !(limits?.unique.isEmpty ?? true) || !rules.texts.isEmpty || rules.number != nil
    }
    for id in ["huawei-espace", "panasonic-phonebook", "panasonic-phonebook/japan", "poly-directory", "snom-tbook/m9"] {
      #expect(stating.contains(id))
    }
    #expect(stating.count >= 45, "\(stating.count)")
  }
}
