extension NumberListing {
  /// Input, number, status, type, region, extension.
  mutating func appendRow(_ reading: Reading, of text: UnsafeRawBufferPointer, _ format: PhoneNumber.Format) {
    let start = output.count
    output.append(contentsOf: text)
    for place in start..<output.count where output[place] == UInt8(ascii: "\t") { output[place] = UInt8(ascii: " ") }
    appendFields(reading, of: text, format)
  }

  /// The columns after the input, a tab before each.
  mutating func appendFields(_ reading: Reading, of text: UnsafeRawBufferPointer, _ format: PhoneNumber.Format) {
    let number = reading.number
    let ext = UnsafeRawBufferPointer(rebasing: text[Transcoder.bytes(of: reading.writtenExtension, in: text)])
    appendTab()
    if number.isPossible { number.append(format, extension: ext, to: &output) }
    appendTab()
    append(number.status.name)
    appendTab()
    append(number.type.name)
    appendTab()
    if let region = number.region { region.append(to: &output) }
    appendTab()
    output.append(contentsOf: ext)
  }

  private mutating func appendTab() { output.append(UInt8(ascii: "\t")) }

  private mutating func append(_ text: StaticString) {
    output.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }
}

extension NumberListing {
  /// `020 7946 0958: +442079460958, valid fixed-line number of GB`.
  mutating func appendSentence(
    _ reading: Reading, of text: UnsafeRawBufferPointer, region: Region?, _ format: PhoneNumber.Format
  ) {
    let number = reading.number
    let written = String(decoding: text, as: UTF8.self).unicodeScalars.map { scalar in
      scalar.properties.generalCategory == .control ? "?" : Character(scalar)
    }
    output.append(contentsOf: "\(String(written)): ".utf8)
    if number.isPossible {
      let ext = number.extension.isEmpty || format != .e164 ? "" : " ext. \(number.extension)"
      output.append(contentsOf: "\(number.formatted(format))\(ext), ".utf8)
    }
    output.append(contentsOf: sentence(for: number, region: region, text: text).utf8)
  }

  private func sentence(for number: PhoneNumber, region: Region?, text: UnsafeRawBufferPointer) -> String {
    if number.status == .valid {
      let type = number.type == .fixedLineOrMobile ? "fixed-line or mobile" : number.type.description
      return "valid \(type) number\(place(of: number))"
    }
    if let region, let short = NumberListing.shortNumber(text, in: region) { return short }
    switch number.status {
    case .valid, .possible: return "possible by its length, but of no known range\(place(of: number))"
    case .possibleLocal: return "only a local number\(place(of: number)): the area code is missing"
    case .tooShort: return "too short"
    case .tooLong: return "too long"
    case .invalidLength: return "of no possible length"
    case .invalidCountryCode:
      return region == nil
        ? "no country: begin with + and a country code, or name a region" : "no country has this code"
    case .notANumber: return "not a number"
    }
  }

  private func place(of number: PhoneNumber) -> String {
    guard let region = number.region else { return " of +\(number.callingCode)" }
    return region == .world ? " of +\(number.callingCode), of no country" : " of \(region)"
  }

  /// What nothing but digits is as a short number.
  private static func shortNumber(_ text: UnsafeRawBufferPointer, in region: Region) -> String? {
    guard let digits = Digits(String(decoding: text, as: UTF8.self)),
      let short = NumberingPlan.shortNumber(digits, in: region)
    else { return nil }
    if short.isEmergency { return "emergency number in \(region)" }
    return short.isShortCode ? "short code in \(region)" : nil
  }
}
