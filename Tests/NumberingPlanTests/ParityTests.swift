import Testing

@testable import NumberingPlan

@Suite("The same answers as libphonenumber")
struct ParityTests {
  @Test("24,000 written numbers of all regions, types and ways of writing")
  func writtenNumbers() throws {
    let rows = try SampleFile("numbers").rows
    #expect(rows.count >= 20_000)
    for row in rows {
      let text = SampleFile.unescaped(row[1])
      var listing = NumberListing(style: .table(.e164), region: Region(row[0]))
      text.withUnsafeBytes { listing.appendFields(Reading.read($0, defaultRegion: Region(row[0])), of: $0, .e164) }
      let answer = String(decoding: listing.output.dropFirst(), as: UTF8.self)
      let expected = row[2...].joined(separator: "\t")
      if answer != expected { Issue.record("\(row[0]) \(row[1]): expected \(expected), found \(answer)") }
    }
  }

  @Test("The formats of numbers of all plans")
  func formats() throws {
    let rows = try SampleFile("formats").rows
    #expect(rows.count > 4_000)
    for row in rows {
      let number = NumberingPlan.parse(row[0], defaultRegion: nil)
      let answer = [PhoneNumber.Format.international, .national, .rfc3966].map(number.formatted)
      if answer != Array(row[1...]) { Issue.record("\(row[0]): expected \(row[1...]), found \(answer)") }
    }
  }

  @Test("Short codes and emergency numbers of all regions")
  func shortNumbers() throws {
    let rows = try SampleFile("short").rows
    #expect(rows.count > 4_000)
    for row in rows {
      let region = try #require(Region(row[0]))
      let digits = try #require(Digits(row[1]))
      let short = NumberingPlan.shortNumber(digits, in: region)
      let answer = [short?.letters ?? "", short?.cost.description ?? "unknown"]
      if answer != Array(row[2...]) { Issue.record("\(row[0]) \(row[1]): expected \(row[2...]), found \(answer)") }
    }
  }
}

extension ShortNumber {
  /// As the sample writes them.
  fileprivate var letters: String {
    let all = [
      ("s", isShortCode), ("e", isEmergency), ("c", connectsToEmergency), ("p", isCarrierSpecific), ("m", isMessaging),
    ]
    return all.filter(\.1).map(\.0).joined()
  }
}

extension ShortNumber.Cost {
  fileprivate var description: String {
    switch self {
    case .tollFree: "toll-free"
    case .standardRate: "standard-rate"
    case .premiumRate: "premium-rate"
    case .unknown: "unknown"
    }
  }
}
