/// Answers numbers line by line: bytes go in as they come, lines of the answer come out.
///
/// ```swift
/// var listing = NumberListing(style: .table(.e164), region: Region("GB"))
/// listing.read(chunk)            // as often as there are bytes
/// listing.finish()               // the last line may lack its line feed
/// write(listing.output)          // at any time; then listing.output.removeAll(keepingCapacity: true)
/// ```
///
/// A line is a number, or a region's two letters, a tab and a number; a region that does not exist is none, so that
/// only numbers with a plus sign can be understood. A line ends with LF or CR LF. Memory does not grow with the input
/// or with a line: of a line of more than 4,096 bytes no more is kept, as it is too long for a number.
public struct NumberListing {
  /// The answers so far that nobody has taken.
  public var output: [UInt8] = []

  let style: Style
  let region: Region?
  /// The beginning of a line that has not ended.
  private var pending: [UInt8] = []
  /// Whether the line is too long, and its beginning was answered.
  private var isOverlong = false

  private static let lineLimit = 4096

  /// What an answer looks like.
  public enum Style: Sendable {
    /// Six columns and tabs between: input, number, status, type, region, extension. A tab of the input is a space.
    case table(PhoneNumber.Format)
    /// A sentence for people.
    case prose(PhoneNumber.Format)
  }

  /// A listing in a style; `region` is that of lines that name none.
  public init(style: Style, region: Region?) {
    self.style = style
    self.region = region
  }

  /// Answers the lines that end in the bytes.
  public mutating func read(_ bytes: UnsafeRawBufferPointer) {
    var rest = bytes[...]
    while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
      let part = UnsafeRawBufferPointer(rebasing: rest[..<end])
      if pending.isEmpty, !isOverlong { answer(line: part) } else { endLine(with: part) }
      rest = rest[(end + 1)...]
    }
    keep(UnsafeRawBufferPointer(rebasing: rest))
  }

  /// Answers a last line without a line feed.
  public mutating func finish() {
    if !pending.isEmpty || isOverlong { endLine(with: UnsafeRawBufferPointer(start: nil, count: 0)) }
  }

  /// Answers one line, given without its line feed.
  public mutating func answer(line: UnsafeRawBufferPointer) {
    let line = line.last == UInt8(ascii: "\r") ? UnsafeRawBufferPointer(rebasing: line.dropLast()) : line
    let (region, start) = prefix(of: line)
    let text = UnsafeRawBufferPointer(rebasing: line[start...])
    let reading = Reading.read(text, defaultRegion: region)
    switch style {
    case .table(let format): appendRow(reading, of: text, format)
    case .prose(let format): appendSentence(reading, of: text, region: region, format)
    }
    output.append(UInt8(ascii: "\n"))
  }

  /// The region that a line names, else the default one; and where the number begins.
  private func prefix(of line: UnsafeRawBufferPointer) -> (Region?, start: Int) {
    guard line.count > 2, line[2] == UInt8(ascii: "\t"), Symbol.isLetter(line[0]), Symbol.isLetter(line[1]) else {
      return (region, 0)
    }
    return (Region(UnsafeRawBufferPointer(rebasing: line[..<2])), 3)
  }

  private mutating func endLine(with part: UnsafeRawBufferPointer) {
    if !isOverlong, pending.count + part.count <= NumberListing.lineLimit {
      let line = pending + part
      pending.removeAll(keepingCapacity: true)
      line.withUnsafeBytes { answer(line: $0) }
      return
    }
    keep(part)
    if isOverlong { endOverlongLine() }
    isOverlong = false
  }

  /// Keeps the beginning of a line, or, once it is too long, writes it out as the input that it is.
  private mutating func keep(_ part: UnsafeRawBufferPointer) {
    if part.isEmpty { return }
    if !isOverlong {
      pending.append(contentsOf: part)
      if pending.count <= NumberListing.lineLimit { return }
      isOverlong = true
      let (_, start) = pending.withUnsafeBytes { prefix(of: $0) }
      appendInput(pending[start...])
      pending.removeAll(keepingCapacity: true)
    } else {
      appendInput(part)
    }
  }

  private mutating func endOverlongLine() {
    if case .table = style {
      if output.last == UInt8(ascii: "\r") { output.removeLast() }
      let nothing = UnsafeRawBufferPointer(start: nil, count: 0)
      appendFields(Reading(number: PhoneNumber(failed: .tooLong)), of: nothing, .e164)
    } else {
      output.append(contentsOf: "(a line of more than \(NumberListing.lineLimit) bytes): too long".utf8)
    }
    output.append(UInt8(ascii: "\n"))
  }

  /// The input as a table shows it; of a line too long, prose shows nothing.
  private mutating func appendInput(_ bytes: some Collection<UInt8>) {
    guard case .table = style else { return }
    for byte in bytes { output.append(byte == UInt8(ascii: "\t") ? UInt8(ascii: " ") : byte) }
  }
}
