public import Contacts
import Synchronization

/// Where the bytes of a file go, a piece after the other.
public protocol PieceSink: AnyObject {
  /// Takes the next bytes of the file.
  ///
  /// - Throws: ``Failure`` where they cannot be written; no more are offered then.
  func write(_ piece: [UInt8]) throws(Failure)
}

/// A file in memory.
final class PiecesInMemory: PieceSink {
  private(set) var bytes: [UInt8] = []

  func write(_ piece: [UInt8]) {
    if bytes.isEmpty { bytes = piece } else { bytes += piece }
  }
}

extension RandomAccessCollection where Self: Sendable, Element == Contact {
  /// Writes the contacts a few at a time, on every core and in order, so that memory does not grow with their number.
  ///
  /// - Parameter text: the text of a piece of the contacts, whether it is the first, and what there is to say of it.
  func write(
    to sink: some PieceSink, log: inout DiagnosticLog,
    as text: @Sendable (_ piece: Range<Index>, _ isFirst: Bool, inout DiagnosticLog) -> [UInt8]
  ) throws(Failure) {
    let size = 256
    let state = Mutex((log: log, failure: Failure?.none))
    // One thread at a time takes a piece.
    nonisolated(unsafe) let sink = sink
    inOrder((count + size - 1) / size) { number in
      let start = index(startIndex, offsetBy: number * size)
      let end = index(start, offsetBy: Swift.min(size, count - number * size))
      var log = DiagnosticLog()
      return (bytes: text(start..<end, number == 0, &log), log: log)
    } take: { piece in
      state.withLock { state in
        guard state.failure == nil else { return }
        state.log.append(piece.log)
        do throws(Failure) { try sink.write(piece.bytes) } catch { state.failure = error }
      }
    }
    let (told, failure) = state.withLock { $0 }
    log = told
    if let failure { throw failure }
  }
}

extension Collection where Element == Contact {
  /// Lends the contacts of a piece to `body`, in order: an iterator would copy each.
  func forEach(in piece: Range<Index>, _ body: (borrowing Contact) -> Void) {
    var index = piece.lowerBound
    while index < piece.upperBound {
      body(self[index])
      formIndex(after: &index)
    }
  }
}
