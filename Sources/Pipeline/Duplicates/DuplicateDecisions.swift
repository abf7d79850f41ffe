package import Contacts

/// What an admin decided about pairs that were shown for review.
package struct DuplicateDecisions: Sendable {
  private(set) var together: [(a: UInt32, b: UInt32)] = []
  private var apart: [UInt64: Int] = [:]
  private var mentioned: Set<UInt32> = []
  /// Groups of contacts that belong together so far.
  private var groups: [UInt32: UInt32] = [:]

  package init() {}

  /// Adds the decision that two contacts are one person, or are two.
  ///
  /// - Throws: ``Failure`` at `line` where the decisions so far say otherwise.
  package mutating func add(_ a: Int, _ b: Int, areOne: Bool, file: String, line: Int) throws(Failure) {
    let (x, y) = (UInt32(a), UInt32(b))
    if areOne {
      for (pair, earlier) in apart
      where joined(UInt32(truncatingIfNeeded: pair >> 32), UInt32(truncatingIfNeeded: pair), if: (x, y)) {
        throw contradiction(file, line, earlier)
      }
      groups[root(x)] = root(y)
      together.append((x, y))
    } else {
      if root(x) == root(y) { throw contradiction(file, line, 0) }
      apart[Self.key(x, y)] = line
    }
    mentioned.insert(x)
    mentioned.insert(y)
  }

  /// Whether an admin said that the two are different people.
  func areApart(_ a: UInt32, _ b: UInt32) -> Bool { !apart.isEmpty && apart[Self.key(a, b)] != nil }

  /// Whether a decision is about this contact, so that it must not stand for another of equal content.
  func mention(_ contact: UInt32) -> Bool { !mentioned.isEmpty && mentioned.contains(contact) }

  private func root(_ contact: UInt32) -> UInt32 {
    var root = contact
    while let next = groups[root], next != root { root = next }
    return root
  }

  /// Whether `a` and `b` would be together if the two of `pair` were.
  private func joined(_ a: UInt32, _ b: UInt32, if pair: (UInt32, UInt32)) -> Bool {
    let (p, q) = (root(pair.0), root(pair.1))
    let (x, y) = (root(a), root(b))
    return x == y || x == p && y == q || x == q && y == p
  }

  private static func key(_ a: UInt32, _ b: UInt32) -> UInt64 { UInt64(min(a, b)) << 32 | UInt64(max(a, b)) }

  private func contradiction(_ file: String, _ line: Int, _ earlier: Int) -> Failure {
    Failure(
      .usage,
      earlier > 0
        ? "this decision contradicts that of line \(earlier)"
        : "this decision contradicts earlier ones, which join the two",
      file: file, line: line, help: "nothing was merged; remove one of them")
  }
}
