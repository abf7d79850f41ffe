import Bundle

/// Who is given what by an export for each extension; of personal contacts only how many.
struct Recipients: Encodable {
  /// Their numbers.
  let extensions: [String]
  /// The phonebooks that they may view, in the order of the bundle.
  let phonebooks: [String]
  /// How many company contacts each of them is given.
  let companyContacts: Int
  /// How many of their own.
  let personalContacts: Int

  init(_ group: ExtensionGroup) {
    extensions = group.numbers
    phonebooks = group.rights.view
    companyContacts = group.companyCount
    personalContacts = group.personalCount
  }

  /// Those with equal rights on one line, then how many personal contacts there are in all.
  static func lines(_ all: [Recipients], _ share: Bundle.Share) -> [String] {
    var order: [String] = []
    var numbers: [String: [String]] = [:]
    for one in all where share != .personal {
      let books = one.phonebooks.isEmpty ? "no phonebook" : one.phonebooks.joined(separator: ", ")
      let what = "\(books) (\(String.counted(one.companyContacts, "company contact")))"
      if numbers[what] == nil { order.append(what) }
      numbers[what, default: []] += one.extensions
    }
    var lines = order.map { "  \(NumberRange.words(for: numbers[$0] ?? []).joined(separator: ", ")): \($0)" }
    if share != .company {
      let owners = all.filter { $0.personalContacts > 0 }
      lines.append(
        "\(String.counted(owners.reduce(0) { $0 + $1.personalContacts }, "personal contact")) of "
          + "\(String.counted(owners.count, "extension")), each in its owner's file only")
    }
    return lines
  }
}
