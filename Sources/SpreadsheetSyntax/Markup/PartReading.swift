import TextEncoding
import ZipSyntax

extension FileBytes {
  /// Reads the XML of an entry of the archive in these bytes, as it is unpacked.
  ///
  /// - Returns: the handler with what it took.
  /// - Throws: ``WorkbookError`` where the entry cannot be unpacked or is not well formed.
  func readMarkup<Handler: MarkupHandler>(
    of entry: ZipArchive.Entry, in archive: ZipArchive, to handler: Handler
  ) throws(WorkbookError) -> Handler {
    let part = try PartBytes(self, archive, entry)
    var scanner = MarkupScanner(handler, read: part.read)
    do throws(WorkbookError) { try scanner.run() } catch {
      guard case .damaged(let what) = error, !what.hasPrefix(entry.name) else { throw error }
      throw .damaged("\(entry.name): \(what)")
    }
    return scanner.handler
  }

  /// Hands every element of a small part to `body` as it begins.
  func elements(
    of entry: ZipArchive.Entry, in archive: ZipArchive, _ body: (MarkupElement) -> Void
  ) throws(WorkbookError) {
    let result: Result<Void, WorkbookError> = withoutActuallyEscaping(body) { body in
      do throws(WorkbookError) {
        _ = try readMarkup(of: entry, in: archive, to: Openings(body: body))
        return .success(())
      } catch {
        return .failure(error)
      }
    }
    try result.get()
  }
}

/// An entry of an archive as it is unpacked.
private final class PartBytes {
  private let entry: ZipArchive.Entry
  private let file: FileBytes
  private let reader: ZipReader
  private var stream: ZipStream

  init(_ file: FileBytes, _ archive: ZipArchive, _ entry: ZipArchive.Entry) throws(WorkbookError) {
    self.file = file
    self.entry = entry
    let opened: ZipReader
    do throws(ZipError) { opened = try archive.reader(file.bytes) } catch { throw .damaged(error.reason) }
    do throws(ZipArchive.Problem) { stream = try opened.open(entry) } catch { throw Self.error(error, entry) }
    reader = opened
  }

  func read(into block: UnsafeMutableRawBufferPointer) throws(WorkbookError) -> Int {
    do throws(ZipArchive.Problem) { return try stream.read(into: block) } catch { throw Self.error(error, entry) }
  }

  private static func error(_ problem: ZipArchive.Problem, _ entry: ZipArchive.Entry) -> WorkbookError {
    switch problem {
    case .encrypted: .encrypted
    case .tooLarge:
      .tooLarge(
        "\(entry.name) unpacks to \(entry.size >> 20) MiB, \(entry.size / max(1, entry.packedSize)) times its packed size"
      )
    case .climbs, .nested, .damaged: .damaged("\(entry.name): \(problem.rawValue)")
    }
  }
}

/// Elements as they begin, and nothing else.
private struct Openings: MarkupHandler {
  let body: (MarkupElement) -> Void
  mutating func open(_ element: MarkupElement) { body(element) }
  mutating func text(_ bytes: UnsafeRawBufferPointer) {}
  mutating func close(_ name: MarkupName) {}
  var isDone: Bool { false }
}
