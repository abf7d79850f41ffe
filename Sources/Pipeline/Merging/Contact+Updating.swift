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
    absorb(news)
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
