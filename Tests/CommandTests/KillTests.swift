import Foundation
import Testing

#if canImport(Glibc)
  import Glibc
#endif

/// An import that is killed at any moment leaves the bundle as it was, or as it will be.
@Suite struct KillTests {
  static let isThorough = ProcessInfo.processInfo.environment["SWITCHBOOK_TEST_ALL"] != nil
  static let kills = isThorough ? 200 : 8
  static let rows = isThorough ? 20_000 : 1_000

  @Test func aKilledImportLeavesAWholeBundle() throws {
    let sandbox = try Sandbox()
    defer { sandbox.remove() }
    try sandbox.expect("switchbook import Samples/csv/kunden.csv --into before --region DE --quiet; test $? -le 1")
    try sandbox.expect(
      "{ echo Id,Name,Phone; seq \(Self.rows) | awk '{printf \"%d,Person %d,030 %d\\n\", $1, $1, 2000000 + $1}'; } > big.csv"
    )
    try sandbox.expect("cp -a before after")
    let import_ = "exec switchbook import big.csv --into acme --quiet >/dev/null 2>&1"
    let begin = ContinuousClock.now
    try sandbox.expect("mv after acme; (\(import_)); test $? -le 1; mv acme after")
    let duration = ContinuousClock.now - begin
    let (old, new) = (try sandbox.digest("before"), try sandbox.digest("after"))
    try #require(old != new)

    var seen = Set<[String]>()
    var random = SystemRandomNumberGenerator()
    for number in 0..<Self.kills {
      try sandbox.expect("rm -rf acme; cp -a before acme")
      let moment = duration * Double.random(in: 0...1.05, using: &random)
      try sandbox.kill(import_, after: moment)
      let now = try sandbox.digest("acme")
      #expect(now == old || now == new, "kill \(number) after \(moment)")
      seen.insert(now)
      try sandbox.expect("switchbook check acme --quiet")
      // What was left behind is in nobody's way.
      if number % 5 == 0 {
        try sandbox.expect("(\(import_)); test $? -le 1")
        #expect(try sandbox.digest("acme") == new)
        try sandbox.expect("test ! -e acme/.next -a ! -e acme/.switch")
      }
    }
    #expect(seen.contains(old), "no kill came before the end")
  }
}

extension Sandbox {
  /// Runs a command that must succeed.
  fileprivate func expect(_ command: String) throws {
    let lines = try run(command)
    try #require(lines.last?.hasPrefix("[exit") != true, "\(command)\n\(lines.joined(separator: "\n"))")
  }

  /// What a reader sees of a bundle's contacts and phonebooks.
  fileprivate func digest(_ bundle: String) throws -> [String] {
    try run("switchbook export \(bundle) --to yaml --quiet | sha256sum; switchbook bundle show \(bundle) | tail -n +2")
  }

  /// Runs a command and kills it after a while, unless it ends before.
  fileprivate func kill(_ command: String, after moment: Duration) throws {
    let process = try start(command)
    let (seconds, attoseconds) = moment.components
    usleep(UInt32(seconds * 1_000_000 + attoseconds / 1_000_000_000_000))
    Glibc.kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }
}
