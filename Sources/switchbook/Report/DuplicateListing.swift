import Contacts
import Pipeline

/// The groups of duplicates, as people read them.
struct DuplicateListing {
  let search: DuplicateSearch
  let found: Duplicates
  let inputs: [String]

  /// How many groups, and how many pairs to review, are shown in full.
  private static let maximumShown = 100

  var lines: [String] {
    let groups = found.groups
    let merged = groups.reduce(0) { $0 + $1.count - 1 }
    var reasons: [Int: DuplicateReason] = [:]
    for link in found.links { reasons[link.b] = link.reason }
    var lines: [String] = []
    for group in groups.prefix(Self.maximumShown) {
      lines.append("\(name(group[0]))")
      lines += group.map { contact in
        "  \(place(contact))  \(name(contact))\(reasons[contact].map { "  (\($0.text))" } ?? "")"
      }
    }
    if groups.count > Self.maximumShown { lines.append("… \((groups.count - Self.maximumShown).grouped) more groups") }
    if !found.reviews.isEmpty { lines.append("please review:") }
    for pair in found.reviews.prefix(Self.maximumShown) {
      lines.append(
        "  \(place(pair.a))  \(name(pair.a))  and  \(place(pair.b))  \(name(pair.b))  "
          + "(\(pair.conflict?.text ?? pair.reason.text))")
    }
    let rest = found.reviews.count - Self.maximumShown
    if rest > 0 { lines.append("… \(rest.grouped) more pairs; see --review") }
    for line in found.sharedLines.prefix(10) {
      lines.append("a number of \(name(line.contact)) is shared by \(line.people.grouped) people")
    }
    lines.append(
      "\(String.counted(search.recordCount, "record")): \(String.counted(groups.count, "group")) of duplicates, "
        + "\(merged.grouped) would be merged, \(String.counted(found.reviews.count, "pair")) to review")
    return lines
  }

  private func name(_ contact: Int) -> String { search.contacts[contact].displayName }

  private func place(_ contact: Int) -> String { search.places[contact].description(inputs: inputs) }
}
