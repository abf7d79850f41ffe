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
    absorb(news)
  }

  /// Whether there is nothing to replace: the value is told already, if by an extra of the field's name, or is free.
  private func knows(_ value: String, as field: TextField) -> Bool {
    field == .note || self[field].isEmpty || Self.covers(self[field], value, as: field)
      || extra(field.rawValue)?.contains(value) == true
  }
}
