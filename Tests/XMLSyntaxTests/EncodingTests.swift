import Testing
import XMLSyntax

@Suite struct EncodingTests {
  private static func wide(_ text: String, mark: Bool, bigEndian: Bool) -> [UInt8] {
    ((mark ? "\u{FEFF}" : "") + text).utf16.flatMap {
      let (high, low) = (UInt8($0 >> 8), UInt8($0 & 0xFF))
      return bigEndian ? [high, low] : [low, high]
    }
  }

  @Test(arguments: [true, false], [true, false]) func utf16(_ mark: Bool, _ bigEndian: Bool) throws {
    let text = "<?xml version=\"1.0\" encoding=\"UTF-16\"?><B><Unit Name=\"Müller €😀\"/></B>"
    let document = try Document(Self.wide(text, mark: mark, bigEndian: bigEndian))
    #expect(document.records == ["Unit Name=Müller €😀"])
    #expect(document.messages == [])
  }

  @Test(arguments: [true, false], [true, false]) func utf16ThatSaysUTF8(_ mark: Bool, _ bigEndian: Bool) throws {
    let text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><B><Unit Name=\"Müller\"/></B>"
    let document = try Document(Self.wide(text, mark: mark, bigEndian: bigEndian))
    #expect(document.records == ["Unit Name=Müller"])
    #expect(document.messages == ["1:1: the file says that it is UTF-8, but its bytes are UTF-16"])
  }

  @Test func longWideDocumentKeepsItsLines() throws {
    let line = "<Unit Name=\"Müller & Söhne\"/>\n"
    let text = "<?xml version=\"1.0\"?>\n<B>\n" + String(repeating: line, count: 5_000) + "</B>"
    let document = try Document(Self.wide(text, mark: true, bigEndian: false))
    #expect(document.records.count == 5_000)
    #expect(Set(document.records) == ["Unit Name=Müller & Söhne"])
    #expect(document.problems.prefix(1_000).map(\.line) == Array(3..<1_003))
    #expect(Set(document.problems.prefix(1_000).map(\.column)) == [20])
  }

  @Test(arguments: [
    ("ISO-8859-1", [0x4D, 0xFC, 0x80] as [UInt8], "Mü€"), ("windows-1252", [0x80, 0x92], "€’"),
    ("windows-1251", [0xCF, 0xF0], "Пр"), ("Shift_JIS", [0x93, 0xFA, 0x96, 0x7B], "日本"), ("gb2312", [0xD6, 0xD0], "中"),
  ])
  func declared(_ encoding: String, _ name: [UInt8], _ expected: String) throws {
    let bytes =
      Array("<?xml version=\"1.0\" encoding=\"\(encoding)\"?><B><Unit Name=\"".utf8) + name + Array("\"/></B>".utf8)
    let document = try Document(bytes)
    #expect(document.records == ["Unit Name=\(expected)"])
    #expect(document.messages == [])
  }

  @Test func latin1ThatSaysUTF8() throws {
    let bytes = Array("<B>\n<Unit Name=\"M".utf8) + [0xFC] + Array("ller \u{20AC}\"/></B>".utf8)
    let document = try Document(bytes)
    #expect(document.records == ["Unit Name=Müller €"])
    #expect(document.messages == ["2:14: a byte that is no UTF-8 was read as Windows-1252"])
  }

  @Test func marksBeforeTheDeclaration() throws {
    let document = try Document("\u{FEFF}\u{FEFF}<?xml version=\"1.0\"?><B><Unit Name=\"a\"/></B>")
    #expect(document.records == ["Unit Name=a"])
    #expect(document.messages == ["1:1: a second byte order mark was left out"])
  }
}
