import Contacts

/// One extension's number, as `1001`, or those from a first to a last one of equally many digits, as `1001-1040`.
public struct NumberRange: Hashable, Sendable, CustomStringConvertible {
  /// As it is written.
  public let description: String
  private let ends: ClosedRange<Int>?
  private let digits: Int

  /// The largest range, and the most extensions of a bundle.
  public static let maximumCount = 100_000

  /// Reads a number or a range; nil where ``mistake(in:)`` has something to say.
  public init?(_ text: String) {
    guard Self.mistake(in: text) == nil else { return nil }
    description = text
    let parts = text.split(separator: "-")
    digits = parts[0].utf8.count
    if parts.count == 2, let first = Int(parts[0]), let last = Int(parts[1]) { ends = first...last } else { ends = nil }
  }

  /// What is wrong with `text` as a number or range; nil where nothing is.
  public static func mistake(in text: String) -> String? {
    if ExtensionNumber.isValid(text) { return nil }
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    let areDigits = parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }
    guard parts.count == 2, areDigits else {
      return "\"\(text)\" is no extension: write its number, of digits and letters, or a range as 1001-1040"
    }
    guard parts[0].utf8.count == parts[1].utf8.count, parts[0].utf8.count <= 15, let first = Int(parts[0]),
      let last = Int(parts[1])
    else { return "the ends of the range \(text) must have equally many digits, at most 15" }
    if first > last { return "the range \(text) runs backwards" }
    if last - first >= maximumCount { return "the range \(text) has more than \(maximumCount) numbers" }
    return nil
  }

  /// How many numbers there are.
  public var count: Int { ends?.count ?? 1 }

  /// Every number, in order.
  public var numbers: [String] {
    guard let ends else { return [description] }
    return ends.map { Self.padded($0, to: digits) }
  }

  /// Whether `number` is among them, in constant time.
  public func contains(_ number: String) -> Bool {
    guard let ends else { return number == description }
    guard number.utf8.count == digits, number.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return false }
    return Int(number).map(ends.contains) ?? false
  }

  /// Whether any number is among those of both.
  public func overlaps(_ other: NumberRange) -> Bool {
    switch (ends, other.ends) {
    case (let mine?, let others?): digits == other.digits && mine.overlaps(others)
    case (nil, _): other.contains(description)
    case (_, nil): contains(other.description)
    }
  }

  /// The numbers that are not among those of `other`, as ranges.
  public func without(_ other: NumberRange) -> [NumberRange] {
    guard overlaps(other) else { return [self] }
    guard let ends, let others = other.ends ?? Int(other.description).map({ $0...$0 }) else { return [] }
    var rest: [NumberRange] = []
    if ends.lowerBound < others.lowerBound { rest.append(range(ends.lowerBound...(others.lowerBound - 1))) }
    if ends.upperBound > others.upperBound { rest.append(range((others.upperBound + 1)...ends.upperBound)) }
    return rest
  }

  /// The numbers that are among those of both, as a range; nil where there are none.
  public func common(with other: NumberRange) -> NumberRange? {
    guard overlaps(other) else { return nil }
    guard let ends, let others = other.ends else { return ends == nil ? self : other }
    return range(ends.clamped(to: others))
  }

  private func range(_ ends: ClosedRange<Int>) -> NumberRange { NumberRange(ends, digits: digits) }

  private init(_ ends: ClosedRange<Int>, digits: Int) {
    let isOne = ends.count == 1
    let (first, last) = (Self.padded(ends.lowerBound, to: digits), Self.padded(ends.upperBound, to: digits))
    description = isOne ? first : "\(first)-\(last)"
    self.ends = isOne ? nil : ends
    self.digits = digits
  }

  private static func padded(_ number: Int, to digits: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
  }

  /// Numbers in as few words as can be: those in a row as ranges.
  public static func words(for numbers: [String]) -> [String] {
    var result: [(first: String, last: String)] = []
    let sorted = numbers.sorted { ($0.utf8.count, $0) < ($1.utf8.count, $1) }
    for number in sorted {
      if let last = result.last?.last, last.utf8.count == number.utf8.count, let a = Int(last), Int(number) == a + 1 {
        result[result.count - 1].last = number
      } else {
        result.append((number, number))
      }
    }
    return result.map { $0.first == $0.last ? $0.first : "\($0.first)-\($0.last)" }
  }
}
