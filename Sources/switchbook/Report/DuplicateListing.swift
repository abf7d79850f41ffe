import Contacts
import Pipeline

/// The groups of duplicates, as people read them.
struct DuplicateListing {
  let search: DuplicateSearch
  let found: Duplicates
  let inputs: [InputName]

  /// How many groups, and how many pairs to review, are shown in full.
  private static let maximumShown = 100

  var lines: [String] {
    let groups = found.groups
    let reviews = found.reviews
    let merged = groups.reduce(0) { $0 + $1.count - 1 }
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
        + "\(merged.grouped) would be merged, \(String.counted(reviews.count, "pair")) to review")
    return lines
  }

  private func name(_ contact: Int) -> String { search.name(contact) }

  private func place(_ contact: Int) -> String { search.places[contact].description(inputs: inputs) }
}
