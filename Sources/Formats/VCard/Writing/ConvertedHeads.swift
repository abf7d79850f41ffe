import VCardSyntax

/// What heads that come again become in another version, by the numbers that their reader gave them.
struct ConvertedHeads {
  /// A head as the other version has it.
  struct Head {
    var bytes: [UInt8]
    /// What the version cannot hold of it.
    var losses: [String]
    /// Whether the value of an extra field is a URI.
    var isURI = false
    /// Which of the properties it is that a card has once at most.
    var single: Int?
  }

  private var heads: [Head?] = []
  private var origin = VCardVersion.v30
  private var version = VCardVersion.v30

  /// What the head of a line becomes; nil where that is not known yet.
  mutating func head(of line: CardComposer.Line, isExtra: Bool, in version: VCardVersion) -> Head? {
    guard let place = place(of: line, isExtra: isExtra, in: version) else { return nil }
    return heads[place]
  }

  /// Keeps in mind what the head of a line became, if the line has nothing of its own that it depends on.
  mutating func learn(_ head: Head, of line: CardComposer.Line, isExtra: Bool, in version: VCardVersion) {
    guard let place = place(of: line, isExtra: isExtra, in: version) else { return }
    heads[place] = head
  }

  private mutating func place(of line: CardComposer.Line, isExtra: Bool, in version: VCardVersion) -> Int? {
    // How a UID is written depends on its value.
    guard line.property.headNumber != 0, line.addressLabel == nil, line.kindTypes == nil, line.item == nil,
      line.slot != .identity
    else { return nil }
    if heads.isEmpty || line.origin != origin || version != self.version {
      heads = Array(repeating: nil, count: VCardReader.headNumbers * 4)
      (origin, self.version) = (line.origin, version)
    }
    return line.property.headNumber * 4 + (line.becomesURI ? 2 : 0) + (isExtra ? 1 : 0)
  }
}
