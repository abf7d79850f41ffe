import Testing
import VCardSyntax

@Suite struct PartsTests {
  /// However a file is cut, its parts hold the same cards at the same lines as the whole.
  @Test(arguments: [1, 40, 173, 1_000, 1 << 20])
  func partsReadLikeTheWhole(_ size: Int) {
    var text = ""
    for i in 0..<60 {
      text += "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Name \(i)\r\n"
      if i % 5 == 0 { text += "AGENT:\r\nBEGIN:VCARD\r\nFN:Inner \(i)\r\nEND:VCARD\r\n" }
      if i % 7 != 0 { text += i % 13 == 0 ? "END:VCARD" : "END:VCARD\r\n" }
      if i % 11 == 0 { text += "\r\n" }
    }
    let whole = ReadCard.all(in: text.utf8).cards
    Array(text.utf8).withUnsafeBytes { bytes in
      let parts = VCardParts(bytes, size: size).parts
      #expect(parts.first?.range.lowerBound == 0 && parts.last?.range.upperBound == bytes.count)
      var properties: [[String]] = []
      var lines: [Int] = []
      for part in parts {
        var reader = VCardReader(UnsafeRawBufferPointer(rebasing: bytes[part.range]), line: part.line)
        while reader.next() {
          lines.append(reader.line)
          properties.append(
            reader.properties.filter { !$0.name.equals("VERSION") }.map {
              String(decoding: $0.head, as: UTF8.self) + ":"
                + String(decoding: $0.value, as: UTF8.self).replacing("\n", with: "⏎")
            })
        }
      }
      #expect(lines == whole.map(\.line))
      #expect(properties == whole.map(\.properties))
    }
  }

  @Test func emptyFileIsOnePart() {
    #expect([UInt8]().withUnsafeBytes { VCardParts($0).parts.count } == 1)
  }

  @Test func rangeOfACardIsItsText() {
    let text = "junk\nBEGIN:VCARD\nVERSION:3.0\nFN:A\nEND:VCARD\nBEGIN:VCARD\nVERSION:3.0\nFN:B\n"
    let texts = Array(text.utf8).withUnsafeBytes { bytes in
      var reader = VCardReader(bytes)
      var texts: [String] = []
      while reader.next() { texts.append(String(decoding: bytes[reader.range], as: UTF8.self)) }
      return texts
    }
    #expect(texts == ["BEGIN:VCARD\nVERSION:3.0\nFN:A\nEND:VCARD", "BEGIN:VCARD\nVERSION:3.0\nFN:B\n"])
  }
}
