/// Words of a street's name that are written short, long or not at all.
enum StreetWords {
  /// Stand-alone words that say what kind of way it is.
  static let kinds = WordSet(
    """
    street st str road rd avenue ave av lane ln drive dr court ct place pl square sq boulevard blvd bd close cl crescent
    cres circuit cct terrace tce ter parade pde highway hwy way parkway pkwy grove gr
    strasse weg platz allee gasse rue chemin via viale piazza corso calle avenida avda plaza rua ulica ul aleja al os
    straat laan plein cad caddesi cd sok sokak sk mah mahallesi bulvari
    """)

  /// Endings that are joined to the name: "Hauptstr.", "Hauptstraße", "pridhamstreet".
  private static let endings = ["strasse", "street", "strat", "str", "road", "avenue"].map { Array($0.utf8) }

  /// How long a street's name is without such an ending.
  static func lengthWithoutEnding(_ name: UnsafeBufferPointer<UInt8>) -> Int {
    // None of them ends in another letter.
    guard let last = name.last,
      last == UInt8(ascii: "e") || last == UInt8(ascii: "r") || last == UInt8(ascii: "t")
        || last == UInt8(ascii: "d")
    else { return name.count }
    for ending in endings where name.count > ending.count + 2 && name.suffix(ending.count).elementsEqual(ending) {
      return name.count - ending.count
    }
    return name.count
  }
}
