/// What is written for values, where the target has words of its own.
struct ValueWords: Sendable {
  var pairs: [(written: String, means: String)] = []
  /// Whether nothing but these words may be written.
  var isClosed = false

  var isEmpty: Bool { pairs.isEmpty }

  /// The value that `text` stands for.
  func meant(by text: String) -> String {
    pairs.first { $0.written == text }?.means ?? text
  }

  /// What is written for `value`; nothing for one that has no word where only words may stand.
  func written(for value: String) -> String {
    pairs.first { $0.means == value }?.written ?? (isClosed ? "" : value)
  }

  /// Whether `value` can be written.
  func holds(_ value: String) -> Bool { !isClosed || pairs.contains { $0.means == value } }
}
