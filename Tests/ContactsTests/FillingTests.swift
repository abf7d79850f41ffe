import Contacts
import Testing

@Suite struct FillingTests {
  @Test func nothingIsLeftOfAContactMadeEmpty() {
    var contact = PackingTests.full(100)
    contact.makeEmpty()
    #expect(contact == Contact())
  }

  @Test(arguments: TextField.allCases) func aSecondTextOfAFieldIsKeptBeside(_ field: TextField) {
    var contact = Contact()
    contact.put("Zoë", into: field)
    var expected = Contact()
    expected[field] = "Zoë"
    #expect(contact == expected)
    contact.put("Ann", into: field)
    expected.extras = [Extra(field.rawValue, ["Ann"])]
    #expect(contact == expected)
    contact.makeEmpty()
    #expect(contact == Contact())
  }

  @Test(arguments: PostalAddress.Part.allCases) func aPartOfAnAddressTakesLines(_ part: PostalAddress.Part) {
    var contact = Contact()
    contact.add("Unit 4", to: part, of: .home)
    contact.add("Mill", to: part, of: .work)
    contact.add("Dock Road", to: part, of: .home)
    #expect(contact.addresses.map(\.kind) == [.home, .work])
    #expect(contact.addresses.map { $0[part] } == ["Unit 4\nDock Road", "Mill"])
  }
}
