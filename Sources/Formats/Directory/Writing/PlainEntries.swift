import Contacts
import XMLSyntax

/// Writes the entries that need no decision straight from packed contacts, without making one.
///
/// Most contacts of most directories are plain: their texts fit as they are, each number has a place of its kind, and
/// nothing is lost. For those, and only for those, this writes what ``EntryComposer`` and ``DirectoryDocument`` would;
/// all others, and everything there is to tell, are left to them.
struct PlainEntries {
  /// Text that a format has for every entry; see ``Literals``.
  private typealias Literal = UnsafeBufferPointer<UInt8>

  /// One step of writing an entry. Nothing in it is counted, so that looking at one costs nothing.
  private enum Step {
    case begin(Tag)
    case attribute(Literal, Source, otherwise: Literal?)
    case element(Tag, Source, otherwise: Literal?)
    case text(Source)
    case end
  }

  /// An element's name, and the attribute by which it is told from others; empty for none.
  private struct Tag {
    let name: Literal
    let attribute: Literal
    let value: Literal
  }

  private enum Source {
    case rule(Int)
    case fixed(Literal)
  }

  /// How the text of a rule comes about.
  private enum Rule {
    /// The text of a field by its place in ``TextField/allCases``.
    case field(Int)
    /// What some of the pieces give.
    case template(Range<Int>)
    /// The next number of a kind, or of any.
    case slot(Int)
    /// What only contacts with more than names and numbers have.
    case nothing
  }

  private enum Piece {
    case field(Int, before: Literal?, opening: Literal?, closing: Literal?)
    case end(Literal)
  }

  private let literals = Literals()
  private var steps: [Step] = []
  private var rules: [Rule] = []
  /// By rule: what its text must keep to.
  private var limits: [TextRule?] = []
  private var pieces: [Piece] = []
  private let numberLimit: TextRule?
  /// Rules for names, that for the whole name first asked when the others are empty.
  private let nameRules: [Int]
  private let namedBy: [Int]
  private let nameRule: Int?
  private let required: [Int]
  /// By place in ``TextField/allCases``: whether the field has a place of its own, and whether it must have one.
  private var isTaken: [Bool]
  private let isContent: [Bool]
  private let isNamePart: [Bool]
  private let parts: (display: Int, given: Int, family: Int)
  private let wantsParts: Bool
  /// By slot: the place of its kind in ``Number/Kind``'s cases, -1 for any.
  private let slotKinds: [Int]
  private let slotOrder: [Int]
  /// By place in ``Number/Kind``'s cases.
  private let leavesOut: [Bool]
  private let phonebooks: DirectoryLayout.Phonebooks
  private let needs: (name: Bool, number: Bool)

  // What one entry is made of; kept from entry to entry.
  private var outline = PackedOutline()
  private var texts: [UnsafeRawBufferPointer] = []
  private var slots: [Int] = []
  private let scratch = Scratch()

  /// Nil where an entry of the format can hold what is not told of a contact by its texts and numbers.
  init?(_ writer: DirectoryWriter, _ element: DirectoryElement, at place: DirectoryPlace) {
    let composer = writer.composer
    guard composer.dialsAsWritten, writer.layout.limits.unique.isEmpty, writer.layout.numbersAnEntry == 0 else {
      return nil
    }
    let profile = writer.format.profile
    numberLimit = profile.rules.number
    leavesOut = Number.Kind.allCases.map(writer.format.writing.leaveOut.contains)
    phonebooks = writer.layout.phonebooks
    needs = (profile.requirements.contains(.name), profile.requirements.contains(.number))
    let fields = TextField.allCases
    func index(_ field: TextField) -> Int { fields.firstIndex(of: field) ?? 0 }
    isTaken = fields.map { _ in false }
    isContent = fields.map(TextField.content.contains)
    isNamePart = fields.map(TextField.nameParts.contains)
    parts = (index(.display), index(.given), index(.family))
    var slotCount = 0
    var nameRules: [Int] = []
    var namedBy: [Int] = []
    for (position, rule) in composer.rules.enumerated() {
      guard rule.about == nil, rule.fixed == nil, rule.empty == nil, rule.words.isEmpty, rule.meaning != .numberLabel
      else { return nil }
      switch rule.meaning {
      case .text(let field):
        limits.append(profile.rules.texts[field])
        if let template = rule.template {
          let start = pieces.count
          for part in template.parts {
            pieces.append(
              .field(
                index(part.field), before: literals.text(part.before), opening: literals.text(part.opening),
                closing: literals.text(part.closing)))
          }
          if let end = literals.text(template.end) { pieces.append(.end(end)) }
          rules.append(.template(start..<pieces.count))
          for part in template.fields { isTaken[index(part)] = true }
        } else {
          rules.append(.field(index(field)))
        }
        isTaken[index(field)] = true
        if TextField.nameParts.contains(field) { nameRules.append(position) }
        if [.display, .given, .middle, .family].contains(field) { namedBy.append(position) }
      case .number:
        limits.append(nil)
        rules.append(.slot(slotCount))
        slotCount += 1
      default:
        limits.append(nil)
        rules.append(.nothing)
      }
    }
    self.nameRules = nameRules
    self.namedBy = namedBy
    nameRule = composer.nameRule
    wantsParts = composer.wantsParts
    required = composer.rules.indices.filter { composer.rules[$0].isRequired }
    slotKinds = composer.slots.kinds.map { kind in kind.flatMap { Number.Kind.allCases.firstIndex(of: $0) } ?? -1 }
    slotOrder = composer.slots.filling
    texts = rules.map { _ in UnsafeRawBufferPointer(start: nil, count: 0) }
    slots = slotKinds.map { _ in -1 }
    guard add(element, at: place) else { return nil }
  }

  private mutating func add(_ element: DirectoryElement, at place: DirectoryPlace) -> Bool {
    guard place.steps.count == 1, let step = place.steps.last else { return false }
    steps.append(.begin(tag(step)))
    for entry in element.map.entries {
      for content in entry.contents {
        switch content {
        case .element(let inner):
          guard inner.each == nil, add(inner, at: entry.place) else { return false }
        case .value(let value):
          guard value.patterns.isEmpty, value.words.isEmpty || value.isRule else { return false }
          let source: Source
          switch value.meaning {
          case .rule(let index): source = .rule(index)
          case .fixed(let text): source = .fixed(literals.add(text))
          case .ignored where value.otherwise == nil: continue
          default: return false
          }
          let otherwise = value.otherwise.map(literals.add)
          switch (entry.place.attribute, entry.place.steps.count) {
          case (let name?, 0): steps.append(.attribute(literals.add(name), source, otherwise: otherwise))
          case (nil, 0) where otherwise == nil: steps.append(.text(source))
          case (nil, 1): steps.append(.element(tag(entry.place.steps[0]), source, otherwise: otherwise))
          default: return false
          }
        }
      }
    }
    steps.append(.end)
    return true
  }

  private func tag(_ step: DirectoryPlace.Step) -> Tag {
    Tag(
      name: literals.add(step.qualifiedName), attribute: literals.add(step.attribute),
      value: literals.add(step.value))
  }

  /// Writes the entry of a packed contact; false, and nothing written, where the contact is not plain.
  mutating func write(_ bytes: UnsafeBufferPointer<UInt8>, to xml: inout XMLWriter) -> Bool {
    outline.read(bytes)
    guard isPlain, assignNumbers(UnsafeRawBufferPointer(bytes)), compose(UnsafeRawBufferPointer(bytes)),
      nothingIsLost(UnsafeRawBufferPointer(bytes))
    else { return false }
    for step in steps { write(step, to: &xml) }
    return true
  }

  private var isPlain: Bool {
    if outline.hasMore { return false }
    switch phonebooks {
    case .none: if !outline.phonebooks.isEmpty { return false }
    case .first: if outline.phonebooks.count > 1 { return false }
    case .all: break
    }
    return !wantsParts || !outline.texts[parts.given].isEmpty || !outline.texts[parts.family].isEmpty
  }

  /// Gives every number a free slot of its kind; false where one has none, or could not be dialled.
  private mutating func assignNumbers(_ bytes: UnsafeRawBufferPointer) -> Bool {
    for slot in slots.indices { slots[slot] = -1 }
    for index in outline.numbers.indices {
      let number = outline.numbers[index]
      guard number.extension.isEmpty, number.label.isEmpty, !leavesOut[number.kindIndex] else { return false }
      var slot = -1
      for candidate in slotOrder where slots[candidate] < 0 {
        guard slotKinds[candidate] < 0 || slotKinds[candidate] == number.kindIndex else { continue }
        slot = candidate
        break
      }
      let dialled = UnsafeRawBufferPointer(rebasing: bytes[number.dialled])
      guard slot >= 0, !dialled.isEmpty, numberLimit?.accepts(dialled.utf8) ?? true else { return false }
      slots[slot] = index
    }
    return !outline.numbers.isEmpty || !needs.number
  }

  /// Makes the text of every rule; false where one does not fit, or a name would be missing.
  private mutating func compose(_ bytes: UnsafeRawBufferPointer) -> Bool {
    scratch.clear()
    for rule in rules.indices {
      var text = UnsafeRawBufferPointer(start: nil, count: 0)
      switch rules[rule] {
      case .nothing: break
      case .slot(let slot):
        if slots[slot] >= 0 { text = UnsafeRawBufferPointer(rebasing: bytes[outline.numbers[slots[slot]].dialled]) }
      case .field(let field): text = UnsafeRawBufferPointer(rebasing: bytes[outline.texts[field]])
      case .template(let pieces):
        guard let composed = compose(pieces, bytes) else { return false }
        text = composed
      }
      guard limits[rule]?.accepts(text.utf8) ?? true else { return false }
      texts[rule] = text
    }
    var isNamed = false
    for rule in namedBy where !texts[rule].isEmpty { isNamed = true }
    let display = UnsafeRawBufferPointer(rebasing: bytes[outline.texts[parts.display]])
    if let nameRule, !isNamed, !display.isEmpty || needs.name {
      guard !display.isEmpty, limits[nameRule]?.accepts(display.utf8) ?? true else { return false }
      texts[nameRule] = display
    }
    for rule in required where texts[rule].isEmpty { return false }
    return true
  }

  /// As ``NameTemplate/text(of:)``; nil where the scratch is too small.
  private func compose(_ range: Range<Int>, _ bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer? {
    let start = scratch.count
    func append(_ text: Literal?) -> Bool { text.map { scratch.append(UnsafeRawBufferPointer($0)) } ?? true }
    for index in range {
      switch pieces[index] {
      case .field(let field, let before, let opening, let closing):
        let value = UnsafeRawBufferPointer(rebasing: bytes[outline.texts[field]])
        if value.isEmpty { continue }
        guard append(scratch.count > start ? before : opening), scratch.append(value), append(closing) else {
          return nil
        }
      case .end(let text): if scratch.count > start, !append(text) { return nil }
      }
    }
    return scratch.bytes(from: start)
  }

  /// Whether every text of the contact has a place, or stands in the name as written.
  private func nothingIsLost(_ bytes: UnsafeRawBufferPointer) -> Bool {
    for field in isContent.indices where isContent[field] && !isTaken[field] {
      let span = outline.texts[field]
      if span.isEmpty { continue }
      guard isNamePart[field] else { return false }
      let part = UnsafeRawBufferPointer(rebasing: bytes[span])
      var isWritten = false
      for rule in nameRules where texts[rule].holds(part) { isWritten = true }
      if !isWritten { return false }
    }
    return true
  }

  private func write(_ step: Step, to xml: inout XMLWriter) {
    switch step {
    case .begin(let tag): begin(tag, &xml)
    case .attribute(let name, let source, let otherwise):
      if let text = text(of: source, otherwise) { xml.attribute(name, text) }
    case .element(let tag, let source, let otherwise):
      guard let text = text(of: source, otherwise) else { return }
      begin(tag, &xml)
      if !text.isEmpty { xml.text(text) }
      xml.end()
    case .text(let source): if let text = text(of: source, nil), !text.isEmpty { xml.text(text) }
    case .end: xml.end()
    }
  }

  private func begin(_ tag: Tag, _ xml: inout XMLWriter) {
    xml.begin(tag.name)
    if !tag.attribute.isEmpty { xml.attribute(tag.attribute, tag.value) }
  }

  private func text(of source: Source, _ otherwise: Literal?) -> Literal? {
    switch source {
    case .fixed(let text): text
    case .rule(let rule): texts[rule].isEmpty ? otherwise : texts[rule].utf8
    }
  }
}

/// Texts that stay where they are as long as the object lives.
private final class Literals {
  private var all: [UnsafeBufferPointer<UInt8>] = []

  deinit { for literal in all { literal.deallocate() } }

  func add(_ text: String) -> UnsafeBufferPointer<UInt8> {
    let bytes = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: text.utf8.count)
    _ = bytes.initialize(from: text.utf8)
    all.append(UnsafeBufferPointer(bytes))
    return UnsafeBufferPointer(bytes)
  }

  /// The text, if there is any.
  func text(_ text: String) -> UnsafeBufferPointer<UInt8>? { text.isEmpty ? nil : add(text) }
}

/// Room for names that are put together, one entry at a time.
private final class Scratch {
  private let room = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 12, alignment: 8)
  private(set) var count = 0

  deinit { room.deallocate() }

  func clear() { count = 0 }

  /// False where there is no room.
  func append(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard bytes.count <= room.count - count else { return false }
    UnsafeMutableRawBufferPointer(rebasing: room[count...]).copyMemory(from: bytes)
    count += bytes.count
    return true
  }

  func bytes(from start: Int) -> UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: room[start..<count]) }
}

extension DirectoryValue {
  fileprivate var isRule: Bool { if case .rule = meaning { true } else { false } }
}

extension UnsafeRawBufferPointer {
  fileprivate var utf8: UnsafeBufferPointer<UInt8> { assumingMemoryBound(to: UInt8.self) }

  /// Whether `part`, which is not empty, stands somewhere in the bytes.
  fileprivate func holds(_ part: UnsafeRawBufferPointer) -> Bool {
    guard let first = part.first, count >= part.count else { return false }
    for start in 0...(count - part.count) where self[start] == first {
      if self[start..<(start + part.count)].elementsEqual(part) { return true }
    }
    return false
  }
}
