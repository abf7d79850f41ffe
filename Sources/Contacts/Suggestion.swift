/// The word that somebody probably meant.
///
/// ```swift
/// Suggestion.nearest(to: "buisness", among: ["business", "mobile"])  // "business"
/// Suggestion.nearest(to: "fax", among: ["business", "mobile"])       // nil
/// ```
public enum Suggestion {
  /// The known word that takes the fewest changes to make of `word`; nil where it takes more than a third of its
  /// letters (one in short words). Case does not count. Of equally near words the first is taken.
  ///
  /// A change is a letter too many, missing, wrong, or two neighbours exchanged (the restricted edit distance of
  /// Damerau). Time is linear in the known words and quadratic in their length, of which 64 letters are looked at.
  public static func nearest(to word: String, among known: some Sequence<String>) -> String? {
    let wanted = Array(word.lowercased().prefix(64))
    var best: (word: String, distance: Int)?
    for candidate in known {
      let letters = Array(candidate.lowercased().prefix(64))
      let allowed = max(1, min(wanted.count, letters.count) / 3)
      guard abs(letters.count - wanted.count) <= allowed else { continue }
      let distance = distance(wanted, letters)
      if distance <= allowed, distance < (best?.distance ?? .max) { best = (candidate, distance) }
    }
    return best?.word
  }

  private static func distance(_ a: [Character], _ b: [Character]) -> Int {
    var beforePrevious: [Int] = []
    var previous = Array(0...b.count)
    for i in a.indices {
      var current = [i + 1]
      for j in b.indices {
        var least = min(previous[j] + (a[i] == b[j] ? 0 : 1), previous[j + 1] + 1, current[j] + 1)
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { least = min(least, beforePrevious[j - 1] + 1) }
        current.append(least)
      }
      (beforePrevious, previous) = (previous, current)
    }
    return previous[b.count]
  }
}
