import Contacts
import Fuzzing
import NumberingPlan
import Pipeline

// Whatever the bytes are, as contacts of one line each: who is one person, and who is asked about, does not hang on the
// order in which they come or the parts that they are read in.

/// Contacts in parts of so many.
struct People: ContactSource {
  let name = "people"
  let contacts: [Contact]
  let perPart: Int

  var partCount: Int { max(1, (contacts.count + perPart - 1) / perPart) }

  func read<Sink: RecordSink>(part: Int, into sink: inout Sink) throws(Failure) {
    for (index, contact) in contacts.enumerated().dropFirst(part * perPart).prefix(perPart) {
      var contact = contact
      sink.accept(&contact, at: Place(line: index + 1))
    }
  }

  func rejectedFile(_ rejections: [[(ordinal: Int, reason: String)]]) throws(Failure) -> RejectedFile {
    RejectedFile(suffix: "txt", bytes: [])
  }
}

extension Contact {
  /// The contact of a line: name, employer, what it is reached by, and what else tells people apart.
  init(line: Slice<UnsafeRawBufferPointer>) {
    self.init()
    var fields = line.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }[...]
    name.prefix = fields.popFirst() ?? ""
    name.given = fields.popFirst() ?? ""
    name.middle = fields.popFirst() ?? ""
    name.family = fields.popFirst() ?? ""
    name.suffix = fields.popFirst() ?? ""
    organization = fields.popFirst() ?? ""
    for kind in [Number.Kind.business, .mobile, .businessFax] {
      if let raw = fields.popFirst(), !raw.isEmpty { numbers.append(Number(kind: kind, raw: raw)) }
    }
    if let address = fields.popFirst(), !address.isEmpty { emails = [Email(address: address)] }
    birthday = fields.popFirst() ?? ""
    var address = PostalAddress(kind: .work)
    address.street = fields.popFirst() ?? ""
    address.locality = fields.popFirst() ?? ""
    address.extended = fields.popFirst() ?? ""
    if !address.extended.isEmpty || !address.street.isEmpty || !address.locality.isEmpty { addresses = [address] }
    if name.given.isEmpty, name.family.isEmpty { name.display = fields.popFirst() ?? "" }
    if let id = fields.popFirst(), !id.isEmpty { source = SourceRecord(system: "crm", id: id) }
  }
}

/// What is found among contacts, in no order.
struct Findings: Hashable {
  var groups: [[String]] = []
  var asked: [[String]] = []

  init(_ contacts: [Contact], perPart: Int = .max, _ policy: DuplicatePolicy) {
    let people = People(contacts: contacts, perPart: min(perPart, max(1, contacts.count)))
    guard let search = try? Pipeline(Pipeline.Options(region: Region("GB"))).comparison(of: [people]) else {
      preconditionFailure("people are refused")
    }
    let found = DuplicateFinder(policy: policy).find(in: search.keys)
    var groups: [UInt32: [String]] = [:]
    for (contact, first) in found.firstOfGroup.enumerated() {
      groups[first, default: []].append("\(search.contacts[contact])")
    }
    self.groups = groups.values.map { $0.sorted() }.sorted { $0.lexicographicallyPrecedes($1) }
    let asked = search.reviews(found).map { review -> [String] in
      [review.first.summary, review.second.summary].sorted() + [review.why]
    }
    self.asked = asked.sorted { $0.lexicographicallyPrecedes($1) }
  }
}

fuzz { bytes in
  guard let choice = bytes.first else { return }
  let policy: DuplicatePolicy = choice & 1 == 0 ? .standard : .aggressive
  let contacts = bytes[1...].split(separator: UInt8(ascii: "\n")).map { Contact(line: $0) }
  guard contacts.count > 1 else { return }
  let expected = Findings(contacts, policy)
  let (half, perPart) = (contacts.count / 2, Int(choice >> 1) % contacts.count + 1)
  let turned = Array(contacts[half...].reversed() + contacts[..<half])
  precondition(Findings(turned, perPart: perPart, policy) == expected, "another order finds others")
}
