import Dispatch

/// `transform` of 0 to `count - 1`, computed at the same time on all processors, in order.
package func concurrentMap<Result: Sendable>(_ count: Int, _ transform: @Sendable (Int) -> Result) -> [Result] {
  guard count > 1 else { return count == 1 ? [transform(0)] : [] }
  return [Result](unsafeUninitializedCapacity: count) { buffer, initialized in
    nonisolated(unsafe) let buffer = buffer
    DispatchQueue.concurrentPerform(iterations: count) { index in
      buffer.initializeElement(at: index, to: transform(index))
    }
    initialized = count
  }
}
