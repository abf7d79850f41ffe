import Contacts
import Glibc
import TextEncoding

/// The texts of a file's contacts, found without reading what they say: each begins with a dash in the first column.
///
/// Two records of one text are one contact, and a contact that nobody changed need not be written anew.
struct RecordTexts: Sendable {
  private let file: FileBytes
  /// Where each record begins; what stands above the first belongs to it.
  private let starts: [Int]

  init(_ file: FileBytes) {
    self.file = file
    starts = file.withBytes(Self.starts)
  }

  private static func starts(in bytes: UnsafeRawBufferPointer) -> [Int] {
    guard let base = bytes.baseAddress else { return [] }
    var starts: [Int] = []
    if bytes.starts(with: "- ".utf8) { starts.append(0) }
    var offset = 0
    while let found = memchr(base + offset, 0x0A, bytes.count - offset) {
      offset = UnsafeRawPointer(found) - base + 1
      guard offset + 1 < bytes.count, bytes[offset] == UInt8(ascii: "-") else { continue }
      if bytes[offset + 1] == UInt8(ascii: " ") || bytes[offset + 1] == 0x0A { starts.append(offset) }
    }
    if !starts.isEmpty { starts[0] = 0 }
    return starts
  }

  var count: Int { starts.count }

  private func range(_ index: Int) -> Range<Int> {
    starts[index]..<(index + 1 < starts.count ? starts[index + 1] : file.count)
  }

  /// Adds the text of a record to `bytes`, with a line feed at its end.
  func append(_ index: Int, to bytes: inout [UInt8]) {
    file.withBytes { bytes.append(contentsOf: $0[range(index)]) }
    if bytes.last != UInt8(ascii: "\n") { bytes.append(UInt8(ascii: "\n")) }
  }

  /// The records that are in one of two files only, in order; a text that a file has several times is paired as often.
  static func differing(_ a: RecordTexts, _ b: RecordTexts) -> (inFirst: [Int], inSecond: [Int]) {
    let (first, second) = (a.hashes, b.hashes)
    var places: [Int: Int] = [:]
    places.reserveCapacity(first.count)
    for index in first.indices where places[first[index]] == nil { places[first[index]] = index }
    var isPaired = [Bool](repeating: false, count: first.count)
    var inSecond: [Int] = []
    for index in second.indices {
      guard let place = places[second[index]], !isPaired[place], a.equals(place, b, index) else {
        inSecond.append(index)
        continue
      }
      isPaired[place] = true
    }
    return (first.indices.filter { !isPaired[$0] }, inSecond)
  }

  private var hashes: [Int] {
    let size = 4_096
    return Array(
      concurrentMap((count + size - 1) / size) { chunk in
        file.withBytes { bytes in
          (chunk * size..<min(count, (chunk + 1) * size)).map { index in
            var hasher = Hasher()
            hasher.combine(bytes: UnsafeRawBufferPointer(rebasing: bytes[range(index)]))
            return hasher.finalize()
          }
        }
      }.joined())
  }

  private func equals(_ index: Int, _ other: RecordTexts, _ otherIndex: Int) -> Bool {
    let (mine, others) = (range(index), other.range(otherIndex))
    guard mine.count == others.count else { return false }
    return file.withBytes { bytes in
      other.file.withBytes { otherBytes in
        guard let start = bytes.baseAddress, let otherStart = otherBytes.baseAddress else { return true }
        return memcmp(start + mine.lowerBound, otherStart + others.lowerBound, mine.count) == 0
      }
    }
  }

  /// Some of the records as a file of their own.
  func file(of indices: [Int]) -> FileBytes {
    var bytes: [UInt8] = []
    for index in indices { append(index, to: &bytes) }
    return FileBytes(bytes)
  }
}
