import ArgumentParser
import Contacts
import TextEncoding

/// Files that are named after the extension whose personal contacts they hold.
enum PersonalFiles {
  /// The files of the folders among `paths`, hidden ones left out, and the files among them.
  static func all(in paths: [String]) throws(Failure) -> [String] {
    var result: [String] = []
    for path in paths {
      guard let names = Folder.names(in: path) else {
        result.append(path)
        continue
      }
      let folder = path.hasSuffix("/") ? path : "\(path)/"
      result += names.filter { !$0.hasPrefix(".") }.sorted().map { folder + $0 }
    }
    if result.isEmpty { throw Failure(.fileMissing, "the folder holds no file", file: paths.first ?? "") }
    return result
  }

  /// Fails where what was told as an owner is no extension's number.
  static func refuseInvalid(_ owner: String?) throws {
    guard let owner, !ExtensionNumber.isValid(owner) else { return }
    throw ValidationError("\"\(owner)\" is no extension number: a digit, then digits and letters.")
  }

  /// The extension that a file is named after.
  static func owner(of path: String) throws(Failure) -> String {
    let stem = Path.stem(of: path)
    if ExtensionNumber.isValid(stem) { return stem }
    throw Failure(
      .ownerInvalid, "the file is not named after an extension", file: path, help: "name it as 1001.csv, or use --owner"
    )
  }
}
