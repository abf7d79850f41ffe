import Testing
import VCardSyntax

@Suite struct HeadMemoryTests {
  private static let heads = [
    "TEL", "TEL;TYPE=WORK", "TEL;TYPE=WORK,VOICE;type=pref", "item1.TEL", "N", "FN", "tel", " TEL", "X-A B", "X;",
    "NOTE",
    "NOTE;ENCODING=QUOTED-PRINTABLE", "NOTE;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE", "PHOTO;ENCODING=b",
    "TEL;X=\"a:b\"", "TEL;X=\"a", "X-\(String(repeating: "LONG-", count: 20))A", "END;X=1", "BEGIN;X=1", "AGENT",
    "VERSION",
  ]
  private static let values = [
    "", "1", "+1 2", "a=", "=41=", "a\n b", "VCARD", "b\"c", "x:y;z", String(repeating: "v", count: 90),
  ]

  /// What a card is read as depends on its own bytes alone, whatever stood in the cards before it.
  @Test(arguments: 1...40 as ClosedRange<UInt64>)
  func cardsAreReadAsIfAlone(_ seed: UInt64) {
    var random = Seeded(seed)
    let cards = (0..<30).map { _ in
      let lines = (0..<random.below(12)).map { _ in
        Self.heads[random.below(Self.heads.count)] + ":" + Self.values[random.below(Self.values.count)]
      }
      let end = ["\n", "\r\n", "\r"][random.below(3)]
      return (["BEGIN:VCARD"] + lines + ["END:VCARD", ""]).joined(separator: "\n").replacing("\n", with: end)
    }
    let together = ReadCard.all(in: cards.joined().utf8).cards
    let alone = cards.flatMap { ReadCard.all(in: $0.utf8).cards }
    #expect(together.map(\.properties) == alone.map(\.properties), "seed \(seed)")
    #expect(together.map(\.version) == alone.map(\.version), "seed \(seed)")
    #expect(together.map(\.problems.count) == alone.map(\.problems.count), "seed \(seed)")
  }

  /// More heads than are kept in mind, each of them twice in a card.
  @Test(arguments: [1, 100, 127, 128, 129, 1_000])
  func numbersTellHeadsApart(_ count: Int) {
    let lines = (0..<count).map { "X-\($0);TYPE=a:v" }
    let card = (["BEGIN:VCARD", "VERSION:3.0"] + lines + lines + ["END:VCARD", ""]).joined(separator: "\n")
    Array((card + card).utf8).withUnsafeBytes { bytes in
      var reader = VCardReader(bytes)
      var numbers: [Int: String] = [:]
      var numbered = 0
      while reader.next() {
        #expect(reader.properties.count == 2 * count + 1)
        for property in reader.properties {
          let head = String(decoding: property.head, as: UTF8.self)
          let alone = VCardProperty(line: property.text)
          #expect(
            alone.map { String(decoding: $0.name, as: UTF8.self) } == String(decoding: property.name, as: UTF8.self))
          guard property.headNumber != 0 else { continue }
          #expect(property.headNumber < VCardReader.headNumbers)
          #expect(numbers[property.headNumber, default: head] == head)
          numbers[property.headNumber] = head
          numbered += 1
        }
      }
      #expect(numbered >= 4 * min(count, VCardReader.headNumbers - 2))
    }
  }

  /// The last line of a file has no bytes behind it to be looked at.
  @Test(arguments: 0..<12)
  func fileEndsBehindAnyByte(_ length: Int) {
    let card = "BEGIN:VCARD\nVERSION:3.0\nTEL;TYPE=WORK:1\nTEL;TYPE=WORK:2\nEND:VCARD\n"
    let last = "BEGIN:VCARD\nVERSION:3.0\nTEL;TYPE=WO"
    let text = card + last.dropLast(length)
    let cards = ReadCard.all(in: text.utf8).cards
    #expect(cards.first?.properties == ["TEL;TYPE=WORK:1", "TEL;TYPE=WORK:2"])
    #expect(cards.count == 2 && cards[1].properties.allSatisfy { !$0.hasPrefix("TEL;TYPE=WORK:") })
  }

  @Test func fragmentsShareWhatIsInMind() {
    let texts = ["TEL;TYPE=WORK:111\nFN:A", "TEL;TYPE=WORK:222", "FN:B\n C\nTEL;TYPE=WORK:333"].map { Array($0.utf8) }
    var reader = VCardReader(UnsafeRawBufferPointer(start: nil, count: 0))
    var values: [[String]] = []
    var numbers: Set<Int> = []
    for text in texts {
      text.withUnsafeBytes { bytes in
        reader.readFragment(bytes)
        values.append(reader.properties.map { String(decoding: $0.value, as: UTF8.self) })
        for property in reader.properties where property.name.equals("TEL") { numbers.insert(property.headNumber) }
      }
    }
    #expect(values == [["111", "A"], ["222"], ["BC", "333"]])
    #expect(numbers.count == 1 && !numbers.contains(0))
  }

  /// Time is linear in the number of bare carriage returns.
  @Test func manyReturns() {
    let count = 300_000
    let returns = String(repeating: "\r", count: count)
    let text = returns + "BEGIN:VCARD\rFN:A\(returns)\nEND:VCARD\r"
    let cards = ReadCard.all(in: text.utf8).cards
    #expect(cards.map(\.properties) == [["FN:A"]])
    #expect(cards.first?.line == count + 1)
  }
}

/// SplitMix64.
private struct Seeded {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func below(_ limit: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((z ^ (z >> 31)) % UInt64(limit))
  }
}
