import Bundle
import Contacts
import Formats
import TextEncoding

#if canImport(Glibc)
  import Glibc
#endif

/// A file that is written piece by piece, and is there whole when it is committed; `-` is standard output.
final class OutputStream: PieceSink {
  private let path: String
  private let file: FileReplacement?

  init(to path: String) throws(Failure) {
    self.path = path
    if path == "-" {
      file = nil
      return
    }
    try Output.refuseBundleFile(path)
    do throws(FileWriteError) { file = try FileReplacement(of: path) } catch { throw Self.failure(error, path) }
  }

  func write(_ piece: [UInt8]) throws(Failure) {
    guard let file else { return Output.write(piece, to: STDOUT_FILENO) }
    do throws(FileWriteError) { try file.write(piece) } catch { throw Self.failure(error, path) }
  }

  /// Puts the file in its place.
  func commit() throws(Failure) {
    do throws(FileWriteError) { try file?.commit() } catch { throw Self.failure(error, path) }
  }

  private static func failure(_ error: FileWriteError, _ path: String) -> Failure {
    Failure(.outputUnwritable, "the file cannot be written: \(error)", file: path)
  }
}

/// Contacts as a file of a format, and files beside it where it refers to some: all that can fail is done, and nothing
/// is in its place yet, but for what went to standard output.
struct PreparedOutput {
  /// The names of the files beside the first.
  let furtherNames: [String]
  private let path: String
  private let form: Form

  private enum Form {
    case files([OutputFile])
    case stream(OutputStream)
  }

  init(
    _ contacts: some RandomAccessCollection<Contact> & Sendable, as format: Format, options: WritingOptions,
    log: inout DiagnosticLog, to path: String
  ) throws(Failure) {
    self.path = path
    if format.isWritten(inPieces: options) {
      let stream = try OutputStream(to: path)
      try format.write(contacts, options: options, to: stream, log: &log)
      (furtherNames, form) = ([], .stream(stream))
      return
    }
    let files = try format.files(contacts, options: options, log: &log)
    if path == "-", files.count > 1 {
      throw Failure(
        .usage, "so many contacts need \(files.count) files",
        help: "name a file with -o; the others are written beside it")
    }
    (furtherNames, form) = (files.dropFirst().map(\.name), .files(files))
  }

  /// Puts the files in their places.
  ///
  /// - Parameters:
  ///   - others: files to be written beside them.
  ///   - inputs: the files that they were made of, which never go.
  /// - Returns: what there is to say of files of an earlier export.
  func commit(with others: [OutputFile] = [], from inputs: [String] = []) throws(Failure) -> [String] {
    switch form {
    case .files(let files): return try Output.write(files, and: others, to: path, from: inputs)
    case .stream(let stream):
      var further = FurtherFiles(of: path)
      if path != "-" { try further.announce(others) }
      for file in others { try Output.write(file.bytes, to: Path.beside(path, file.name)) }
      try stream.commit()
      return path == "-" ? [] : try Output.removeOthers(further, of: path, from: inputs)
    }
  }
}

/// Takes pieces of a file that nobody wants.
final class NoFile: PieceSink {
  func write(_ piece: [UInt8]) {}
}
