import Contacts

extension Contact {
  /// Takes in what the contact's own source record says anew: its single fields replace the old ones, each told; what it
  /// no longer holds stays.
  ///
  /// A contact that was merged from several records keeps a value that says more, or was preferred before, for it may be
  /// another record's.
  ///
  /// - Parameter actor: the extension that imports; empty for the administrator.
  mutating func update(with news: Contact, by actor: String, log: inout DiagnosticLog) {
    let isOnlySource =
      aliases.isEmpty && ["", actor].contains { id == ContactIDs.text(ContactIDs.wish(of: self, by: $0)) }
    let keepsName = !isOnlySource && saysMoreOfName(than: news)
    for field in TextField.content where !news[field].isEmpty && news[field] != self[field] {
      if field == .revised || keepsName && Self.wholeName.contains(field) { continue }
      if !isOnlySource, knows(news[field], as: field) { continue }
      if !self[field].isEmpty {
        log.add(.valueReplaced, field.rawValue, example: "\(self[field]) by \(news[field]) of \(displayName)")
      }
      self[field] = news[field]
    }
    let old = extras.filter(\.isBookkeeping)
    if !isOnlySource { renewNote(news.note) }
    absorb(news, keepsKinds: true)
    // How the record looks now comes before how it looked.
    for extra in news.extras {
      guard let index = extras.firstIndex(where: { $0.name == extra.name }) else { continue }
      if extra.isBookkeeping, let old = old.first(where: { $0.name == extra.name }) {
        extras[index].values = extra.values + old.values.filter { !extra.values.contains($0) }
      }
      if extra.isOfCard { dropDoubles(of: extra) }
    }
  }

  /// Drops values of a card's property that stand under another head as well, which says the same property anew: in
  /// another group, with other parameters.
  private mutating func dropDoubles(of news: Extra) {
    let name = news.propertyName
    for index in extras.indices where extras[index].isOfCard && extras[index].name != news.name {
      guard extras[index].propertyName == name else { continue }
      extras[index].values.removeAll { news.values.contains($0) }
    }
    extras.removeAll { $0.isOfCard && $0.values.isEmpty }
  }

  /// Takes in the note that a record of this contact has anew: lines of this note that it says too, word for word, give
  /// way to it; the others may be another record's, and stay.
  mutating func renewNote(_ text: String) {
    if text.isEmpty || note.isEmpty || note.hasLines(of: text) { return }
    let news = Said(text)
    var lines: [Substring] = []
    var place: Int?
    // What stands behind a line that gave way: an empty line parts what is left, and is not left alone.
    var (isBehind, isGap) = (false, false)
    for line in note.split(separator: "\n", omittingEmptySubsequences: false) {
      if !line.isEmpty, news.says(line) {
        place = place ?? lines.count
        (isBehind, isGap) = (true, false)
      } else if line.isEmpty, isBehind {
        isGap = true
      } else {
        if isGap { lines.append("") }
        lines.append(line)
        (isBehind, isGap) = (false, false)
      }
    }
    guard let place else { return }
    lines.insert(contentsOf: text.split(separator: "\n", omittingEmptySubsequences: false), at: place)
    note = lines.joined(separator: "\n")
  }

  /// Whether there is nothing to replace: the value is told already, if by an extra of the field's name, or is free.
  private func knows(_ value: String, as field: TextField) -> Bool {
    field == .note || self[field].isEmpty || Self.covers(self[field], value, as: field)
      || extra(field.rawValue)?.contains(value) == true
  }
}

extension Extra {
  /// What a card's property is called, without its group and parameters.
  fileprivate var propertyName: String {
    let head = name.dropFirst(Self.cardPrefix.count).prefix { $0 != ";" }
    return head.split(separator: ".").last.map { $0.uppercased() } ?? ""
  }
}

/// What the lines of a note say.
private struct Said {
  private let lines: Set<Substring>
  /// The words of each line, folded, a space around each; none of a note that is long.
  private let words: [[UInt8]]

  /// Lines of a longer note are only compared as a whole, for the time is to be bounded.
  private static let maximumCompared = 4_096

  init(_ note: String) {
    let all = note.split(separator: "\n")
    lines = Set(all)
    words = note.utf8.count > Self.maximumCompared ? [] : all.map(Self.words)
  }

  /// Whether one of them says what `line` says, and perhaps more.
  func says(_ line: Substring) -> Bool {
    if lines.contains(line) { return true }
    if line.utf8.count > Self.maximumCompared || words.isEmpty { return false }
    let wanted = Self.words(line)
    return wanted.count > 2 && words.contains { $0.firstRange(of: wanted) != nil }
  }

  private static func words(_ line: Substring) -> [UInt8] {
    [Folding.space] + Folding.folded(String(line)) + [Folding.space]
  }
}
