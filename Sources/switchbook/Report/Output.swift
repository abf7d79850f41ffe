import Bundle
import Contacts
import Formats
import TextEncoding
import XMLSyntax

#if canImport(Glibc)
  import Glibc
#endif

/// Standard output, standard error and output files.
enum Output {
  /// Writes a text and a line feed to standard output; ends quietly where nobody reads it any longer.
  static func print(_ text: String) { write(Array("\(text)\n".utf8), to: STDOUT_FILENO) }

  /// Writes a text and a line feed to standard error.
  static func complain(_ text: String) { write(Array("\(text)\n".utf8), to: STDERR_FILENO) }

  /// Writes a file whole or not at all; `-` is standard output.
  static func write(_ bytes: [UInt8], to path: String) throws(Failure) {
    let file = try OutputStream(to: path)
    try file.write(bytes)
    try file.commit()
  }

  /// Refuses a path of a bundle's own files.
  static func refuseBundleFile(_ path: String) throws(Failure) {
    if Bundle.folder(owning: path) == nil { return }
    throw Failure(
      .outputUnwritable, "this is a file of a bundle, which only its own commands write", file: path,
      help: "choose another name or folder")
  }

  /// Writes the first of some files to `path`, and the others, which it refers to, beside it. They are written first, so
  /// that the first never refers to a file that is not there; those of an earlier export that are not among them go.
  ///
  /// - Parameters:
  ///   - others: further files that it does not refer to.
  ///   - inputs: the files that they were made of, which never go.
  /// - Returns: what there is to say of files of an earlier export.
  static func write(
    _ files: [OutputFile], and others: [OutputFile], to path: String, from inputs: [String]
  ) throws(Failure) -> [String] {
    guard let first = files.first else { return [] }
    if path == "-" {
      for file in others { try write(file.bytes, to: file.name) }
      write(first.bytes, to: STDOUT_FILENO)
      return []
    }
    var further = FurtherFiles(of: path)
    for file in files.dropFirst() where !further.isOurs(file.name) {
      // Nobody named this file: what lies there may be somebody else's.
      let place = Path.beside(path, file.name)
      if let old = try? FileBytes(path: place), !old.isDirectory(like: file) {
        throw Failure(
          .outputUnwritable, "a further file would replace this one, which is no such directory", file: place,
          help: "choose another name or folder with -o")
      }
    }
    let all = files.dropFirst() + others
    try further.announce(all)
    for file in all { try write(file.bytes, to: Path.beside(path, file.name)) }
    try write(first.bytes, to: path)
    return try removeOthers(further, of: path, from: inputs)
  }

  /// Removes the further files of an earlier export that there are none of any longer; what there is to say.
  static func removeOthers(
    _ further: FurtherFiles, of path: String, from inputs: [String]
  ) throws(Failure) -> [String] {
    let (removed, kept) = try further.removeOthers { name in
      inputs.contains { Path.isRead(Path.beside(path, name), from: $0) }
    }
    return removed.map { "\(Path.beside(path, $0)): removed, an earlier export wrote it and this one does not" }
      + kept.map { "\(Path.beside(path, $0)): an earlier export wrote it, but it was changed since and stays" }
  }

  static func write(_ bytes: [UInt8], to descriptor: Int32) {
    bytes.withUnsafeBytes { buffer in
      do throws(FileWriteError) { try buffer.write(to: descriptor) } catch {
        if error.isBrokenPipe { exit(0) }
        exit(2)
      }
    }
  }
}

extension FileBytes {
  /// Whether the file is a directory of the same kind as `file`, by its root element.
  fileprivate func isDirectory(like file: OutputFile) -> Bool {
    guard let root = file.bytes.withUnsafeBytes(xmlRootName) else { return false }
    return withBytes(xmlRootName) == root
  }
}
