import Contacts

/// What is wrong with a value of a descriptor, before it is known where it stands.
package struct DescriptorMistake: Error {
  package let what: String

  init(_ what: String) { self.what = what }

  /// A word that is not among `known`, with the nearest that is, or one that it is the beginning of.
  package static func unknown(_ noun: String, _ word: String, among known: [String]) -> DescriptorMistake {
    let near = Suggestion.nearest(to: word, among: known).map { [$0] }
    // Who names a vendor is shown all of its formats.
    var meant = (near ?? (word.count > 2 ? known.filter { $0.hasPrefix(word) } : [])).map { "\"\($0)\"" }
    let mistake = "there is no \(noun) \"\(word)\""
    if let last = meant.popLast() {
      let others = meant.isEmpty ? "" : "\(meant.joined(separator: ", ")) or "
      return DescriptorMistake("\(mistake); did you mean \(others)\(last)?")
    }
    // A list that fills the screen helps nobody.
    return DescriptorMistake(known.count > 20 ? mistake : "\(mistake); known are \(known.joined(separator: ", "))")
  }
}
