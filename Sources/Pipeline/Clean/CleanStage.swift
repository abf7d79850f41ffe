import Contacts

/// Tidies what people and programs leave in texts: spaces, invisible characters, accents in two pieces, words that mean
/// "nothing", names the wrong way round, several numbers or addresses in one cell.
struct CleanStage {
  /// Tidies a contact.
  ///
  /// - Returns: the only number of the contact where a spreadsheet rounded its digits away; nil for all others.
  func run(_ contact: inout Contact, at place: Place, log: inout DiagnosticLog) -> String? {
    var tidy = TextTidier(place: place)
    tidy.line(&contact.name.display, "name.display", &log)
    tidy.line(&contact.name.prefix, "name.prefix", &log)
    tidy.line(&contact.name.given, "name.given", &log)
    tidy.line(&contact.name.middle, "name.middle", &log)
    tidy.line(&contact.name.family, "name.family", &log)
    tidy.line(&contact.name.suffix, "name.suffix", &log)
    tidy.line(&contact.name.nickname, "name.nickname", &log)
    tidy.line(&contact.name.phoneticGiven, "name.phonetic-given", &log)
    tidy.line(&contact.name.phoneticFamily, "name.phonetic-family", &log)
    tidy.line(&contact.organization, "organization", &log)
    tidy.line(&contact.department, "department", &log)
    tidy.line(&contact.title, "title", &log)
    tidy.line(&contact.birthday, "birthday", &log)
    tidy.line(&contact.revised, "revised", &log)
    tidy.line(&contact.owner, "owner", &log)
    tidy.line(&contact.source.id, "source.id", &log)
    tidy.paragraphs(&contact.note, "note", &log)
    for index in contact.numbers.indices { tidy.number(&contact.numbers[index], &log) }
    for index in contact.emails.indices { tidy.line(&contact.emails[index].address, "email", &log) }
    for index in contact.addresses.indices { tidy.address(&contact.addresses[index], &log) }
    for index in contact.urls.indices { tidy.line(&contact.urls[index], "url", &log) }
    for index in contact.phonebooks.indices { tidy.line(&contact.phonebooks[index], "phonebooks", &log) }
    for extra in contact.extras.indices where !contact.extras[extra].isBookkeeping && !contact.extras[extra].isOfCard {
      for value in contact.extras[extra].values.indices {
        tidy.paragraphs(&contact.extras[extra].values[value], "extra fields", emptyWords: false, &log)
      }
    }

    // Of nearly all contacts nothing is empty.
    if tidy.foundBlankNumber { contact.numbers.removeAll(where: \.isBlank) }
    if tidy.foundEmptyAddress { contact.addresses.removeAll(where: \.isEmpty) }
    if contact.urls.hasAny({ $0.isEmpty }) { contact.urls.removeAll(where: \.isEmpty) }
    if contact.phonebooks.hasAny({ $0.isEmpty }) { contact.phonebooks.removeAll(where: \.isEmpty) }
    if tidy.foundOddNumber {
      contact.takeEmailsOutOfNumbers(at: place, log: &log)
      contact.splitNumbers(at: place, log: &log)
    }
    contact.splitEmails(at: place, log: &log)
    let tookNumber = contact.takeNumberOutOfName(at: place, log: &log)
    let rounded = tidy.foundOddNumber || tookNumber ? contact.mendNumbers(at: place, log: &log) : nil
    contact.turnName(at: place, log: &log)
    return rounded
  }
}

/// Tidies single texts and tells each kind of change.
private struct TextTidier {
  let place: Place
  /// Whether of a number more than its spelling may have to be mended.
  private(set) var foundOddNumber = false
  private(set) var foundBlankNumber = false
  private(set) var foundEmptyAddress = false

  init(place: Place) { self.place = place }

  @inline(__always)
  func line(_ text: inout String, _ field: String, _ log: inout DiagnosticLog) {
    if !text.isEmpty { tidy(&text, field, lines: false, &log) }
  }

  @inline(__always)
  func lines(_ text: inout String, _ field: String, _ log: inout DiagnosticLog) {
    if !text.isEmpty { tidy(&text, field, lines: true, &log) }
  }

  /// Tidies a text whose blanks and blank lines are its own: the paragraphs of a note, what stands under each other.
  func paragraphs(_ text: inout String, _ field: String, emptyWords: Bool = true, _ log: inout DiagnosticLog) {
    if text.isEmpty { return }
    if !TidyText.isPlain(paragraphs: text) {
      let tidy = TidyText(paragraphs: text)
      if tidy.hasTidiedSpaces { log.add(.spacesTidied, field, at: place) }
      if tidy.hasRemovedInvisibles { log.add(.invisiblesRemoved, field, at: place) }
      text = tidy.text
    }
    unwrap(&text, field, emptyWords: emptyWords, &log)
  }

  mutating func address(_ address: inout PostalAddress, _ log: inout DiagnosticLog) {
    line(&address.poBox, "address.po-box", &log)
    line(&address.extended, "address.extended", &log)
    lines(&address.street, "address.street", &log)
    line(&address.locality, "address.locality", &log)
    line(&address.region, "address.region", &log)
    line(&address.postalCode, "address.postal-code", &log)
    line(&address.country, "address.country", &log)
    if address.isEmpty { foundEmptyAddress = true }
  }

  mutating func number(_ number: inout Number, _ log: inout DiagnosticLog) {
    line(&number.label, "number label", &log)
    if NumberDamage.isPlain(number.raw) { return }
    lines(&number.raw, "number", &log)
    if number.isBlank { foundBlankNumber = true }
    if NumberDamage.isOdd(number.raw) { foundOddNumber = true }
  }

  /// Never inlined: a copy of it for each field would not fit into a core's cache of instructions.
  @inline(never)
  private func tidy(_ text: inout String, _ field: String, lines: Bool, _ log: inout DiagnosticLog) {
    switch TidyText.look(at: text) {
    case .plain: return
    case .tidy: break
    case .untidy:
      let tidy = TidyText(text, keepsLines: lines)
      if tidy.hasTidiedSpaces { log.add(.spacesTidied, field, at: place) }
      if tidy.hasRemovedInvisibles { log.add(.invisiblesRemoved, field, at: place) }
      if tidy.hasComposed { log.add(.accentsComposed, field, at: place) }
      text = tidy.text
    }
    unwrap(&text, field, emptyWords: true, &log)
  }

  private func unwrap(_ text: inout String, _ field: String, emptyWords: Bool, _ log: inout DiagnosticLog) {
    if let (value, what) = Wrapping.removed(from: text) {
      log.add(.cellUnwrapped, what, at: place, example: text)
      text = value
    }
    if emptyWords, TidyText.isEmptyWord(text) {
      log.add(.emptyWord, field, at: place, example: text)
      text = ""
    }
  }
}

extension Number {
  /// Whether nothing is written and nothing can be dialled.
  var isBlank: Bool { raw.isEmpty && number.isEmpty && `internal`.isEmpty }
}

extension Array {
  /// Whether any element fits, none of which is copied.
  @inline(__always)
  func hasAny(_ fits: (borrowing Element) -> Bool) -> Bool {
    withUnsafeBufferPointer { elements in
      for index in elements.indices where fits(elements[index]) { return true }
      return false
    }
  }
}
