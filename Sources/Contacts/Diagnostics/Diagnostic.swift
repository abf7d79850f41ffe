/// Something that a run has to say about its input, said once however often it happened.
public struct Diagnostic: Sendable, Hashable {
  /// How much it matters.
  public enum Severity: String, Sendable, Comparable, CaseIterable {
    /// Something was changed or guessed, and nothing is wrong.
    case note
    /// Something may not be what the admin meant.
    case warning
    /// A record was rejected, or a limit is broken.
    case error

    /// From note up to error.
    public static func < (a: Severity, b: Severity) -> Bool { a.rank < b.rank }
    var rank: Int { Severity.allCases.firstIndex(of: self) ?? 0 }
  }

  /// What happened, with its explanation.
  public let code: DiagnosticCode
  /// What it happened to (a column, a field, a limit); equal complaints about different subjects are told apart.
  public let subject: String
  /// The first value that it happened to, shortened.
  public let example: String
  /// How often it happened.
  public internal(set) var count: Int
  /// Where it happened first, at most ``maximumPlaces``, in input order.
  public internal(set) var places: [Place]

  /// How many places a diagnostic names.
  public static let maximumPlaces = 10

  /// How much it matters.
  public var severity: Severity { code.explanation.severity }

  /// One sentence: what happened, to the first of its cases.
  public var message: String { code.explanation.message(about: subject, example: example) }
}

extension DiagnosticCode.Explanation {
  /// The message about one case.
  package func message(about subject: String = "", example: String = "") -> String {
    message.replacing("{subject}", with: subject).replacing("{example}", with: example)
  }
}

extension String {
  /// Without Foundation: this string with every `mark` replaced, left to right.
  func replacing(_ mark: String, with text: String) -> String {
    var result = ""
    var rest = self[...]
    while let found = rest.firstRange(of: mark) {
      result += rest[..<found.lowerBound]
      result += text
      rest = rest[found.upperBound...]
    }
    return result + rest
  }
}
