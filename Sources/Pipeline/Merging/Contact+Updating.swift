import Contacts

extension Contact {
  /// Takes in what an import says anew about this contact of a bundle.
  ///
  /// Where the import comes from the contact's own source record, its single fields replace the old ones, each told;
  /// what it no longer holds stays. From elsewhere, it only adds (``absorb(_:)``).
  mutating func update(with news: Contact, log: inout DiagnosticLog) {
    if !source.isEmpty, source == news.source {
      for field in TextField.content where !news[field].isEmpty && news[field] != self[field] {
        if !self[field].isEmpty {
          log.add(.valueReplaced, field.rawValue, example: "\(self[field]) by \(news[field]) of \(displayName)")
        }
        self[field] = news[field]
      }
    }
    absorb(news)
  }
}
