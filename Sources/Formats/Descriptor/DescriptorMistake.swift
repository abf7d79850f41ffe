import Contacts

/// What is wrong with a value of a descriptor, before it is known where it stands.
struct DescriptorMistake: Error {
  let what: String

  init(_ what: String) { self.what = what }

  /// A word that is not among `known`, with the nearest that is.
  static func unknown(_ noun: String, _ word: String, among known: [String]) -> DescriptorMistake {
    let near = Suggestion.nearest(to: word, among: known)
    return DescriptorMistake(
      near.map { "there is no \(noun) \"\(word)\"; did you mean \"\($0)\"?" }
        ?? "there is no \(noun) \"\(word)\"; known are \(known.joined(separator: ", "))")
  }
}
