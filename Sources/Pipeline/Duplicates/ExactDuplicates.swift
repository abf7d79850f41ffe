import Contacts

/// Finds records that are certainly the same: the same record of one system, or the same number under the same name.
struct ExactDuplicates {
  /// By record, which contact it is part of.
  private(set) var joinings: [Int32: Run.Joining] = [:]
  private(set) var log = DiagnosticLog()
  private let run: Run

  init(_ run: Run) { self.run = run }

  mutating func find() {
    findSameRecords()
    findSameNumbers()
  }

  private mutating func findSameRecords() {
    var first: [UInt64: Int32] = [:]
    var continued: Int32?
    for record in 0..<run.count {
      let ordinal = run.keys.ordinals[record]
      if ordinal > 0, let keeper = continued, run.keys.names[Int(keeper)] == run.keys.names[record] {
        joinings[Int32(record)] = Run.Joining(keeper: keeper, reason: .mergedContinuation)
        continue
      }
      continued = ordinal == 0 ? Int32(record) : nil
      let source = run.keys.sources[record]
      if source == 0 { continue }
      guard let keeper = first[source] else {
        first[source] = Int32(record)
        continue
      }
      if areOnePerson(Int(keeper), record) {
        joinings[Int32(record)] = Run.Joining(keeper: keeper, reason: .mergedSameRecord)
      } else {
        let (a, b) = (run.packed[Int(keeper)], run.packed[record])
        log.add(
          .recordReused, a.source.system, at: run.origin(of: record)?.place,
          example: "\(a.displayName) and \(b.displayName)")
      }
    }
  }

  /// Whether the names of two records with one id have a word in common, or one has none.
  private func areOnePerson(_ a: Int, _ b: Int) -> Bool {
    let (x, y) = (run.keys.names[a], run.keys.names[b])
    if x == y || x == 0 || y == 0 { return true }
    let words = Set(run.packed[a].displayName.split(separator: " ").map { Folding.folded(String($0)) })
    return run.packed[b].displayName.split(separator: " ").contains { words.contains(Folding.folded(String($0))) }
  }

  private mutating func findSameNumbers() {
    /// By number and name, the contact that has both.
    var holders: [UInt64: Int32] = [:]
    /// By number, the first contact that has it.
    var first: [UInt64: Int32] = [:]
    var told = Set<UInt64>()
    for record in 0..<run.count {
      let name = run.keys.names[record]
      if name == 0 { continue }
      let mine = joinings[Int32(record)]?.keeper ?? Int32(record)
      for number in run.keys.numbers(of: record) {
        let both = number &* 0x9E37_79B9_7F4A_7C15 ^ name
        if let holder = holders[both] {
          join(mine, to: holder, at: record)
        } else {
          holders[both] = mine
        }
        if let other = first[number] {
          if run.keys.names[Int(other)] != name, other != mine, told.insert(number).inserted {
            tellShared(number, record)
          }
        } else {
          first[number] = mine
        }
      }
    }
  }

  private mutating func join(_ mine: Int32, to holder: Int32, at record: Int) {
    let holder = joinings[holder]?.keeper ?? holder
    // A record that others were joined to stays a contact of its own: no chains.
    if holder == mine || joinings[Int32(record)] != nil { return }
    let (a, b) = (Int(holder), Int(mine))
    let sameSystem = run.keys.systems[a] != 0 && run.keys.systems[a] == run.keys.systems[b]
    if sameSystem, run.keys.sources[a] != run.keys.sources[b] {
      log.add(
        .recordsDiffer, run.packed[a].source.system, at: run.origin(of: record)?.place,
        example: run.packed[a].displayName)
      return
    }
    joinings[mine] = Run.Joining(keeper: holder, reason: .mergedSameNumber)
  }

  private mutating func tellShared(_ hash: UInt64, _ record: Int) {
    let contact = run.packed[record]
    let number = contact.numbers.first { $0.lineHash == hash }
    log.add(.numberShared, at: run.origin(of: record)?.place, example: number?.dialled ?? "")
  }
}
