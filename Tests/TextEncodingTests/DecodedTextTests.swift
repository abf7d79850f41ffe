import Testing
import TextEncoding

@Suite struct DecodedTextTests {
  private func decoded(_ bytes: [UInt8], as encoding: String? = nil) throws -> (String, String) {
    let text = try DecodedText.decode(FileBytes(bytes), as: encoding)
    return (text.text.string, text.encoding)
  }

  @Test func utf8IsTakenAsItIs() throws {
    #expect(try decoded(Array("Müller;1".utf8)) == ("Müller;1", "UTF-8"))
    #expect(try decoded([0xEF, 0xBB, 0xBF] + Array("Müller".utf8)) == ("Müller", "UTF-8"))
  }

  @Test func utf16IsToldWithAndWithoutMark() throws {
    let text = "Name;Phone\r\nMüller;1\r\n"
    let little = text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    let big = text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    #expect(try decoded(little) == (text, "UTF-16LE"))
    #expect(try decoded(big) == (text, "UTF-16BE"))
    #expect(try decoded([0xFF, 0xFE] + little) == (text, "UTF-16LE"))
    #expect(try decoded([0xFE, 0xFF] + big) == (text, "UTF-16BE"))
  }

  @Test func namedEncodingIsObeyed() throws {
    #expect(try decoded([0x4D, 0xFC, 0x6C], as: "windows-1252").0 == "Mül")
    #expect(throws: DecodingError.unknownEncoding("nope")) { try decoded([0x41], as: "nope") }
  }

  @Test func invalidBytesAreCounted() throws {
    let text = try DecodedText.decode(FileBytes([0x61, 0xFF, 0x62, 0xC3]), as: "utf-8")
    #expect(text.text.string == "a\u{FFFD}b\u{FFFD}")
    #expect(text.replacements == 2)
    #expect(text.firstReplacement == 1)
  }

  @Test func binaryFilesAreNoText() {
    let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13]
    #expect(throws: DecodingError.binary) { try decoded(png) }
    #expect(throws: DecodingError.binary) { try decoded((0..<2000).map { UInt8(($0 * 7 + $0 / 13) & 0xFF) }) }
  }
}
