package import Contacts

/// What an admin decided about pairs that were shown for review: the rows of a review file.
///
/// A row names its contacts by ``ContactKeys/fingerprint(_:)``, so it means what it meant when it was written, or
/// nothing: a contact that holds something else by now has another fingerprint.
package struct DuplicateDecisions: Sendable {
  /// The file, for messages.
  private let file: String
  private var rows: [Row] = []

  private struct Row {
    let areOne: Bool
    let first: String
    let second: String
    let line: Int
  }

  /// No decisions, from a file of this name.
  package init(file: String = "") { self.file = file }

  var isEmpty: Bool { rows.isEmpty }

  /// Adds the decision that two contacts are one person, or are two.
  package mutating func add(_ first: String, _ second: String, areOne: Bool, line: Int) {
    rows.append(Row(areOne: areOne, first: first, second: second, line: line))
  }

  /// Which contacts of decisions were found so far: the contacts of each owner are looked through apart.
  package struct Findings {
    fileprivate var first: Set<Int> = []
    fileprivate var second: Set<Int> = []
    fileprivate var both: Set<Int> = []

    package init() {}
  }

  /// The decisions about contacts of `keys`; which those are is noted in `findings`.
  ///
  /// - Throws: ``Failure`` with the line of a decision that contradicts others.
  package func settled(in keys: ContactKeys, _ findings: inout Findings) throws(Failure) -> SettledDecisions {
    if rows.isEmpty { return SettledDecisions() }
    let contacts = keys.contacts(named: Set(rows.flatMap { [$0.first, $0.second] }))
    var settled = SettledDecisions(file: file)
    for (index, row) in rows.enumerated() {
      let (a, b) = (contacts[row.first], contacts[row.second])
      if a != nil { findings.first.insert(index) }
      if b != nil { findings.second.insert(index) }
      guard let a, let b, keys.heads[Int(a)].owner == keys.heads[Int(b)].owner else { continue }
      findings.both.insert(index)
      settled.add(a, b, areOne: row.areOne, line: row.line)
    }
    try settled.refuseContradiction()
    return settled
  }

  /// The pairs that something was decided about, in either order.
  var pairs: Set<AskedPair> {
    Set(rows.flatMap { [AskedPair($0.first, $0.second), AskedPair($0.second, $0.first)] })
  }

  /// - Throws: ``Failure`` with the line of a decision about contacts that are not there.
  package func refuseRest(_ findings: Findings) throws(Failure) {
    for (index, row) in rows.enumerated() where !findings.both.contains(index) {
      let unknown = findings.first.contains(index) ? findings.second.contains(index) ? nil : row.second : row.first
      throw Failure(
        .decisionsOutdated,
        unknown.map { "no contact of the inputs or the bundle has the id \"\($0.shortened)\"" }
          ?? "the two are contacts of different owners, which are never merged",
        file: file, line: row.line)
    }
  }
}

/// Decisions about contacts by their index.
package struct SettledDecisions: Sendable {
  private(set) var together: [(a: UInt32, b: UInt32)] = []
  private(set) var apart: [(a: UInt32, b: UInt32)] = []
  private var togetherLines: [UInt64: Int] = [:]
  private var apartLines: [UInt64: Int] = [:]
  private var mentioned: Set<UInt32> = []
  /// The file that they stand in.
  private let file: String

  init(file: String = "") { self.file = file }

  fileprivate mutating func add(_ a: UInt32, _ b: UInt32, areOne: Bool, line: Int) {
    if areOne {
      together.append((a, b))
      togetherLines[Self.key(a, b)] = line
    } else {
      apart.append((a, b))
      apartLines[Self.key(a, b)] = line
    }
    mentioned.insert(a)
    mentioned.insert(b)
  }

  /// These decisions about the contacts of the bundle that hold the records, where there are any: of two records that are
  /// one person, their contacts become one.
  ///
  /// - Throws: ``Failure`` with the line of a decision that parts records of one contact, for nobody knows which of its
  ///   values are whose.
  func reaching(_ known: KnownContacts) throws(Failure) -> SettledDecisions {
    if known.settled == 0 || mentioned.isEmpty { return self }
    let holders = known.holders
    var result = self
    result.together = []
    for (a, b) in together {
      let (x, y) = (holders[a] ?? a, holders[b] ?? b)
      if x != y { result.add(x, y, areOne: true, line: togetherLines[Self.key(a, b)] ?? 0) }
    }
    for (a, b) in apart {
      let (x, y) = (holders[a] ?? a, holders[b] ?? b)
      let line = apartLines[Self.key(a, b)] ?? 0
      if x != y {
        if x != a || y != b { result.add(x, y, areOne: false, line: line) }
      } else {
        throw Failure(
          .decisionsMerged, "the bundle holds the two as one contact, and cannot tell whose its values are", file: file,
          line: line)
      }
    }
    try result.refuseContradiction()
    return result
  }

  fileprivate func refuseContradiction() throws(Failure) {
    guard let (line, earlier) = contradiction else { return }
    throw Failure(
      .decisionsContradict,
      earlier > 0
        ? "this decision and that of line \(earlier) contradict each other"
        : "this decision contradicts others, which say that the two are one",
      file: file, line: line)
  }

  /// The line of the first decision that others contradict, and the other's, if it is one; nil where there is none.
  private var contradiction: (line: Int, earlier: Int)? {
    if apart.isEmpty { return nil }
    let last = (together + apart).map { max($0.a, $0.b) }.max() ?? 0
    var groups = Groups(contacts: Int(last) + 1)
    for (a, b) in together { groups.join(a, b) }
    for (a, b) in apart where groups.root(a) == groups.root(b) {
      let lines = (apartLines[Self.key(a, b)] ?? 0, togetherLines[Self.key(a, b)] ?? 0)
      return (max(lines.0, lines.1), lines.1 > 0 ? min(lines.0, lines.1) : 0)
    }
    return nil
  }

  /// What is wrong with decisions that together make one of two who contradict each other, where none is about these two:
  /// with K. Weber the same as Karl Weber Jr., and as Karl Weber Sr., nobody said that those are.
  ///
  /// - Parameter conflict: what two contacts contradict each other in; nil for nothing.
  func mistake(_ conflict: (UInt32, UInt32) -> DuplicateConflict?) -> Failure? {
    if together.count < 2 { return nil }
    var groups = Groups(contacts: Int(mentioned.max() ?? 0) + 1)
    for (a, b) in together { groups.join(a, b) }
    let members = Dictionary(grouping: mentioned.sorted()) { groups.root($0) }
    for group in members.values.sorted(by: { $0[0] < $1[0] }) {
      // Of a thousand who were decided to be one, no admin looked at every two.
      let group = group.prefix(1_000)
      for (index, a) in group.enumerated() {
        for b in group[(index + 1)...] where !areOne(a, b) {
          guard let conflict = conflict(a, b) else { continue }
          let line = together.filter { $0.a == a || $0.b == a || $0.a == b || $0.b == b }
            .compactMap { togetherLines[Self.key($0.a, $0.b)] }.max()
          return Failure(
            .decisionsContradict,
            "this decision and others together make one of two contacts that nobody decided about: \(conflict.text)",
            file: file, line: line ?? 0,
            help: "nothing was merged; change one of them, or add a line for the two if they are one all the same")
        }
      }
    }
    return nil
  }

  /// Whether an admin said that the two are different people.
  func areApart(_ a: UInt32, _ b: UInt32) -> Bool { !apartLines.isEmpty && apartLines[Self.key(a, b)] != nil }

  /// Whether an admin said that the two are one.
  func areOne(_ a: UInt32, _ b: UInt32) -> Bool { togetherLines[Self.key(a, b)] != nil }

  /// Whether a decision is about this contact, so that it must not stand for another of equal content.
  func mention(_ contact: UInt32) -> Bool { !mentioned.isEmpty && mentioned.contains(contact) }

  private static func key(_ a: UInt32, _ b: UInt32) -> UInt64 { UInt64(min(a, b)) << 32 | UInt64(max(a, b)) }
}
