import Contacts
import NumberingPlan

@testable import Pipeline

/// A source of contacts that a test writes down, in parts.
struct Rows: ContactSource {
  var name = "rows"
  var parts: [[Contact]]
  var hasContinuations = false
  var unnamedSystem: String?

  init(_ contacts: [Contact], perPart: Int = .max, hasContinuations: Bool = false) {
    var rest = contacts[...]
    parts = []
    repeat {
      parts.append(Array(rest.prefix(perPart)))
      rest = rest.dropFirst(perPart)
    } while !rest.isEmpty
    self.hasContinuations = hasContinuations
  }

  var partCount: Int { parts.count }

  func read<Sink: RecordSink>(part: Int, into sink: inout Sink) throws(Failure) {
    let before = parts[..<part].reduce(0) { $0 + $1.count }
    for (index, contact) in parts[part].enumerated() {
      var contact = contact
      sink.accept(&contact, at: Place(line: before + index + 1))
    }
  }

  func rejectedFile(_ rejections: [[(ordinal: Int, reason: String)]]) throws(Failure) -> RejectedFile {
    let lines = rejections.enumerated().flatMap { part, rejected in
      rejected.map { "\(parts[part][$0.ordinal].displayName): \($0.reason)\n" }
    }
    return RejectedFile(suffix: "txt", bytes: Array(lines.joined().utf8))
  }
}

extension Contact {
  /// A contact as tests write it: name, business numbers, source record.
  init(_ display: String, _ numbers: String..., id: String = "", organization: String = "") {
    self.init()
    name.display = display
    self.organization = organization
    self.numbers = numbers.map { Number(kind: .business, raw: $0) }
    if !id.isEmpty { source = SourceRecord(system: "crm", id: id) }
  }
}

/// What became of contacts in a run for a region.
func outcome(
  of contacts: [Contact], region: String = "GB", profile: Profile = Profile(id: "test", title: "Test"),
  perPart: Int = .max, onto existing: [Contact] = [], hasContinuations: Bool = false, unnamedSystem: String? = nil,
  _ change: (inout Pipeline.Options) -> Void = { _ in }
) throws -> Outcome {
  var options = Pipeline.Options(profile: profile, region: Region(region), extensions: 50)
  change(&options)
  var rows = Rows(contacts, perPart: perPart, hasContinuations: hasContinuations)
  rows.unnamedSystem = unnamedSystem
  return try Pipeline(options).run([rows], onto: PackedContacts(existing))
}
