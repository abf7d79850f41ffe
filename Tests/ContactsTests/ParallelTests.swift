import Contacts
import Glibc
import Synchronization
import Testing

@Suite struct ParallelTests {
  /// Values are taken in order, and few wait for their turn, however many there are and however slow the first is.
  @Test(arguments: [0, 1, 7, 5_000]) func valuesAreTakenInOrder(_ count: Int) {
    let made = Atomic(0)
    let taken = Mutex<[Int]>([])
    let mostWaiting = Mutex(0)
    inOrder(count) { index in
      let number = made.add(1, ordering: .relaxed).newValue
      mostWaiting.withLock { $0 = max($0, number - taken.withLock(\.count)) }
      if index == 0 {
        // Until the others are far ahead, if anything lets them be.
        for _ in 0..<1_000_000 where made.load(ordering: .relaxed) > 1_000 { break }
      }
      return index
    } take: { value in
      taken.withLock { $0.append(value) }
    }
    #expect(taken.withLock { $0 } == Array(0..<count))
    #expect(mostWaiting.withLock { $0 } <= max(8, 2 * sysconf(Int32(_SC_NPROCESSORS_ONLN))))
  }
}
