import Contacts

/// What is wrong with a value of a descriptor, before it is known where it stands.
package struct DescriptorMistake: Error {
  package let what: String

  init(_ what: String) { self.what = what }

  /// A word that is not among `known`, with the nearest that is, or one that it is the beginning of.
  package static func unknown(_ noun: String, _ word: String, among known: [String]) -> DescriptorMistake {
    let near = Suggestion.nearest(to: word, among: known) ?? (word.count > 2 ? known.first { $0.hasPrefix(word) } : nil)
    let mistake = "there is no \(noun) \"\(word)\""
    if let near { return DescriptorMistake("\(mistake); did you mean \"\(near)\"?") }
    // A list that fills the screen helps nobody.
    return DescriptorMistake(known.count > 20 ? mistake : "\(mistake); known are \(known.joined(separator: ", "))")
  }
}
