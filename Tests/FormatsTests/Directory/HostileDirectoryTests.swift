import Contacts
import Testing

@testable import Formats

/// Documents that are broken or meant to harm end in contacts or in a clear error.
@Suite struct HostileDirectoryTests {
  static let unit = "<Menu Name=\"A\"><Unit Name=\"Anna\" Phone1=\"1000\"/></Menu>"

  /// Named, because a test's arguments are printed.
  enum Hostile: String, CaseIterable {
    case billionLaughs, externalEntity, deep, longValue, longText, nothing, declarationOnly, unheardOf

    var text: String {
      switch self {
      case .billionLaughs:
        "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><YealinkIPPhoneBook>&b;</YealinkIPPhoneBook>"
      case .externalEntity:
        "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><YealinkIPPhoneBook>&a;</YealinkIPPhoneBook>"
      case .deep: "<YealinkIPPhoneBook>" + String(repeating: "<a>", count: 10_000)
      case .longValue:
        "<YealinkIPPhoneBook><Menu Name=\"A\"><Unit Name=\"\(String(repeating: "x", count: 2 << 20))\"/></Menu>"
      case .longText:
        "<YealinkIPPhoneBook><Title>\(String(repeating: "x", count: 2 << 20))</Title></YealinkIPPhoneBook>"
      case .nothing: "<"
      case .declarationOnly: "<?xml version=\"1.0\"?>"
      case .unheardOf: "<Unheard/>"
      }
    }
  }

  @Test(arguments: Hostile.allCases) func refused(_ document: Hostile) throws {
    #expect(throws: Failure.self) { try readDirectory(document.text) }
  }

  /// Comments and declarations may be longer than what a document is recognised by, within bounds.
  @Test func longProlog() throws {
    func document(prolog: Int) -> String {
      let declarations = String(repeating: "<!ELEMENT e EMPTY>", count: prolog / 18)
      return "<!DOCTYPE x [\(declarations)]><YealinkIPPhoneBook>\(Self.unit)</YealinkIPPhoneBook>"
    }
    #expect(try readDirectory(document(prolog: 500_000)).contacts.map(\.displayName) == ["Anna"])
    let failure = try #require(throws: Failure.self) { try readDirectory(document(prolog: 2_000_000)) }
    #expect(failure.what == "no element begins in the first 1048576 bytes")
  }

  @Test func aMenuSaysWhereTheContactsAre() throws {
    let text = "<CiscoIPPhoneMenu><MenuItem><Name>A</Name><URL>http://x.example</URL></MenuItem></CiscoIPPhoneMenu>"
    let failure = try #require(throws: Failure.self) { try readDirectory(text) }
    #expect(failure.code == .formatUnknown)
    #expect(failure.what == "this is a menu of cisco-directory: it names other files and holds no contact")
  }

  /// What lies beside the records may be more of them; what holds nothing but a text is none.
  @Test func elementsThatNobodyKnowsAreTold() throws {
    let text = """
      <YealinkIPPhoneBook><Title>x</Title><Version>3</Version>
      <Group><Unit Name="Bob" Phone1="1001"/><Unit Name="Cy" Phone1="1002"/></Group>
      \(Self.unit)<Menu Name="B"><Sub><Unit Name="Dee" Phone1="1003"/></Sub></Menu>
      <Entry Name="Eve" Phone1="1004"/></YealinkIPPhoneBook>
      """
    let read = try readDirectory(text)
    #expect(read.contacts.map(\.displayName) == ["Anna"])
    let told = try #require(read.log.diagnostics.first { $0.code == .elementUnknown })
    #expect(told.count == 3)
    #expect(told.places.map(\.line) == [2, 3, 4])
    #expect(told.message.contains("<Group>"))
    let known = try readDirectory("<YealinkIPPhoneBook>\(Self.unit)</YealinkIPPhoneBook>")
    #expect(known.log.count(of: .elementUnknown) == 0)
  }

  /// Read as what it is not, it would hold nothing.
  @Test(arguments: ["yealink-directory", "xcard", "csv"]) func namedOtherwiseThanItIs(_ id: String) throws {
    let named = try Cards.library.get().format(named: id)
    let text = "<YealinkIPPhoneBook>\(Self.unit)</YealinkIPPhoneBook>"
    let failure = #expect(throws: Failure.self) { try readDirectory(text, as: named) }
    #expect(failure?.code == .formatUnlike)
    #expect(failure?.what == "the file is of yealink-phonebook, and not of \(id)")
    let cards = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Anna\r\nEND:VCARD\r\n"
    guard named.syntax == .table else { return }
    #expect(throws: Failure.self) { try readDirectory(cards, as: named) }
  }

  /// Whose root nobody knows is read as what it is called.
  @Test func aRootOfOnesOwn() throws {
    let named = try Cards.library.get().format(named: "yealink-phonebook")
    #expect(try readDirectory("<OurPhoneBook>\(Self.unit)</OurPhoneBook>", as: named).contacts.count == 1)
  }

  @Test func declaredOtherwiseThanItIs() throws {
    let text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><YealinkIPPhoneBook>\(Self.unit)</YealinkIPPhoneBook>"
    var bytes: [UInt8] = [0xFF, 0xFE]
    for unit in text.utf16 { bytes += [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
    #expect(try readDirectory(bytes).contacts.map(\.displayName) == ["Anna"])
  }

  @Test(arguments: [
    "<YealinkIPPhoneBook><Menu Name=\"A\"><Unit Name=\"R&D\" Phone1=\"1\"/></Menu></YealinkIPPhoneBook>",
    "<YealinkIPPhoneBook><Menu Name=\"A\"><Unit Name=\"R&amp;D\" Phone1=\"1\"/>",
  ])
  func repaired(_ text: String) throws {
    let read = try readDirectory(text)
    #expect(read.contacts.map(\.displayName) == ["R&D"])
    #expect(read.contacts.first?.phonebooks == ["A"])
    #expect(read.log.count(of: .markupRepaired) > 0)
  }

  @Test func menusThatLeadOnAreNoContacts() throws {
    let text = """
      <AastraIPPhoneTextMenu><MenuItem><Prompt>Anna</Prompt><URI>Dial:1000</URI></MenuItem>
      <MenuItem><Prompt>More</Prompt><URI>http://phones.example.com/2.xml</URI></MenuItem></AastraIPPhoneTextMenu>
      """
    #expect(try readDirectory(text).contacts.map(\.displayName) == ["Anna"])
  }

  @Test func whatIsNotMappedIsKept() throws {
    let text = """
      <YealinkIPPhoneDirectory><DirectoryEntry colour="red"><Name>Anna</Name><Telephone>1000</Telephone>
      <Room>4</Room></DirectoryEntry></YealinkIPPhoneDirectory>
      """
    let contact = try #require(try readDirectory(text).contacts.first)
    #expect(contact.extra("colour") == ["red"])
    #expect(contact.extra("Room") == ["4"])
  }

  @Test func groupsMayFollowTheContactsThatReferToThem() throws {
    let text = """
      <AddressBook><Contact><FirstName>Anna</FirstName><Phone type="Work"><phonenumber>1000</phonenumber></Phone>
      <Group>7</Group></Contact><pbgroup><id>7</id><name>Customers</name></pbgroup></AddressBook>
      """
    #expect(try readDirectory(text).contacts.first?.phonebooks == ["Customers"])
  }
}
