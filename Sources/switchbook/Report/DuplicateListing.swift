import Contacts
import Pipeline

/// How many duplicates were found.
struct DuplicateCounts: Encodable {
  /// All records, those included that are no contact.
  let records: Int
  /// Groups of at least two records of one person.
  let groups: Int
  /// The records of these but for one of each.
  let duplicates: Int
  /// Pairs to decide about.
  let pairs: Int
}

/// The groups of duplicates, as people read them.
struct DuplicateListing {
  private let search: DuplicateSearch
  private let found: Duplicates
  private let groups: [[Int]]
  private let reviews: [Duplicates.Pair]
  private let inputs: [InputName]
  let counts: DuplicateCounts

  init(_ search: DuplicateSearch, _ found: Duplicates, inputs: [InputName]) {
    self.search = search
    self.found = found
    self.inputs = inputs
    groups = found.groups
    reviews = found.reviews
    counts = DuplicateCounts(
      records: search.recordCount, groups: groups.count, duplicates: groups.reduce(0) { $0 + $1.count - 1 },
      pairs: reviews.count)
  }

  /// How many groups, and how many pairs to review, are shown in full.
  private static let maximumShown = 100

  var lines: [String] {
    var lines: [String] = []
    for group in groups.prefix(Self.maximumShown) {
      lines.append("\(name(group[0]))")
      lines += group.map { contact in
        "  \(place(contact))  \(name(contact))\(found.links[UInt32(contact)].map { "  (\($0.text))" } ?? "")"
      }
    }
    if groups.count > Self.maximumShown { lines.append("… \((groups.count - Self.maximumShown).grouped) more groups") }
    if !reviews.isEmpty { lines.append("please review:") }
    for pair in reviews.prefix(Self.maximumShown) {
      lines.append(
        "  \(place(pair.a))  \(name(pair.a))  and  \(place(pair.b))  \(name(pair.b))  "
          + "(\(pair.conflict?.text ?? pair.reason.text))")
    }
    let rest = reviews.count - Self.maximumShown
    if rest > 0 { lines.append("… \(rest.grouped) more pairs; see --review") }
    let shared = found.sharedNumbers.filter { search.keys.isCompany($0.contact) }
    for number in shared.sorted(by: { ($1.people, $0.contact) < ($0.people, $1.contact) }).prefix(10) {
      let text = number.text(of: search.contacts[number.contact])
      lines.append("\(text) is shared by \(number.people.grouped) people, as \(name(number.contact))")
    }
    lines.append(
      "\(String.counted(search.recordCount, "record")): \(String.counted(groups.count, "group")) of duplicates, "
        + "\(counts.duplicates.grouped) would be merged, \(String.counted(reviews.count, "pair")) to review")
    return lines
  }

  private func name(_ contact: Int) -> String { search.name(contact) }

  private func place(_ contact: Int) -> String { search.places[contact].description(inputs: inputs) }
}
