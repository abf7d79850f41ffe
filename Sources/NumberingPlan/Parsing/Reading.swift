/// What reading a text gives: the number, and where its extension was written.
struct Reading {
  var number: PhoneNumber
  /// In characters of the text.
  var writtenExtension: Range<Int> = 0..<0

  static let characterLimit = 250

  /// Reads a number as libphonenumber does, in the order of its steps; see the module's page.
  static func read(_ text: UnsafeRawBufferPointer, defaultRegion: Region?) -> Reading {
    let plan = defaultRegion.flatMap { $0 == .world ? nil : $0.plan }
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: NationalNumber.room) { room in
      let ascii = text.assumingMemoryBound(to: UInt8.self)
      if ascii.count <= characterLimit, let digits = plainDigits(ascii, into: room) {
        let number = NationalNumber(digits: digits.span, isGlobal: digits.hasPlus, room: room)
        return Reading(number: number.resolve(in: plan, extension: Digits()))
      }
      if ascii.count <= characterLimit, ascii.allSatisfy({ $0 < 0x80 }) {
        return readWritten(ascii, in: plan, room: room)
      }
      if ascii.count > 4 * characterLimit { return Reading(number: PhoneNumber(failed: .tooLong)) }
      return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: characterLimit) { symbols in
        let count = Transcoder.transcode(text, into: symbols)
        if count > characterLimit { return Reading(number: PhoneNumber(failed: .tooLong)) }
        return readWritten(Symbols(rebasing: symbols[..<count]), in: plan, room: room)
      }
    }
  }

  /// The digits of a number of nothing but ASCII digits and fillers, perhaps behind a plus sign or what begins no
  /// number; nil for any other, to be read with all the rules.
  @inline(__always)
  private static func plainDigits(
    _ text: UnsafeBufferPointer<UInt8>, into room: UnsafeMutableBufferPointer<UInt8>
  ) -> (span: DigitSpan, hasPlus: Bool)? {
    var at = 0
    while at < text.count, text[at] &- 0x30 >= 10, text[at] != UInt8(ascii: "+") {
      if text[at] >= 0x80 || text[at] == UInt8(ascii: ";") { return nil }
      at &+= 1
    }
    let first = at
    while at < text.count, text[at] == UInt8(ascii: "+") { at &+= 1 }
    let hasPlus = at > first
    var count = 0
    while at < text.count {
      let digit = text[at] &- 0x30
      if digit < 10 {
        room[count] = digit
        count &+= 1
      } else if !Symbol.isPlainFiller(text[at]) {
        return nil
      }
      at &+= 1
    }
    return count < 3 ? nil : (DigitSpan(start: room.baseAddress, count: count), hasPlus)
  }

  /// Reads what is written in any way.
  private static func readWritten(
    _ symbols: Symbols, in plan: Plan?, room: UnsafeMutableBufferPointer<UInt8>
  ) -> Reading {
    guard let context = PhoneContext(in: symbols) else {
      let number = WrittenNumber(symbols: symbols)
      return read(number, number.possibleNumber(), in: plan, room: room)
    }
    guard context.isValid else { return Reading(number: PhoneNumber(failed: .notANumber)) }
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: characterLimit) { joined in
      let number = WrittenNumber(symbols: context.joined(in: joined))
      var reading = read(number, number.symbols.indices, in: plan, room: room)
      let place = reading.writtenExtension
      if !place.isEmpty {
        let start = context.place(ofJoined: place.lowerBound)
        reading.writtenExtension = start..<start + place.count
      }
      return reading
    }
  }

  private static func read(
    _ written: WrittenNumber, _ part: Range<Int>, in plan: Plan?, room: UnsafeMutableBufferPointer<UInt8>
  ) -> Reading {
    var part = written.withoutSubaddress(part)
    guard let base = room.baseAddress, written.isViable(part) else {
      return Reading(number: PhoneNumber(failed: .notANumber))
    }
    if plan == nil, !Symbol.isPlus(written.symbols[part.lowerBound]) {
      return Reading(number: PhoneNumber(failed: .invalidCountryCode))
    }
    var (digits, place) = (Digits(), 0..<0)
    if let (number, found) = written.extensionSplit(part) {
      (part, place) = (number, found)
      for symbol in written.symbols[found] { digits.append(Symbol.digit(symbol)) }
    }
    let first = part.lowerBound
    let afterPlus = part.drop { Symbol.isPlus(written.symbols[$0]) }
    let count = written.normalise(afterPlus.startIndex..<part.upperBound, into: base)
    let number = NationalNumber(
      digits: DigitSpan(start: base, count: count), isGlobal: afterPlus.startIndex > first, room: room)
    let resolved = number.resolve(in: plan, extension: digits)
    return Reading(number: resolved, writtenExtension: resolved.callingCode == 0 ? 0..<0 : place)
  }
}
