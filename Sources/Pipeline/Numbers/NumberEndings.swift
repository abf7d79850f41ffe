import Contacts
import NumberingPlan

extension Contact {
  /// Makes numbers of their own of what differs in its last digits only: `030 23125001/02`, `212-555-0104/0105/0106`.
  mutating func splitEndings(in region: Region?, at place: Place, log: inout DiagnosticLog) {
    guard numbers.hasAny({ $0.number.isEmpty && $0.raw.hasByte(UInt8(ascii: "/")) }) else { return }
    numbers = numbers.flatMap { number -> [Number] in
      let all = NumberEndings.numbers(in: number.raw, region: region)
      guard number.number.isEmpty, all.count > 1 else { return [number] }
      log.add(.numbersSplit, number.kind.rawValue, at: place, example: number.raw)
      return all.map { raw in
        var single = number
        single.raw = raw
        return single
      }
    }
  }
}

/// Numbers of which only the first is written out. Put one behind another they would be the number of somebody else, and
/// in countries whose numbers are of any length a valid one.
private enum NumberEndings {
  /// More digits are no ending of another number.
  private static let maximumDigits = 4

  /// The numbers of a text; none where it is not a number and endings, each of which makes another number of it.
  static func numbers(in text: String, region: Region?) -> [String] {
    let pieces = text.split(separator: "/").map { $0.trimmed() }
    let endings = pieces.reversed().prefix { 1...maximumDigits ~= $0.utf8.count && $0.utf8.allSatisfy(\.isDigit) }.count
    // An area code may stand before a slash as well.
    for count in max(1, pieces.count - endings)..<max(1, pieces.count) {
      let first = pieces[..<count].joined(separator: "/")
      guard NumberingPlan.parse(first, defaultRegion: region).isValid else { continue }
      let digits = first.utf8.reversed().prefix(while: \.isDigit).count
      let others = pieces[count...].filter { $0.utf8.count <= digits }.map { String(first.dropLast($0.count)) + $0 }
      guard others.count == pieces.count - count,
        others.allSatisfy({ NumberingPlan.parse($0, defaultRegion: region).isValid })
      else { return [] }
      return [first] + others
    }
    return []
  }
}
