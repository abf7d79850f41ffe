import Contacts

/// A place in a record, as a descriptor names it.
///
/// Of a table, a column's header: `Business Number`, or `Phone {n} - Value` for a series of columns. Of XML, a path from
/// the contact's element: `@Phone1` an attribute, `Name` a child's text, `item/@number` an attribute of children.
struct Locator: Sendable {
  /// As written in the descriptor.
  let text: String
  /// The header as it is compared.
  let key: HeaderKey
  /// Whether it stands for a series of places, numbered from 1.
  let isSeries: Bool

  init(_ text: String) {
    self.text = text
    key = HeaderKey(text)
    isSeries = text.holds("{n}")
  }

  /// The place with the number `n` of a series.
  func member(_ n: Int) -> Locator {
    guard isSeries, let mark = text.firstRange(of: "{n}") else { return self }
    return Locator(text[..<mark.lowerBound] + "\(n)" + text[mark.upperBound...])
  }

  /// The `n`-th column of this header: `Titre#2` for the second.
  func repetition(_ n: Int) -> Locator { n == 1 ? self : Locator("\(text)#\(n)") }

  /// The text before the number of a series, which its places share; nil for none.
  var stem: Substring? { isSeries ? text.firstRange(of: "{n}").map { text[..<$0.lowerBound] } : nil }
}

extension Locator: Hashable {
  static func == (a: Locator, b: Locator) -> Bool { a.key == b.key && a.text == b.text }

  func hash(into hasher: inout Hasher) { hasher.combine(key) }
}
