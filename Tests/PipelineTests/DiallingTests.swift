import Contacts
import NumberingPlan
import Pipeline
import Testing

@Suite struct DiallingTests {
  static let anna = Number(kind: .mobile, number: "+447700900123")
  static let ten = Number(kind: .business, internal: "100", raw: "100")

  @Test(arguments: [
    ("GB", "", "+447700900123", "00447700900123", "07700900123"),
    ("GB", "9", "900447700900123", "900447700900123", "907700900123"),
    ("DE", "0", "000447700900123", "000447700900123", "000447700900123"),
    ("US", "", "+447700900123", "011447700900123", "011447700900123"),
    ("AU", "", "+447700900123", "0011447700900123", "0011447700900123"),
    ("UZ", "", "+447700900123", "00447700900123", "00447700900123"),
    ("ID", "", "+447700900123", "008447700900123", "008447700900123"),
    // A carrier must be chosen with the prefix.
    ("BR", "", "+447700900123", "+447700900123", "+447700900123"),
  ])
  func dialled(_ region: String, _ line: String, _ e164: String, _ international: String, _ national: String) {
    let dialling = Dialling(region: Region(region), outsideLine: line)
    #expect(dialling.e164(Self.anna) == e164)
    #expect(dialling.international(Self.anna) == international)
    #expect(dialling.national(Self.anna) == national)
    #expect(dialling.national(Self.ten) == "100")
    #expect(dialling.e164(Self.ten) == "100")
  }

  @Test func withoutARegion() {
    #expect(Dialling(region: nil, outsideLine: "").national(Self.anna) == "00447700900123")
  }
}
