import Testing

@testable import NumberingPlan

@Suite("Numbers line by line")
struct NumberListingTests {
  private func rows(
    _ text: String, region: String = "GB", style: NumberListing.Style = .table(.e164), chunk: Int = .max
  ) -> [String] {
    var listing = NumberListing(style: style, region: Region(region))
    let bytes = Array(text.utf8)
    for start in stride(from: 0, to: bytes.count, by: min(chunk, max(bytes.count, 1))) {
      bytes[start..<min(bytes.count, start &+ min(chunk, bytes.count))].withUnsafeBytes { listing.read($0) }
    }
    listing.finish()
    return String(decoding: listing.output, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
      .dropLast().map(String.init)
  }

  @Test func sixColumnsInTheOrderOfTheInput() {
    #expect(
      rows("020 7946 0958 x7\nDE\t030 123456\r\nfoo\n\n+80012345678") == [
        "020 7946 0958 x7\t+442079460958\tvalid\tfixed-line\tGB\t7",
        "030 123456\t+4930123456\tvalid\tfixed-line\tDE\t",
        "foo\t\tnot-a-number\tunknown\t\t",
        "\t\tnot-a-number\tunknown\t\t",
        "+80012345678\t+80012345678\tvalid\ttoll-free\t001\t",
      ])
  }

  @Test func aFormatChangesTheSecondColumn() {
    #expect(rows("02079460958", style: .table(.national)) == ["02079460958\t020 7946 0958\tvalid\tfixed-line\tGB\t"])
  }

  @Test func aTabInTheInputIsASpace() {
    #expect(rows("020\t7946") == ["020 7946\t\tnot-a-number\tunknown\t\t"])
    #expect(rows("GB\t020\t7946") == ["020 7946\t\tnot-a-number\tunknown\t\t"])
  }

  @Test func aRegionThatDoesNotExistIsNone() {
    #expect(rows("UK\t02079460958") == ["02079460958\t\tinvalid-country-code\tunknown\t\t"])
    #expect(rows("UK\t+442079460958") == ["+442079460958\t+442079460958\tvalid\tfixed-line\tGB\t"])
  }

  @Test func anExtensionIsGivenAsWritten() {
    #expect(
      rows("020 7946 0958 ext １２", style: .table(.international))
        == ["020 7946 0958 ext １２\t+44 20 7946 0958 x１２\tvalid\tfixed-line\tGB\t１２"])
  }

  @Test("The chunks make no difference", arguments: [1, 2, 3, 7, 4096, 4097])
  func chunks(size: Int) {
    let long = String(repeating: "1", count: 9000)
    let text = "020 7946 0958\nDE\t030 123456\r\n\(long)\nDE\t\(long)\r\n\n112"
    #expect(rows(text, chunk: size) == rows(text))
    #expect(rows(text)[2] == "\(long)\t\ttoo-long\tunknown\t\t")
    #expect(rows(text)[3] == "\(long)\t\ttoo-long\tunknown\t\t")
  }

  @Test func aLongLineIsNotKept() {
    var listing = NumberListing(style: .table(.e164), region: nil)
    let block = [UInt8](repeating: UInt8(ascii: "7"), count: 1 << 16)
    var count = 0
    for _ in 0..<16 {
      block.withUnsafeBytes { listing.read($0) }
      count += listing.output.count
      listing.output.removeAll(keepingCapacity: true)
    }
    listing.finish()
    #expect(count == 1 << 20)
    #expect(String(decoding: listing.output, as: UTF8.self) == "\t\ttoo-long\tunknown\t\t\n")
  }

  @Test(
    arguments: [
      ("020 7946 0958 x7", "020 7946 0958 x7: +442079460958 ext. 7, valid fixed-line number of GB"),
      ("112", "112: emergency number in GB"),
      ("foo\u{1B}[2J", "foo?[2J: not a number"),
      ("+1 202 555 0123", "+1 202 555 0123: +12025550123, valid fixed-line or mobile number of US"),
      ("+883 5100 12345678", "+883 5100 12345678: +883510012345678, valid voip number of +883, of no country"),
      ("+999", "+999: no country has this code"),
    ])
  func prose(written: String, expected: String) {
    #expect(rows(written, style: .prose(.e164)) == [expected])
  }
}
