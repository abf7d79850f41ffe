import Bundle
import Contacts
import Formats

#if canImport(Glibc)
  import Glibc
#endif

/// File names, as text.
enum Path {
  /// The path without the suffix of its last part: `out/import-me` of `out/import-me.csv`.
  static func withoutSuffix(_ path: String) -> String {
    let start = path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex
    guard let dot = path[start...].lastIndex(of: "."), dot > start else { return path }
    return String(path[..<dot])
  }

  /// The last part of the path without its suffix, of small letters, digits and dashes only: `my-customers` of
  /// `lists/My Customers.csv`.
  static func word(of path: String) -> String {
    let letters = stem(of: path).lowercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" }
    let word = String(letters).split(separator: "-").joined(separator: "-")
    return word.isEmpty ? "table" : word
  }

  /// The last part of the path without its suffix: `customers` of `lists/customers.csv`.
  static func stem(of path: String) -> String { withoutSuffix(name(of: path)) }

  /// The last part of the path: `customers.csv` of `lists/customers.csv`.
  static func name(of path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }

  /// The file called `name` in the folder of `path`.
  static func beside(_ path: String, _ name: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return name }
    return path[...slash] + name
  }

  /// Refuses outputs of which one is a file that is read, or another output: only one of both would be left.
  static func refuseClashes(of outputs: [String?], with inputs: [String?]) throws(Failure) {
    let outputs = outputs.compactMap(\.self)
    for (index, output) in outputs.enumerated() {
      if output != "-", let input = inputs.compactMap(\.self).first(where: { isRead(output, from: $0) }) {
        let what = isSameFile(input, output) ? "the input \(input)" : "a file of the input \(input)"
        throw Failure(.usage, "\(output) is \(what), which would be gone", help: "write to another file")
      }
      if outputs[..<index].contains(where: { $0 == output || isSameFile($0, output) }) {
        let what = output == "-" ? "standard output" : output
        throw Failure(.usage, "\(what) is to be written twice", help: "write each to a file of its own")
      }
    }
  }

  /// Whether a file is an input, or there already among the cards of a folder that is one.
  static func isRead(_ file: String, from input: String) -> Bool {
    isSameFile(input, file) || Input.isNamedLikeCards(file) && isSameFile(file, file) && Bundle.isInside(file, input)
  }

  /// Whether two paths name the same file, by whatever way; not where one is not there.
  static func isSameFile(_ a: String, _ b: String) -> Bool {
    var (first, second) = (stat(), stat())
    guard stat(a, &first) == 0, stat(b, &second) == 0 else { return false }
    return first.st_dev == second.st_dev && first.st_ino == second.st_ino && first.st_mode & S_IFMT == S_IFREG
  }
}
