import Glibc

/// One conversion to UTF-8 by the system's iconv.
struct Iconv: ~Copyable {
  private let handle: iconv_t

  /// A conversion from `encoding`, or nil where the system knows none of that name.
  init?(from encoding: String) {
    guard let handle = iconv_open("UTF-8", encoding), handle != iconv_t(bitPattern: -1) else { return nil }
    self.handle = handle
  }

  deinit { iconv_close(handle) }

  enum Stop {
    case done, outputFull, invalid, incomplete
  }

  /// Converts from `input` to `output`, moving both on; says why it stopped.
  func convert(_ input: inout UnsafeRawBufferPointer, to output: inout UnsafeMutableRawBufferPointer) -> Stop {
    var source = input.baseAddress.map { UnsafeMutablePointer(mutating: $0.assumingMemoryBound(to: CChar.self)) }
    var target = output.baseAddress?.assumingMemoryBound(to: CChar.self)
    var sourceLeft = input.count
    var targetLeft = output.count
    let result = iconv(handle, &source, &sourceLeft, &target, &targetLeft)
    let reason = errno
    input = UnsafeRawBufferPointer(start: source, count: sourceLeft)
    output = UnsafeMutableRawBufferPointer(start: target, count: targetLeft)
    guard result == -1 else { return .done }
    switch reason {
    case E2BIG: return .outputFull
    case EINVAL: return .incomplete
    default: return .invalid
    }
  }

  /// Writes what is still held back of a character that could have gone on.
  func finish(to output: inout UnsafeMutableRawBufferPointer) -> Stop {
    var target = output.baseAddress?.assumingMemoryBound(to: CChar.self)
    var targetLeft = output.count
    let result = iconv(handle, nil, nil, &target, &targetLeft)
    output = UnsafeMutableRawBufferPointer(start: target, count: targetLeft)
    return result == -1 ? .outputFull : .done
  }
}
