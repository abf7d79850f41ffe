/// A place in a record, as a descriptor names it.
///
/// Of a table, a column's header: `Business Number`, or `Phone {n} - Value` for a series of columns. Of XML, a path from
/// the contact's element: `@Phone1` an attribute, `Name` a child's text, `item/@number` an attribute of children.
struct Locator: Hashable, Sendable {
  /// As written in the descriptor.
  let text: String

  init(_ text: String) { self.text = text }

  /// Whether it stands for a series of places, numbered from 1.
  var isSeries: Bool { text.firstRange(of: "{n}") != nil }

  /// The place with the number `n` of a series.
  func member(_ n: Int) -> Locator {
    guard let mark = text.firstRange(of: "{n}") else { return self }
    return Locator(text[..<mark.lowerBound] + "\(n)" + text[mark.upperBound...])
  }

  /// The `n`-th column of this header: `Titre#2` for the second.
  func repetition(_ n: Int) -> Locator { n == 1 ? self : Locator("\(text)#\(n)") }

  /// The text before the number of a series, which its places share; nil for none.
  var stem: Substring? { text.firstRange(of: "{n}").map { text[..<$0.lowerBound] } }
}
