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
  static func stem(of path: String) -> String {
    let file = path.split(separator: "/").last.map(String.init) ?? path
    return withoutSuffix(file)
  }

  /// The file called `name` in the folder of `path`.
  static func beside(_ path: String, _ name: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return name }
    return path[...slash] + name
  }
}
