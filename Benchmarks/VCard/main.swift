// Reads cards into contacts and writes them again: `BenchVCard time FILE [ROUNDS]` tells seconds of one core a round,
// `BenchVCard copy FILE` writes the cards to standard output.
import Contacts
import Formats
import Glibc

struct Copying: RecordSink {
  var log = DiagnosticLog()
  var count = 0
  let format: Format
  var batch: [Contact] = []
  var bytes = 0
  var keeps = false
  var output: [UInt8] = []

  mutating func accept(_ contact: inout Contact, at place: Place) {
    count += 1
    batch.append(contact)
    if batch.count == 1_000 { flush() }
  }

  mutating func reject(_ code: DiagnosticCode, _ subject: String, at place: Place) {}

  mutating func flush() {
    guard let written = try? format.write(batch, log: &log) else { return }
    bytes += written.count
    if keeps { output += written }
    batch.removeAll(keepingCapacity: true)
  }
}

func copied(_ path: String, _ library: FormatLibrary, keeps: Bool) throws -> Copying {
  let format = try library.format(named: "vcard")
  let source = try Input(path: path, library: library, options: .init(format: format)).source
  var sink = Copying(format: format)
  sink.keeps = keeps
  for part in 0..<source.partCount { try source.read(part: part, into: &sink) }
  sink.flush()
  return sink
}

let arguments = CommandLine.arguments
let library = try FormatLibrary()
if arguments[1] == "copy" {
  let sink = try copied(arguments[2], library, keeps: true)
  sink.output.withUnsafeBytes { bytes in
    var done = 0
    while done < bytes.count {
      let count = write(STDOUT_FILENO, bytes.baseAddress.map { $0 + done }, bytes.count - done)
      if count <= 0 { exit(1) }
      done += count
    }
  }
} else {
  for _ in 0..<(arguments.count > 3 ? Int(arguments[3]) ?? 3 : 3) {
    let start = clock()
    let sink = try copied(arguments[2], library, keeps: false)
    print("\(sink.count) cards, \(sink.bytes) bytes written, \(Double(clock() - start) / 1e6) s")
  }
  var usage = rusage()
  getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
  print("peak memory \(usage.ru_maxrss / 1024) MB")
}
