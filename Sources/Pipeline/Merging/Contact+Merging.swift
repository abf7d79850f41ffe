package import Contacts

extension Contact {
  /// Takes in everything that `other` holds and this contact does not; nothing that `other` holds is lost.
  ///
  /// ```swift
  /// let differences = kept.absorb(duplicate)  // e.g. [Difference(field: .title, kept: "CEO", other: "Director")]
  /// ```
  ///
  /// - Lists (numbers, e-mails, addresses, URLs, phonebooks, extras) keep their order; `other`'s entries follow where
  ///   they say something new. The same line is one number, whatever the two call it: the first kind stays, unless only
  ///   the other says that a person can be spoken to on it.
  /// - The note follows on a new line, unless its lines stand in this contact's note already.
  /// - A single field keeps this contact's value, unless it is empty or says less (``covers(_:_:as:)``). A value that
  ///   really differs becomes an extra of the field's name.
  /// - The parts of a name are taken as a whole, so that two orders of writing do not mix.
  /// - `other`'s id and source record become aliases; the newer revision time stays.
  ///
  /// - Parameter keepsKinds: whether every kind of a number stays, for `other` said the same when it was taken in before.
  /// - Returns: the single fields in which the two disagreed, to be told.
  /// - Precondition: both are of the same owner; personal contacts never meet others.
  @discardableResult
  package mutating func absorb(_ other: Contact, keepsKinds: Bool = false) -> [Difference] {
    precondition(owner == other.owner, "contacts of different owners must never be merged")
    var differences = absorbName(of: other)
    for field in [TextField.organization, .department, .title, .birthday, .photo] {
      if let difference = absorb(other[field], as: field) { differences.append(difference) }
    }
    for difference in differences { absorb(Extra(difference.field.rawValue, [difference.other])) }
    absorbNote(other.note)
    absorbIdentity(of: other)
    if other.revised > revised { revised = other.revised }
    numbers.append(new: other.numbers, by: { [$0.dialled, $0.extension] }) { known, other in
      let isVoiceAnew = !known.kind.isVoice && other.kind.isVoice && !keepsKinds
      if isVoiceAnew { known.kind = other.kind }
      if known.label.isEmpty || isVoiceAnew && !other.label.isEmpty { known.label = other.label }
    }
    emails.append(new: other.emails, by: { $0.address.lowercased() }) { known, other in
      if known.label.isEmpty { known.label = other.label }
    }
    absorb(other.addresses)
    urls.append(new: other.urls, by: \.self) { _, _ in }
    phonebooks.append(new: other.phonebooks, by: \.self) { _, _ in }
    for extra in other.extras { absorb(extra) }
    return differences
  }

  /// A single field in which two merged records disagreed.
  package struct Difference: Hashable, Sendable {
    /// The field.
    package let field: TextField
    /// The value that the contact keeps.
    package let kept: String
    /// The value that became an extra.
    package let other: String
  }

  /// Whether `text` says everything that `known` says: "Robert" what "R." says, "WEBER GmbH" what "Weber" says,
  /// "1984-02-29" what "--02-29" says.
  static func covers(_ text: String, _ known: String, as field: TextField) -> Bool {
    switch field {
    case .photo: text == known
    case .birthday: text == known || known.hasPrefix("--") && text.hasSuffix(known.dropFirst())
    default: WordBag(text).contains(WordBag(known))
    }
  }

  private mutating func absorb(_ text: String, as field: TextField) -> Difference? {
    let known = self[field]
    if text.isEmpty || text == known { return nil }
    if known.isEmpty {
      self[field] = text
      return nil
    }
    if Self.covers(known, text, as: field) { return nil }
    if Self.covers(text, known, as: field) {
      self[field] = text
      return nil
    }
    return Difference(field: field, kept: known, other: text)
  }

  /// Beyond this, lists are compared by what their entries are, not by what they mean, and notes by their lines: the
  /// time stays bounded.
  private static let maximumCompared = 4_096

  private mutating func absorbNote(_ text: String) {
    if text.isEmpty || text == note { return }
    if note.isEmpty {
      note = text
    } else if note.utf8.count + text.utf8.count > Self.maximumCompared {
      let known = Set(note.split(separator: "\n"))
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      var others = lines.filter { $0.isEmpty || !known.contains($0) }.drop { $0.isEmpty }
      while others.last?.isEmpty == true { others.removeLast() }
      if !others.isEmpty { note += "\n" + others.joined(separator: "\n") }
    } else if !note.hasLines(of: text) {
      note = text.hasLines(of: note) ? text : note + "\n" + text
    }
  }

  private mutating func absorbIdentity(of other: Contact) {
    if id.isEmpty { id = other.id }
    if source.isEmpty { source = other.source }
    let names = [other.id, other.source.alias] + other.aliases
    aliases.append(new: names.filter { !$0.isEmpty && $0 != id && $0 != source.alias }, by: \.self) { _, _ in }
  }

  private mutating func absorb(_ others: [PostalAddress]) {
    if addresses.count * others.count > Self.maximumCompared {
      addresses.append(new: others, by: \.self) { _, _ in }
    } else {
      for address in others { absorb(address) }
    }
  }

  /// An address that only lacks parts of another is that address.
  private mutating func absorb(_ address: PostalAddress) {
    if address.isEmpty { return }
    for known in addresses.indices {
      if addresses[known].covers(address) { return }
      if address.covers(addresses[known]) {
        for part in PostalAddress.Part.allCases where addresses[known][part].isEmpty {
          addresses[known][part] = address[part]
        }
        return
      }
    }
    addresses.append(address)
  }

  private mutating func absorb(_ other: Extra) {
    if let known = extras.firstIndex(where: { $0.name == other.name }) {
      extras[known].values.append(new: other.values, by: \.self) { _, _ in }
    } else {
      extras.append(other)
    }
  }
}

extension String {
  /// Whether the lines of `other` stand here, one after another: "Tor 1" is not "Tor 12".
  func hasLines(of other: String) -> Bool { "\n\(self)\n".contains("\n\(other)\n") }
}

extension PostalAddress {
  /// Whether every part of `other` is empty or the same here.
  fileprivate func covers(_ other: PostalAddress) -> Bool {
    Part.allCases.allSatisfy { part in
      other[part].isEmpty || other[part] == self[part] || Folding.folded(other[part]) == Folding.folded(self[part])
    }
  }
}

extension Array {
  /// Appends those of `others` whose key none here has; `join` sees an entry and the other of its key.
  fileprivate mutating func append<Key: Hashable>(
    new others: [Element], by key: (Element) -> Key, join: (inout Element, Element) -> Void
  ) {
    if others.isEmpty { return }
    var known: [Key: Int] = [:]
    for index in indices where known[key(self[index])] == nil { known[key(self[index])] = index }
    for other in others {
      if let index = known[key(other)] {
        join(&self[index], other)
      } else {
        known[key(other)] = count
        append(other)
      }
    }
  }
}
