// Reads cards into contacts and writes them again.
//
//     BenchVCard time FILE ROUNDS     seconds of one thread a round
//     BenchVCard both FILE ROUNDS     seconds by the clock a round, on all cores
//     BenchVCard copy FILE            the cards, to standard output
import Contacts
import Formats
import Glibc

/// A composer where many can hold it.
final class Cards {
  var composer: CardComposer

  init(_ format: Format) { composer = CardComposer(format) }
}

/// Writes each card as soon as it is read, as the peers do.
struct Copying: RecordSink {
  var log = DiagnosticLog()
  let cards: Cards
  /// Whether what is written is kept; peers hand it to nobody either when they are timed.
  let keepsOutput: Bool
  var count = 0
  var written = 0
  var output: [UInt8] = []

  mutating func accept(_ contact: inout Contact, at place: Place) {
    count += 1
    cards.composer.write(contact, log: &log)
    if cards.composer.count > 1 << 16 { flush() }
  }

  mutating func reject(_ code: DiagnosticCode, _ subject: String, at place: Place) {}

  mutating func flush() {
    let file = cards.composer.take()
    written += file.count
    if keepsOutput { output += file }
  }
}

func copied(
  _ part: Int, of source: some ContactSource, _ format: Format, keepsOutput: Bool = false
) throws(Failure) -> Copying {
  var sink = Copying(cards: Cards(format), keepsOutput: keepsOutput)
  try source.read(part: part, into: &sink)
  sink.flush()
  return sink
}

func clock(_ id: Int32) -> Double {
  var time = timespec()
  clock_gettime(id, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

let arguments = CommandLine.arguments
let library = try FormatLibrary()
let format = try library.format(named: "vcard")

func open(_ path: String) throws(Failure) -> any ContactSource {
  try Input(path: path, library: library, options: .init(format: format)).source
}

switch arguments[1] {
case "copy":
  let source = try open(arguments[2])
  for part in 0..<source.partCount {
    try copied(part, of: source, format, keepsOutput: true).output.withUnsafeBytes { bytes in
      var done = 0
      while done < bytes.count {
        let count = write(STDOUT_FILENO, bytes.baseAddress.map { $0 + done }, bytes.count - done)
        if count <= 0 { exit(1) }
        done += count
      }
    }
  }
case "time", "both":
  for _ in 0..<(Int(arguments[3]) ?? 3) {
    let onAll = arguments[1] == "both"
    let start = clock(onAll ? CLOCK_MONOTONIC : CLOCK_THREAD_CPUTIME_ID)
    let source = try open(arguments[2])
    var counts = (cards: 0, bytes: 0)
    if onAll {
      let parts = try inParallel(source.partCount) { (part) throws(Failure) in
        let sink = try copied(part, of: source, format)
        return (sink.count, sink.written)
      }
      for (cards, bytes) in parts { counts = (counts.cards + cards, counts.bytes + bytes) }
    } else {
      for part in 0..<source.partCount {
        let sink = try copied(part, of: source, format)
        counts = (counts.cards + sink.count, counts.bytes + sink.written)
      }
    }
    print(counts.cards, clock(onAll ? CLOCK_MONOTONIC : CLOCK_THREAD_CPUTIME_ID) - start, counts.bytes)
  }
  var usage = rusage()
  getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
  print("peak", usage.ru_maxrss / 1024)
default: print("usage: BenchVCard time|both|copy FILE [ROUNDS]")
}
