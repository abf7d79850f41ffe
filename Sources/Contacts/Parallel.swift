import Dispatch
import Glibc
import Synchronization

/// The results of `body` for 0 up to `count`, in order, worked out on every core.
///
/// The results are those of a loop, whatever the number of threads; where several calls throw, the error of the lowest
/// index is thrown.
package func inParallel<Result: Sendable>(
  _ count: Int, _ body: @Sendable (Int) throws(Failure) -> Result
) throws(Failure) -> [Result] {
  if count == 1 { return [try body(0)] }
  let results = Mutex<[Swift.Result<Result, Failure>?]>(Array(repeating: nil, count: count))
  DispatchQueue.concurrentPerform(iterations: count) { index in
    let result = Swift.Result { () throws(Failure) in try body(index) }
    results.withLock { $0[index] = result }
  }
  var values: [Result] = []
  values.reserveCapacity(count)
  for case .some(let result) in results.withLock({ $0 }) { values.append(try result.get()) }
  return values
}

/// The results of `body` for 0 up to `count`, in order, worked out on every core.
package func concurrently<Result: Sendable>(_ count: Int, _ body: @Sendable (Int) -> Result) -> [Result] {
  let results = Mutex<[Result?]>(Array(repeating: nil, count: count))
  DispatchQueue.concurrentPerform(iterations: count) { index in
    let result = body(index)
    results.withLock { $0[index] = result }
  }
  var values: [Result] = []
  values.reserveCapacity(count)
  for case let result? in results.withLock({ $0 }) { values.append(result) }
  return values
}

/// Makes values on every core and hands them on one at a time, in order, each as soon as it is its turn.
///
/// `take` is never called twice at once; values that are made early wait for their turn, and only so many are made early
/// that memory does not grow with `count`.
package func inOrder<Value: Sendable>(
  _ count: Int, make: @Sendable (Int) -> Value, take: @Sendable (Value) -> Void
) {
  let queue = Mutex(OrderedQueue<Value>())
  let room = DispatchSemaphore(value: max(8, 2 * sysconf(Int32(_SC_NPROCESSORS_ONLN))))
  DispatchQueue.concurrentPerform(iterations: count) { _ in
    // Who has room takes the lowest index that is left, so that the one whose turn is next never waits for room.
    room.wait()
    let index = queue.withLock { $0.begin() }
    let made = make(index)
    var turn = queue.withLock { $0.add(made, at: index) }
    while let value = turn {
      take(value)
      room.signal()
      turn = queue.withLock { $0.following() }
    }
  }
}

/// Values that wait for their turn, and whose turn it is.
private struct OrderedQueue<Value: Sendable> {
  private var waiting: [Int: Value] = [:]
  private var begun = 0
  private var next = 0
  private var isTaking = false

  /// The lowest index that nobody makes yet.
  mutating func begin() -> Int {
    defer { begun += 1 }
    return begun
  }

  /// Adds a value; the one whose turn it is, if nobody takes one now.
  mutating func add(_ value: Value, at index: Int) -> Value? {
    waiting[index] = value
    return isTaking ? nil : start()
  }

  /// The value after the one just taken, if it is there.
  mutating func following() -> Value? {
    next += 1
    return start()
  }

  private mutating func start() -> Value? {
    let value = waiting.removeValue(forKey: next)
    isTaking = value != nil
    return value
  }
}
