import Dispatch
import Synchronization

/// Batches on their way from one thread to another; nil is the last that comes.
final class XMLLane: Sendable {
  private let waiting = Mutex<[XMLBatch?]>([])
  private let count = DispatchSemaphore(value: 0)

  func put(_ batch: XMLBatch?) {
    waiting.withLock { $0.append(batch) }
    count.signal()
  }

  /// The next batch, as soon as there is one.
  func take() -> XMLBatch? {
    count.wait()
    return waiting.withLock { $0.removeFirst() }
  }
}
