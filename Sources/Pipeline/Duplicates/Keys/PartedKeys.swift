import Contacts
import Synchronization

/// The keys of contacts whose parts are read at the same time.
///
/// Each core adds the contacts of one part after another to keys of its own, so that a word is new to each core once, and not
/// in each part again.
final class PartedKeys: Sendable {
  private struct State {
    /// Those that no core fills now.
    var idle: [(number: Int, keys: ContactKeys)] = []
    var count = 0
    /// Where the contacts of each part are, by the part.
    var stretches: [ContactKeys.Stretch?]
  }

  private let state: Mutex<State>

  /// - Parameter parts: how many parts there are.
  init(parts: Int) { state = Mutex(State(stretches: Array(repeating: nil, count: parts))) }

  /// Lets `fill` add the contacts of a part, one of so many of a source that are about as long.
  func add<Filled, Failure>(
    part: Int, of parts: Int, _ fill: (inout ContactKeys) throws(Failure) -> Filled
  ) throws(Failure) -> Filled {
    var (number, keys) = state.withLock { state in
      if let idle = state.idle.popLast() { return idle }
      state.count += 1
      return (state.count - 1, ContactKeys())
    }
    let start = keys.count
    let filled = try fill(&keys)
    // The first part tells how much room all will need that one of two cores reads.
    if start == 0, parts > 2 { keys.makeRoom(times: parts / 2 + 1) }
    state.withLock { state in
      state.stretches[part] = ContactKeys.Stretch(part: number, contacts: start..<keys.count)
      state.idle.append((number, keys))
    }
    return filled
  }

  /// The keys of all parts, in order; nothing of them is left here.
  func joined() -> ContactKeys {
    state.withLock { state in
      var all = state.idle.sorted { $0.number < $1.number }.map(\.keys)
      state.idle = []
      var keys = ContactKeys()
      keys.append(taking: &all, state.stretches.compactMap { $0 })
      return keys
    }
  }
}
