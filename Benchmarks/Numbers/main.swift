import Foundation
import NumberingPlan

// Parses, validates and writes to E.164 every line of a file of CC<TAB>number, in memory, in one thread, so many times.
// Prints the processor time in nanoseconds a number, and how many were valid.
let arguments = CommandLine.arguments
let data = try Data(contentsOf: URL(filePath: arguments[1]))
let rounds = arguments.count > 2 ? Int(arguments[2]) ?? 1 : 1

data.withUnsafeBytes { bytes in
  let lines = bytes.split(separator: UInt8(ascii: "\n")).map { UnsafeRawBufferPointer(rebasing: $0) }
  var valid = 0
  var written: [UInt8] = []
  written.reserveCapacity(32 * lines.count)
  let start = clock()
  for _ in 0..<rounds {
    valid = 0
    written.removeAll(keepingCapacity: true)
    for line in lines {
      let region = Region(UnsafeRawBufferPointer(rebasing: line[..<2]))
      let number = NumberingPlan.parse(UnsafeRawBufferPointer(rebasing: line[3...]), defaultRegion: region)
      if number.isValid { valid += 1 }
      number.appendE164(to: &written)
    }
  }
  let time = Double(clock() - start) / Double(CLOCKS_PER_SEC)
  print(Int(time * 1e9) / rounds / lines.count, valid, written.count)
}
