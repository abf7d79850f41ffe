extension Manifest {
  /// A person or room that has a telephone, or several with numbers in a row that are alike.
  public struct Extension: Hashable, Sendable {
    /// What is dialled inside the company, as `1001`; or the first and the last of a range, as `1001-1040`.
    public var number: String
    /// Whose it is; empty where that is unknown.
    public var name = ""
    /// The groups that it belongs to.
    public var groups: [String] = []
    /// The department that it belongs to; empty for none.
    public var department = ""

    /// An extension that is known by its number.
    public init(number: String) { self.number = number }

    /// The largest range.
    public static let maximumRange = 100_000

    /// Every number that the entry stands for, in order.
    public var numbers: [String] {
      guard let (range, digits) = Self.range(number) else { return [number] }
      return range.map { Self.padded($0, to: digits) }
    }

    /// Whether the entry stands for `number`, in constant time.
    public func holds(_ number: String) -> Bool {
      guard let (range, digits) = Self.range(self.number) else { return number == self.number }
      guard number.utf8.count == digits, number.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return false }
      return Int(number).map(range.contains) ?? false
    }

    /// Whether `text` can be an extension's number, and so the name of a file: it begins with a digit and goes on with
    /// at most 30 digits, letters and dashes.
    public static func isNumber(_ text: String) -> Bool {
      guard let first = text.utf8.first, (0x30...0x39).contains(first), text.utf8.count <= 31 else { return false }
      return text.utf8.allSatisfy { byte in
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"): true
        default: false
        }
      }
    }

    /// The numbers between two of equally many digits that a dash parts; nil where `text` is no such range.
    static func range(_ text: String) -> (range: ClosedRange<Int>, digits: Int)? {
      let ends = text.split(separator: "-", omittingEmptySubsequences: false)
      guard ends.count == 2, ends[0].utf8.count == ends[1].utf8.count, ends[0].utf8.count <= 15,
        ends.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
        let first = Int(ends[0]), let last = Int(ends[1]), first <= last, last - first < maximumRange
      else { return nil }
      return (first...last, ends[0].utf8.count)
    }

    /// Numbers in as few words as can be: those in a row as ranges.
    public static func ranges(of numbers: [String]) -> [String] {
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

    private static func padded(_ number: Int, to digits: Int) -> String {
      let text = String(number)
      return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
    }
  }
}
