import Contacts
import Testing
import XMLSyntax

@testable import Formats

/// No file is written that a device would cut, refuse or show wrong.
@Suite struct DirectoryLimitTests {
  let library: FormatLibrary
  init() throws { library = try Cards.library.get() }

  func files(
    _ contacts: [Contact], _ name: String, url: String? = "https://phones.example.com"
  ) throws -> (files: [OutputFile], log: DiagnosticLog) {
    var options = WritingOptions()
    options.title = "Company"
    options.stem = "acme"
    options.settings["url"] = url
    var log = DiagnosticLog()
    let files = try library.format(named: name).files(contacts, options: options, log: &log)
    return (files, log)
  }

  func text(_ file: OutputFile) -> String { String(decoding: file.bytes, as: UTF8.self) }

  @Test func tooManyEntriesSayByHowMuch() throws {
    #expect(try files(contacts(1000), "yealink-local-contacts").files.count == 1)
    do {
      _ = try files(contacts(1003), "yealink-local-contacts")
      Issue.record("it was written")
    } catch let failure as Failure {
      #expect(failure.code == .limitExceeded)
      #expect(failure.what.contains("there are 1003, 3 too many"), "\(failure)")
    }
  }

  /// A setting that nobody asks for is a mistyped one.
  @Test(arguments: ["cisco-directory", "yealink-phonebook", "csv", "vcard"])
  func settingsThatNobodyAsksFor(_ id: String) throws {
    let format = try library.format(named: id)
    let failure = #expect(throws: Failure.self) { try format.refuseSettings(["ulr"]) }
    #expect(failure?.what == "\(id) asks for no setting \"ulr\"")
    try format.refuseSettings(id == "cisco-directory" ? ["url"] : [])
  }

  @Test func pagesAreLinked() throws {
    let pages = try files(contacts(70), "cisco-directory").files
    #expect(pages.map(\.name) == ["acme.xml", "acme-2.xml", "acme-3.xml"])
    #expect(text(pages[0]).contains("<URL>https://phones.example.com/acme-2.xml</URL>"))
    #expect(!text(pages[0]).contains("Previous"))
    #expect(text(pages[2]).contains("<URL>https://phones.example.com/acme-2.xml</URL>"))
    #expect(!text(pages[2]).contains("<Name>Next</Name>"))
    let counts = try pages.map { try readDirectory($0.bytes).contacts.count }
    #expect(counts == [32, 32, 6])
  }

  @Test func pagesNeedTheirAddress() throws {
    #expect(try files(contacts(3), "cisco-directory", url: nil).files.count == 1)
    do {
      _ = try files(contacts(33), "cisco-directory", url: nil)
      Issue.record("it was written")
    } catch let failure as Failure {
      #expect(failure.code == .settingMissing)
      #expect(failure.help.contains("--set url="))
    }
  }

  @Test func pagesKeepToTheBytes() throws {
    var many = contacts(60)
    for index in many.indices { many[index].name.family = String(repeating: "ö", count: 200) + "\(index)" }
    let pages = try files(many, "aastra-directory").files
    #expect(pages.count > 2)
    for page in pages { #expect(page.bytes.count <= 10_000) }
    #expect(try pages.reduce(0) { try $0 + readDirectory($1.bytes).contacts.count } == 60)
  }

  @Test func aMenuNamesThePhonebooks() throws {
    var many = contacts(40)
    for index in many.indices { many[index].phonebooks = [index < 35 ? "Customers & Co" : "Service"] }
    let written = try files(many, "cisco-directory").files
    #expect(
      written.map(\.name) == ["acme.xml", "acme-customers-co.xml", "acme-customers-co-2.xml", "acme-service.xml"])
    #expect(text(written[0]).contains("<URL>https://phones.example.com/acme-service.xml</URL>"))
    #expect(text(written[0]).contains("<Name>Customers &amp; Co</Name>"))
  }

  /// A phonebook's file is none of the pages of another, whatever both are called, and none is written over.
  @Test(arguments: [
    ["Sales", "Sales 2"], ["Sales 2", "Sales"], ["Sales", "sales", "Sales 2", "2"], ["销售", "Phonebook 2", "phonebook"],
  ])
  func filesOfAMenuAreNotMistakenForPages(_ phonebooks: [String]) throws {
    var many = contacts(phonebooks.count * 70)
    for index in many.indices { many[index].phonebooks = [phonebooks[index / 70]] }
    let (written, log) = try files(many, "cisco-directory")
    #expect(Set(written.map(\.name)).count == 1 + 3 * phonebooks.count, "\(written.map(\.name))")
    #expect(log.count(of: .fieldLost) == 0)
  }

  /// A menu tells phonebooks; a single directory has no place for them.
  @Test func aPhonebookIsLostWhereNoMenuTellsIt() throws {
    var few = contacts(3)
    for index in few.indices { few[index].phonebooks = ["Sales"] }
    #expect(try files(few, "cisco-directory").log.count(of: .fieldLost) == 3)
  }

  @Test func furtherFiles() throws {
    #expect(try files(contacts(17), "thomson-phonebook").files.map(\.name) == ["acme.xml", "acme-2.xml", "acme-3.xml"])
  }

  @Test func namesAreMadeUnique() throws {
    let number = Number(kind: .business, number: "+493012345678")
    let (written, log) = try files(
      [contact("Anna", "Weber", number), contact("Anna", "Weber", Number(kind: .mobile, number: "+491701234567"))],
      "yealink-contact-data")
    #expect(text(written[0]).contains("sDisplayName=\"Anna Weber 2\""))
    #expect(log.count(of: .nameMadeUnique) == 1)
  }

  @Test func numbersAreUnique() throws {
    let number = Number(kind: .business, number: "+493012345678")
    let (written, log) = try files([contact("A", "B", number), contact("C", "D", number)], "poly-directory")
    #expect(try readDirectory(written[0].bytes).contacts.count == 1)
    #expect(log.count(of: .fieldLost) == 1)
  }

  @Test func bytesAreCutBetweenCharacters() throws {
    var person = contact("Anna", String(repeating: "👩‍🚀", count: 5), Number(kind: .business, number: "+493012345678"))
    person.name.display = ""
    let (written, log) = try files([person], "poly-directory")
    let family = try readDirectory(written[0].bytes).contacts[0].name.family
    #expect(family == String(repeating: "👩‍🚀", count: 3))
    #expect(family.utf8.count <= 40)
    #expect(log.count(of: .textShortened) == 1)
  }

  @Test func furtherNumbersBecomeFurtherEntries() throws {
    let numbers = (0..<5).map { Number(kind: .business, number: "+4930123456\(10 + $0)") }
    var person = contact("Anna", "Weber")
    person.numbers = numbers
    let read = try readDirectory(try files([person], "tiptel-directory").files[0].bytes)
    #expect(read.contacts.map(\.name.display) == ["Weber Anna", "Weber Anna (2)"])
    #expect(read.contacts.flatMap(\.numbers).map(\.raw) == numbers.map(\.number))
  }

  @Test func plusDialsWhereItDials() throws {
    let person = contact("Anna", "Weber", Number(kind: .business, number: "+493012345678"))
    #expect(text(try files([person], "panasonic-phonebook").files[0]).contains(">00493012345678<"))
    #expect(text(try files([person], "yealink-directory").files[0]).contains(">+493012345678<"))
  }

  @Test func controlCharactersAreLeftOutAndTold() throws {
    let person = contact("An\u{7}na", "We\u{0}ber", Number(kind: .business, number: "+493012345678"))
    let (written, log) = try files([person], "yealink-directory")
    #expect(text(written[0]).contains("<Name>Anna Weber</Name>"))
    #expect(log.count(of: .textAltered) == 2)
  }

  @Test func sortedByFamilyName() throws {
    let number = { (n: Int) in Number(kind: .business, number: "+49301234567\(n)") }
    let (written, _) = try files(
      [
        contact("A", "Zander", number(1)), contact("A", "Öztürk", number(2)), contact("A", "Ott", number(3)),
        contact("A", "otto", number(4)),
      ], "poly-directory")
    let names = try readDirectory(written[0].bytes).contacts.map(\.name.family)
    #expect(names == ["Ott", "otto", "Öztürk", "Zander"])
  }
}
