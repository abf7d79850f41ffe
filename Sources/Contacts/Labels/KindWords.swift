/// The words that people and programs use for kinds of numbers, in the languages that exports come in.
///
/// A label is read as its words, the most telling first: a fax is a fax wherever it stands, a mobile stays a mobile at
/// work, and what no word tells is left to the caller, which keeps the label and calls the number *other*.
package enum KindWords {
  package static func kind(of label: String) -> Number.Kind? {
    guard !label.isEmpty else { return nil }
    let key = HeaderKey(label).text
    func holds(_ words: [String]) -> Bool { words.contains(where: key.holds) }
    if holds(fax) { return holds(home) ? .homeFax : .businessFax }
    if holds(pager) { return .pager }
    if holds(mobile) { return .mobile }
    if holds(home) { return .home }
    if holds(business) { return .business }
    return nil
  }

  package static func setting(of label: String) -> Setting? {
    guard !label.isEmpty else { return nil }
    let key = HeaderKey(label).text
    if home.contains(where: key.holds) { return .home }
    if business.contains(where: key.holds) { return .work }
    return nil
  }

  // English, German, French, Spanish, Italian, Dutch, Portuguese.
  private static let fax = ["fax", "télécopie", "telecopie"]
  private static let pager = ["pager", "beeper", "cercapersone", "buscapersonas", "bip"]
  private static let mobile = ["mobil", "cell", "handy", "gsm", "portable", "móvil", "movil", "telemóvel", "iphone"]
  private static let home = ["home", "privat", "domicile", "casa", "thuis", "privé", "prive", "maison", "personal"]
  private static let business = [
    "work", "business", "office", "arbeit", "büro", "geschäft", "firma", "dienst", "bureau", "travail",
    "professionnel", "trabajo", "oficina", "ufficio", "lavoro", "werk", "kantoor", "trabalho", "escritório", "main",
    "company", "direct",
  ]
}
