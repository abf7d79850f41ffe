/// The words of fields that were seen before: given names, towns and companies come again and again.
///
/// A field of one or two words is known by a hash of its text, and takes the place of whichever field had its slot.
struct FieldCache: Sendable {
  struct Entry: Sendable {
    var text: UInt64 = 0
    /// 0 in a free slot.
    var count = 0
    var first = KeyBuilder.Word()
    var second = KeyBuilder.Word()
  }

  private var slots: [Entry] = []

  /// So few that they stay close to a core.
  private static let slotCount = 512

  /// The words of the field with this hash; nil where it was not seen, or was forgotten.
  @inline(__always)
  func entry(of text: UInt64) -> Entry? {
    if slots.isEmpty { return nil }
    let entry = slots[Int(truncatingIfNeeded: text) & (Self.slotCount - 1)]
    return entry.text == text && entry.count > 0 ? entry : nil
  }

  mutating func insert(_ text: UInt64, _ words: ArraySlice<KeyBuilder.Word>) {
    guard let first = words.first, words.count <= 2 else { return }
    if slots.isEmpty { slots = Array(repeating: Entry(), count: Self.slotCount) }
    slots[Int(truncatingIfNeeded: text) & (Self.slotCount - 1)] = Entry(
      text: text, count: words.count, first: first, second: words.count > 1 ? words[words.startIndex + 1] : first)
  }
}
