import Contacts

/// Tidies what people and programs leave in texts: spaces, invisible characters, accents in two pieces, words that mean
/// "nothing", names the wrong way round, several numbers or addresses in one cell.
struct CleanStage {
  /// Tidies a contact.
  ///
  /// - Returns: the only number of the contact where a spreadsheet rounded its digits away; nil for all others.
  func run(_ contact: inout Contact, at place: Place, log: inout DiagnosticLog) -> String? {
    // Exchanged instead of copied: a log that two hold would be copied at each complaint.
    var tidy = TextTidier(place: place)
    swap(&tidy.log, &log)
    tidy.line(&contact.name.display, "name.display")
    tidy.line(&contact.name.prefix, "name.prefix")
    tidy.line(&contact.name.given, "name.given")
    tidy.line(&contact.name.middle, "name.middle")
    tidy.line(&contact.name.family, "name.family")
    tidy.line(&contact.name.suffix, "name.suffix")
    tidy.line(&contact.name.nickname, "name.nickname")
    tidy.line(&contact.name.phoneticGiven, "name.phonetic-given")
    tidy.line(&contact.name.phoneticFamily, "name.phonetic-family")
    tidy.line(&contact.organization, "organization")
    tidy.line(&contact.department, "department")
    tidy.line(&contact.title, "title")
    tidy.line(&contact.birthday, "birthday")
    tidy.line(&contact.revised, "revised")
    tidy.line(&contact.owner, "owner")
    tidy.line(&contact.source.id, "source.id")
    tidy.paragraphs(&contact.note, "note")
    for index in contact.numbers.indices {
      tidy.line(&contact.numbers[index].label, "number label")
      tidy.lines(&contact.numbers[index].raw, "number")
    }
    for index in contact.emails.indices { tidy.line(&contact.emails[index].address, "email") }
    for index in contact.addresses.indices { tidy.address(&contact.addresses[index]) }
    for index in contact.urls.indices { tidy.line(&contact.urls[index], "url") }
    for index in contact.phonebooks.indices { tidy.line(&contact.phonebooks[index], "phonebooks") }
    for extra in contact.extras.indices where !contact.extras[extra].isBookkeeping && !contact.extras[extra].isOfCard {
      for value in contact.extras[extra].values.indices {
        tidy.paragraphs(&contact.extras[extra].values[value], "extra fields", emptyWords: false)
      }
    }
    swap(&tidy.log, &log)

    // Of nearly all contacts nothing is empty, and a look in place costs next to nothing.
    if contact.numbers.hasAny({ $0.isBlank }) { contact.numbers.removeAll(where: \.isBlank) }
    if contact.addresses.hasAny({ $0.isEmpty }) { contact.addresses.removeAll(where: \.isEmpty) }
    if contact.urls.hasAny({ $0.isEmpty }) { contact.urls.removeAll(where: \.isEmpty) }
    if contact.phonebooks.hasAny({ $0.isEmpty }) { contact.phonebooks.removeAll(where: \.isEmpty) }
    let isOdd = contact.hasOddNumbers
    if isOdd {
      contact.takeEmailsOutOfNumbers(at: place, log: &log)
      contact.splitNumbers(at: place, log: &log)
    }
    contact.splitEmails(at: place, log: &log)
    let tookNumber = contact.takeNumberOutOfName(at: place, log: &log)
    let rounded = isOdd || tookNumber ? contact.mendNumbers(at: place, log: &log) : nil
    contact.turnName(at: place, log: &log)
    return rounded
  }
}

/// Tidies single texts and tells each kind of change.
private struct TextTidier {
  let place: Place
  var log = DiagnosticLog()

  init(place: Place) { self.place = place }

  @inline(__always)
  mutating func line(_ text: inout String, _ field: String) { if !text.isEmpty { tidy(&text, field, lines: false) } }

  @inline(__always)
  mutating func lines(_ text: inout String, _ field: String) { if !text.isEmpty { tidy(&text, field, lines: true) } }

  /// Tidies a text whose blanks and blank lines are its own: the paragraphs of a note, what stands under each other.
  mutating func paragraphs(_ text: inout String, _ field: String, emptyWords: Bool = true) {
    if text.isEmpty { return }
    if !TidyText.isPlain(paragraphs: text) {
      let tidy = TidyText(paragraphs: text)
      if tidy.hasTidiedSpaces { log.add(.spacesTidied, field, at: place) }
      if tidy.hasRemovedInvisibles { log.add(.invisiblesRemoved, field, at: place) }
      text = tidy.text
    }
    unwrap(&text, field, emptyWords: emptyWords)
  }

  mutating func address(_ address: inout PostalAddress) {
    line(&address.poBox, "address.po-box")
    line(&address.extended, "address.extended")
    lines(&address.street, "address.street")
    line(&address.locality, "address.locality")
    line(&address.region, "address.region")
    line(&address.postalCode, "address.postal-code")
    line(&address.country, "address.country")
  }

  private mutating func tidy(_ text: inout String, _ field: String, lines: Bool) {
    if TidyText.isPlain(text) { return }
    let tidy = TidyText(text, keepsLines: lines)
    if tidy.hasTidiedSpaces { log.add(.spacesTidied, field, at: place) }
    if tidy.hasRemovedInvisibles { log.add(.invisiblesRemoved, field, at: place) }
    if tidy.hasComposed { log.add(.accentsComposed, field, at: place) }
    text = tidy.text
    unwrap(&text, field, emptyWords: true)
  }

  private mutating func unwrap(_ text: inout String, _ field: String, emptyWords: Bool) {
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
  fileprivate func hasAny(_ fits: (borrowing Element) -> Bool) -> Bool {
    withUnsafeBufferPointer { elements in
      for index in elements.indices where fits(elements[index]) { return true }
      return false
    }
  }
}
