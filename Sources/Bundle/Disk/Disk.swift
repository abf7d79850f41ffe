import Glibc

/// The steps that change a disk, each of which a test can let fail.
package struct Disk: Sendable {
  /// Asked before every step: the system's number of the error to fail with, 0 for none.
  private let fault: @Sendable () -> Int32

  /// A disk whose every step asks `fault` first.
  package init(fault: @escaping @Sendable () -> Int32) { self.fault = fault }

  /// The disk as it is.
  package static let real = Disk { 0 }

  /// Whether a step that returns 0 was done; where it was not, `errno` says why.
  func does(_ step: () -> Int32) -> Bool {
    let number = fault()
    if number != 0 {
      errno = number
      return false
    }
    return step() == 0
  }

  /// A descriptor that a step opens; -1 where it cannot, and `errno` says why.
  func opens(_ step: () -> Int32) -> Int32 {
    let number = fault()
    if number != 0 {
      errno = number
      return -1
    }
    return step()
  }
}
