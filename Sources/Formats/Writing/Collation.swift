import CCollation
public import Contacts
import Glibc

/// The order of a directory, as readers of a language look names up: `Öberg` is among the O in German, and after Z in
/// Swedish.
///
/// ```swift
/// try Collation(language: "sv").sorted(count: names.count) { names[$0] }  // positions, in order
/// ```
///
/// The rules are those of the Unicode Collation Algorithm and of the languages in CLDR, by ICU.
public struct Collation: Sendable {
  private let language: String

  /// The order of a language, by its BCP 47 tag; the order that suits most languages where it is empty.
  ///
  /// - Throws: ``Contacts/Failure`` where the tag is none.
  public init(language: String = "") throws(Failure) {
    guard let rules = collation_open(language) else {
      throw Failure(
        .usage, "there is no language \"\(language)\"", help: "name it by its two or three letters, as sv or de-AT")
    }
    collation_close(rules)
    self.language = language
  }

  /// The language that most people of a region read, as `sv` for `SE`; empty where none is known.
  public static func language(ofRegion code: String) -> String {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 16) { tag in
      guard let start = tag.baseAddress, collation_language_of(code, start, tag.count) else { return "" }
      return String(cString: start)
    }
  }

  /// Positions of `count` texts in their order; equal ones stay as they are. Keys are made on every core.
  func sorted(count: Int, by text: @Sendable (Int) -> String) -> [Int] {
    let size = 1 << 12
    let parts = concurrently((count + size - 1) / size) { part in
      SortKeys(language, of: part * size..<min(count, (part + 1) * size), text)
    }
    return (0..<count).sorted { a, b in
      let order = parts[a / size].withKey(a % size) { a in
        parts[b / size].withKey(b % size) { b in
          guard let first = a.baseAddress, let second = b.baseAddress else { return a.count - b.count }
          let order = memcmp(first, second, min(a.count, b.count))
          return order == 0 ? a.count - b.count : Int(order)
        }
      }
      return order == 0 ? a < b : order < 0
    }
  }
}

/// Sort keys, one behind another.
private struct SortKeys: Sendable {
  private var bytes: [UInt8] = []
  private var ends: [Int] = []

  init(_ language: String, of positions: Range<Int>, _ text: (Int) -> String) {
    let rules = collation_open(language)
    defer { collation_close(rules) }
    var room = [UInt8](repeating: 0, count: 512)
    for position in positions {
      var text = text(position)
      text.withUTF8 { utf8 in
        utf8.withMemoryRebound(to: CChar.self) { utf8 in
          guard let rules else { return }
          var count = collation_key(rules, utf8.baseAddress, utf8.count, &room, room.count)
          if count > room.count {
            room = [UInt8](repeating: 0, count: count)
            count = collation_key(rules, utf8.baseAddress, utf8.count, &room, room.count)
          }
          bytes += room[..<count]
        }
        // Texts that a language takes for equal stand in the order of their bytes.
        bytes += utf8
      }
      ends.append(bytes.count)
    }
  }

  func withKey<Result>(_ index: Int, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    let start = index == 0 ? 0 : ends[index - 1]
    return bytes.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[start..<ends[index]])) }
  }
}
