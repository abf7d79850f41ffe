import FoundationEssentials
import Pipeline

/// Why two records are, or are not, one person, for people and for programs.
struct ExplanationReport: Encodable {
  /// One of the two.
  struct Side: Encodable {
    let record: Int
    let name: String
  }

  private struct Fact: Encodable {
    let about: String
    let text: String
    let bits: Double
  }

  private let first: Side
  private let second: Side
  private let facts: [Fact]
  private let bits: Double
  private let needed: Double
  private let verdict: String
  private let conclusion: String
  private let sentences: String

  init(first: Side, second: Side, _ explanation: DuplicateExplanation) {
    self.first = first
    self.second = second
    facts = explanation.facts.map { Fact(about: $0.subject.rawValue, text: $0.text, bits: Self.rounded($0.bits)) }
    bits = Self.rounded(explanation.bits)
    needed = Self.rounded(explanation.needed)
    verdict = explanation.verdict.rawValue
    conclusion = explanation.conclusion
    sentences = explanation.description
  }

  var text: String { "\(first.record): \(first.name)\n\(second.record): \(second.name)\n\(sentences)" }

  /// One JSON object, its keys in alphabetical order.
  var json: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    // Nothing in it can fail to encode: texts and finite numbers only.
    guard let bytes = try? encoder.encode(self) else { return "{}" }
    return String(decoding: bytes, as: UTF8.self)
  }

  private enum CodingKeys: CodingKey { case first, second, facts, bits, needed, verdict, conclusion }

  /// To tenths of a bit, as people are told.
  private static func rounded(_ bits: Float) -> Double { (Double(bits) * 10).rounded() / 10 }
}
