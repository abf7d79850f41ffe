/// Collects diagnostics and counts equal ones, so that ten thousand complaints are one line.
///
/// ```swift
/// var log = DiagnosticLog()
/// log.add(.numberTooShort, "Mobile", at: Place(line: 17, column: 4), example: "0171")
/// ```
///
/// A log is a value: each part of a parallel run fills its own, and ``append(_:)`` joins them in input order, so the
/// result does not depend on the number of threads. Adding costs a search among the distinct complaints, which are few.
public struct DiagnosticLog: Sendable {
  /// The distinct complaints, in the order of their first case.
  public private(set) var diagnostics: [Diagnostic] = []

  /// By complaint, the contact that it was last counted for; see ``beginContact()``.
  private var contacts: [Int] = []
  private var contact = 0
  private var contactCount = 0

  /// The input that complaints without one of their own are about, as an index into the run's inputs.
  package var input: Int

  /// How many distinct complaints a log tells apart; further subjects of a code are counted with its last one.
  static let maximumDistinct = 2_000
  /// How many subjects of a note are told apart; further ones are counted together.
  static let maximumNotes = 100
  /// The subject of those.
  public static let others = "(others)"

  /// An empty log.
  public init() { input = 0 }

  /// An empty log about one of a run's inputs.
  package init(input: Int) { self.input = input }

  /// From here on a complaint counts once, however many values of the contact at hand it is about.
  package mutating func beginContact() {
    contactCount += 1
    contact = contactCount
  }

  /// Ends what ``beginContact()`` began.
  package mutating func endContact() { contact = 0 }

  /// Counts a case of `code` about `subject`; `example` is evaluated for the first case only.
  public mutating func add(
    _ code: DiagnosticCode, _ subject: String = "", at place: Place? = nil, count: Int = 1,
    example: @autoclosure () -> String = ""
  ) {
    var place = place
    if place?.input == 0 { place?.input = Int32(clamping: input) }
    let subject = told(code, subject)
    if let known = index(of: code, subject) {
      if contact > 0, contacts[known] == contact { return }
      contacts[known] = contact
      diagnostics[known].count += count
      if let place, diagnostics[known].places.count < Diagnostic.maximumPlaces {
        diagnostics[known].places.append(place)
      }
    } else {
      diagnostics.append(
        Diagnostic(
          code: code, subject: subject, example: Self.shortened(example()), count: count,
          places: place.map { [$0] } ?? []))
      contacts.append(contact)
    }
  }

  /// Adds what a later part of the same run has to say.
  public mutating func append(_ later: DiagnosticLog) {
    for diagnostic in later.diagnostics {
      let subject = told(diagnostic.code, diagnostic.subject)
      guard let known = index(of: diagnostic.code, subject) else {
        diagnostics.append(
          subject == diagnostic.subject
            ? diagnostic
            : Diagnostic(
              code: diagnostic.code, subject: subject, example: diagnostic.example, count: diagnostic.count,
              places: diagnostic.places))
        contacts.append(0)
        continue
      }
      diagnostics[known].count += diagnostic.count
      let room = Diagnostic.maximumPlaces - diagnostics[known].places.count
      diagnostics[known].places += diagnostic.places.prefix(max(0, room))
    }
  }

  /// The same without a word of any contact: examples are left out.
  public func concealed() -> DiagnosticLog {
    var result = self
    result.diagnostics = diagnostics.map { diagnostic in
      Diagnostic(
        code: diagnostic.code, subject: diagnostic.subject, example: diagnostic.example.isEmpty ? "" : "…",
        count: diagnostic.count, places: diagnostic.places)
    }
    return result
  }

  /// How often `code` happened, over all subjects.
  public func count(of code: DiagnosticCode) -> Int {
    diagnostics.reduce(0) { $1.code == code ? $0 + $1.count : $0 }
  }

  /// The gravest first, then those of a code together, in the order of their first cases: as they are shown.
  public var ordered: [Diagnostic] {
    var firsts: [DiagnosticCode: Int] = [:]
    let ranked = diagnostics.enumerated().map { offset, diagnostic in
      let first = firsts[diagnostic.code] ?? offset
      firsts[diagnostic.code] = first
      return (rank: (-diagnostic.severity.rank, first, offset), diagnostic)
    }
    return ranked.sorted { $0.rank < $1.rank }.map(\.1)
  }

  /// The subject that a complaint is told with: of a note that has many, one for all that are new.
  private func told(_ code: DiagnosticCode, _ subject: String) -> String {
    guard diagnostics.count >= Self.maximumNotes else { return subject }
    var count = 0
    for diagnostic in diagnostics where diagnostic.code == code {
      if diagnostic.subject == subject { return subject }
      count += 1
    }
    return count >= Self.maximumNotes && code.explanation.severity == .note ? Self.others : subject
  }

  private func index(of code: DiagnosticCode, _ subject: String) -> Int? {
    // In place: to look at an element by itself copies it.
    let known = diagnostics.withUnsafeBufferPointer { all in
      all.indices.first { all[$0].code == code && all[$0].subject == subject }
    }
    if let known { return known }
    guard diagnostics.count >= Self.maximumDistinct else { return nil }
    return diagnostics.lastIndex { $0.code == code }
  }

  private static func shortened(_ example: String) -> String {
    example.count <= 60 ? example : example.prefix(57) + "…"
  }
}
