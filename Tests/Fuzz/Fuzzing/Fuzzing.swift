import Foundation

/// Runs libFuzzer over a function; a fuzz target's main.swift is one call of it. A crash, a failed precondition, a
/// memory error or a time-out is a finding, and the bytes that did it are left in a file.
public func fuzz(_ body: @escaping (UnsafeRawBufferPointer) -> Void) -> Never {
  target = body
  var count = CommandLine.argc
  var arguments = CommandLine.unsafeArgv
  exit(runDriver(&count, &arguments, testOneInput))
}

nonisolated(unsafe) private var target: (UnsafeRawBufferPointer) -> Void = { _ in }

/// libFuzzer links a `main` of its own, unused here, that wants this name.
@_cdecl("LLVMFuzzerTestOneInput")
func testOneInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  target(UnsafeRawBufferPointer(start: bytes, count: count))
  return 0
}

private typealias Arguments = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>

@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
  _ count: UnsafeMutablePointer<CInt>, _ arguments: UnsafeMutablePointer<Arguments>,
  _ target: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt
