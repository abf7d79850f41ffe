/// The words of fields that were seen before: given names, towns and companies come again and again.
///
/// A field is known by a hash of its text, and takes the place of whichever field had its slot.
struct FieldCache: Sendable {
  private var slots: [(text: UInt64, words: Range<Int32>)] = []
  private var words: [KeyBuilder.Word] = []

  private static let slotCount = 2_048
  private static let maximumWords = 16_384

  /// The words of the field with this hash; nil where it was not seen, or was forgotten.
  func words(of text: UInt64) -> ArraySlice<KeyBuilder.Word>? {
    if slots.isEmpty { return nil }
    let slot = slots[Int(truncatingIfNeeded: text) & (Self.slotCount - 1)]
    return slot.text == text ? words[Int(slot.words.lowerBound)..<Int(slot.words.upperBound)] : nil
  }

  mutating func insert(_ text: UInt64, _ found: ArraySlice<KeyBuilder.Word>) {
    if slots.isEmpty || words.count + found.count > Self.maximumWords {
      slots = Array(repeating: (0, 0..<0), count: Self.slotCount)
      words.removeAll(keepingCapacity: true)
    }
    let start = Int32(words.count)
    words += found
    slots[Int(truncatingIfNeeded: text) & (Self.slotCount - 1)] = (text, start..<Int32(words.count))
  }
}
