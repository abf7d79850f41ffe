import Testing
import VCardSyntax

/// A line of nothing but blanks ends, and has all of them.
@Suite struct BlankLineTests {
  @Test(arguments: [1, 70, 76, 200, 500]) func linesOfBlanksEnd(_ count: Int) {
    let text = "ü\(String(repeating: " ", count: count))x"
    card(noting: text).withUnsafeBytes { bytes in
      var reader = VCardReader(bytes)
      #expect(reader.next() && reader.properties.last?.value.text == text)
    }
  }
}

/// A card of vCard 2.1 with one note.
private func card(noting text: String) -> [UInt8] {
  var writer = VCardWriter(version: .v21)
  writer.begin()
  writer.append(text)
  writer.property("NOTE")
  writer.end()
  return writer.take()
}

/// However a text is cut, none of its lines is one that begins or ends a card.
@Suite struct CutMarkTests {
  @Test(arguments: ["END:VCARD", "END :VCARD", "end: vcard ", "BEGIN:VCARD", "END:VCARDBEGIN:VCARD"])
  func noCutMakesAMark(_ mark: String) {
    for count in 0..<160 {
      let text = "ü\(String(repeating: "x", count: count))\(mark)"
      card(noting: text).withUnsafeBytes { bytes in
        var reader = VCardReader(bytes)
        #expect(reader.next() && reader.properties.last?.value.text == text, "\(count)")
        let hasMore = reader.next()
        #expect(!hasMore, "\(count)")
      }
    }
  }
}

@Suite struct WriterTests {
  private func written(
    _ version: VCardVersion, _ layout: VCardWriter.Layout = .init(), _ body: (inout VCardWriter) -> Void
  ) -> String {
    var writer = VCardWriter(version: version, layout: layout)
    body(&writer)
    return String(decoding: writer.take(), as: UTF8.self)
  }

  @Test(arguments: [
    (VCardVersion.v40, "NOTE:a\\, b\\; c\\\\d\\ne\r\n"),
    (.v30, "NOTE:a\\, b\\; c\\\\d\\ne\r\n"),
    (.v21, "NOTE;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:a, b\\; c\\\\d=0D=0Ae\r\n"),
  ])
  func escapes(_ version: VCardVersion, _ expected: String) {
    #expect(
      written(version) {
        $0.append("a, b; c\\d\ne")
        $0.property("NOTE")
      } == expected)
  }

  @Test func foldsBetweenCharacters() {
    let text = String(repeating: "ü", count: 100)
    let lines = written(.v40) {
      $0.append(text)
      $0.property("NOTE")
    }.split(separator: "\r\n")
    #expect(lines.count == 3)
    #expect(lines.allSatisfy { $0.utf8.count <= 75 })
    #expect(lines.map { $0.drop { $0 == " " } }.joined() == "NOTE:" + text)
  }

  /// Lines as they were read: those that fit, those that are folded, more than there is room for at first.
  @Test(arguments: [75, 30, 0], [true, false])
  func linesAreWrittenAsTheyAre(_ width: Int, _ isCRLF: Bool) {
    let lines = ["FN:Anna"] + (0..<60).map { "X-\($0):" + String(repeating: "ü", count: $0) } + ["", "UID:1"]
    let output = written(.v30, .init(width: width, isCRLF: isCRLF)) { writer in
      for line in lines { Array(line.utf8).withUnsafeBytes { writer.line($0) } }
    }
    let end = isCRLF ? "\r\n" : "\n"
    #expect(width == 0 || output.split(separator: end).allSatisfy { $0.utf8.count <= width })
    #expect(output.replacing(end + " ", with: "") == lines.joined(separator: end) + end)
  }

  @Test func quotedPrintableLinesAreShort() {
    let text = String(repeating: "Grüße = ", count: 40)
    let output = written(.v21) {
      $0.begin()
      $0.append(text)
      $0.property("NOTE")
      $0.end()
    }
    #expect(output.split(separator: "\r\n").allSatisfy { $0.utf8.count <= 76 })
    let card = ReadCard.all(in: output.utf8).cards.first
    #expect(card?.properties == ["NOTE;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:" + text])
    #expect(card?.problems == [])
  }

  @Test func softBreaksNeverMakeAMark() {
    for length in 0..<120 {
      let text = String(repeating: "ü", count: length / 3) + String(repeating: "x", count: length % 3) + "END:VCARD"
      let output = written(.v21) {
        $0.begin()
        $0.append(text)
        $0.property("NOTE")
        $0.end()
      }
      let card = ReadCard.all(in: output.utf8)
      #expect(card.cards.count == 1 && card.cards.first?.properties.last?.hasSuffix(":" + text) == true)
    }
  }

  @Test func base64OfVersion21EndsInABlankLine() {
    let output = written(.v21) {
      $0.append(raw: "AAAA".utf8)
      $0.property("PHOTO;ENCODING=BASE64;JPEG", isBase64: true)
    }
    #expect(output == "PHOTO;ENCODING=BASE64;JPEG:AAAA\r\n\r\n")
  }

  /// Whatever is added as it is, each property is one line; base64 needs no line ends.
  @Test(arguments: [
    (VCardVersion.v40, false, "X-A B;C=D:a\\nEND:VCARD\r\n"), (.v30, false, "X-A B;C=D:a\\nEND:VCARD\r\n"),
    (.v21, false, "X-A B;C=D;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:a=0D=0AEND:VCARD\r\n"),
    (.v30, true, "X-A B;C=D:aEND:VCARD\r\n"), (.v21, true, "X-A B;C=D:aEND:VCARD\r\n\r\n"),
  ])
  func lineEndsStayInsideOfLines(_ version: VCardVersion, _ isBase64: Bool, _ expected: String) {
    let output = written(version) {
      $0.append(raw: "a\r\nEND".utf8)
      $0.append(raw: ":VCARD".utf8.lazy.filter { $0 != 0x20 })
      $0.property("X-A\nB;C=D", isBase64: isBase64)
    }
    #expect(output == expected)
  }

  /// Any text comes back from any version, whatever the width of lines.
  @Test(arguments: VCardVersion.allCases)
  func anyTextComesBack(_ version: VCardVersion) {
    let seed = UInt64.random(in: 0 ... .max)
    print("seed \(seed)")
    var random = SeededNumbers(seed)
    let alphabet = Array("a =,;:\\\nü漢😀n\"^3D\t")
    for _ in 0..<300 {
      var text = ""
      for _ in 0..<Int(random.next() % 200) { text.append(alphabet[Int(random.next() % UInt64(alphabet.count))]) }
      let width = Int(random.next() % 80)
      let output = written(version, .init(width: width, isCRLF: random.next() % 2 == 0)) {
        $0.begin()
        $0.append(text)
        $0.property("X-TEXT;TYPE=a")
        $0.append("end")
        $0.property("NOTE")
        $0.end()
      }
      let values = Array(output.utf8).withUnsafeBytes { bytes in
        var reader = VCardReader(bytes)
        guard reader.next() else { return [String]() }
        return reader.problems.isEmpty ? reader.properties.map { VCardText.unescaped($0.value) } : ["problems"]
      }
      #expect(values.last == "end" && values.dropFirst().first == text, "seed \(seed), width \(width)")
    }
  }

  /// No line that quoted-printable goes on with begins with a blank, which would look like a fold.
  @Test(arguments: 0..<80) func softBreaksAreNotBeforeBlanks(_ length: Int) {
    var writer = VCardWriter(version: .v21, layout: .init(isCRLF: false))
    let text = String(repeating: "x", count: length) + " ü  because it is so " + String(repeating: "y z", count: 40)
    writer.append(text)
    writer.property("NOTE")
    let lines = String(decoding: writer.take(), as: UTF8.self).split(separator: "\n")
    #expect(lines.count > 1 && lines.allSatisfy { !$0.hasPrefix(" ") && $0.utf8.count <= 76 })
    let card = "BEGIN:VCARD\nVERSION:2.1\n\(lines.joined(separator: "\n"))\nEND:VCARD\n"
    #expect(
      ReadCard.all(in: card.utf8).cards.first?.properties == [
        "NOTE;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:" + text
      ])
  }
}

/// SplitMix64: the same numbers for the same seed, everywhere.
struct SeededNumbers: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
