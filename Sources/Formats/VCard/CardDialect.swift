import Contacts
import VCardSyntax

/// How one producer writes cards: what a descriptor with `syntax: vcard` says.
struct CardDialect: Sendable {
  /// The version that is written; nil for each card's own, and 3.0 for contacts that came from no card.
  var version: VCardVersion?
  /// How lines are laid out.
  var layout = VCardWriter.Layout()
  /// What types that are no standard's mean.
  var kinds: [HeaderKey: Number.Kind] = [:]
  /// The types that a kind is written as, parted by commas.
  var typeNames: [Number.Kind: String] = [:]
  /// Whether properties that the model has no field for, and extra fields, are written.
  var writesExtras = true
  /// Kinds of numbers that the target has no use for.
  var leaveOut: Set<Number.Kind> = []
  /// What the target accepts in one text.
  var fitting = Fitting(rules: FieldRules()) { $0.dialled }

  /// The dialect that a descriptor tells.
  init(_ format: Format) {
    version = format.writing.cardVersion
    layout = VCardWriter.Layout(width: format.writing.lineWidth, isCRLF: format.writing.crlf ?? true)
    kinds = format.kinds
    typeNames = format.kindNames
    leaveOut = format.writing.leaveOut
    fitting = Fitting(rules: format.profile.rules) { $0.dialled }
    writesExtras = format.writing.extras
  }

  /// The kind of a number; nil where no type tells.
  func kind(of property: VCardProperty) -> Number.Kind? {
    if let kind = TypeWords(of: property).kind { return kind }
    guard !property.parameterText.isEmpty else { return nil }
    var found: Number.Kind?
    property.forEachType { word in found = found ?? self.kind(ofWord: word) }
    return found
  }

  /// The kind that a single type says; nil where it says none.
  func kind(ofType word: UnsafeRawBufferPointer) -> Number.Kind? { TypeWords(word).kind ?? kind(ofWord: word) }

  /// What a word means that is no standard's.
  private func kind(ofWord word: UnsafeRawBufferPointer) -> Number.Kind? {
    if Self.isNeutral(word) { return nil }
    let text = word.text
    return kinds[HeaderKey(text)] ?? KindWords.kind(of: text)
  }

  /// Types of the standards that say nothing of the kind.
  private static func isNeutral(_ word: UnsafeRawBufferPointer) -> Bool {
    word.equals("VOICE") || word.equals("PREF") || word.equals("MSG") || word.equals("TEXT") || word.equals("VIDEO")
      || word.equals("ISDN") || word.equals("MODEM") || word.equals("BBS") || word.equals("TEXTPHONE")
      || word.equals("OTHER")
  }

  /// The types for a number of a kind, where the target has words of its own for it and the property says others.
  func otherTypes(than property: VCardProperty, for kind: Number.Kind) -> [String]? {
    guard let names = typeNames[kind] else { return nil }
    let wanted = names.split(separator: ",").map(String.init)
    var own = Set<String>()
    property.forEachType { word in
      let word = String(decoding: word, as: UTF8.self).uppercased()
      if TypeWords.isKind(word) { own.insert(word) }
    }
    return own == Set(wanted) ? nil : wanted
  }

  func typeList(for kind: Number.Kind) -> [String] { types(for: kind).split(separator: ",").map(String.init) }

  func types(for kind: Number.Kind) -> String { typeNames[kind] ?? TypeWords.written(for: kind) }
}
