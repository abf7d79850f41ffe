import Contacts
import XMLSyntax

/// Writes the entries that need no decision straight from packed contacts, without making one.
///
/// Most contacts of most directories are plain: their texts fit as they are, each number has a place of its kind, and
/// nothing is lost. For those, and only for those, this writes what ``EntryComposer`` and ``DirectoryDocument`` would;
/// all others, and everything there is to tell, are left to them.
struct PlainEntries {
  /// One step of writing an entry.
  private enum Step {
    case begin([UInt8], attribute: [UInt8], value: [UInt8])
    case attribute([UInt8], Source, otherwise: [UInt8]?)
    case element([UInt8], attribute: [UInt8], value: [UInt8], Source, otherwise: [UInt8]?)
    case text(Source)
    case end
  }

  private enum Source {
    case rule(Int)
    case fixed([UInt8])
  }

  /// How the text of a rule comes about.
  private enum Rule {
    /// The text of a field by its place in ``TextField/allCases``.
    case field(Int, TextRule?)
    case template([Piece], TextRule?)
    /// The next number of a kind, or of any.
    case slot(Int)
    /// What only contacts with more than names and numbers have.
    case nothing
  }

  private enum Piece {
    case text([UInt8], isSeparator: Bool)
    case field(Int)
  }

  private let format: Format
  private var steps: [Step] = []
  private var rules: [Rule] = []
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
  private let slotKinds: [Number.Kind?]
  private let slotOrder: [Int]
  private let phonebooks: DirectoryLayout.Phonebooks
  private let requirements: Set<Profile.Requirement>

  // What one entry is made of; kept from entry to entry.
  private var outline = PackedOutline()
  private var texts: [UnsafeRawBufferPointer] = []
  private var slots: [Int] = []
  private var scratch: Scratch

  /// Nil where an entry of the format can hold what is not told of a contact by its texts and numbers.
  init?(_ writer: DirectoryWriter, _ element: DirectoryElement, at place: DirectoryPlace) {
    let composer = writer.composer
    guard composer.dialsAsWritten, writer.layout.limits.unique.isEmpty, writer.layout.numbersAnEntry == 0 else {
      return nil
    }
    format = writer.format
    phonebooks = writer.layout.phonebooks
    requirements = format.profile.requirements
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
        let limit = format.profile.rules.texts[field]
        if let template = rule.template {
          rules.append(
            .template(
              template.pieces.map { piece in
                switch piece {
                case .text(let text): .text(Array(text.utf8), isSeparator: NameTemplate.isSeparator(text))
                case .field(let field): .field(index(field))
                }
              }, limit))
          for part in template.fields { isTaken[index(part)] = true }
        } else {
          rules.append(.field(index(field), limit))
        }
        isTaken[index(field)] = true
        if TextField.nameParts.contains(field) { nameRules.append(position) }
        if [.display, .given, .middle, .family].contains(field) { namedBy.append(position) }
      case .number:
        rules.append(.slot(slotCount))
        slotCount += 1
      default: rules.append(.nothing)
      }
    }
    self.nameRules = nameRules
    self.namedBy = namedBy
    nameRule = composer.nameRule
    wantsParts = composer.wantsParts
    required = composer.rules.indices.filter { composer.rules[$0].isRequired }
    slotKinds = composer.slots.kinds
    slotOrder = composer.slots.filling
    scratch = Scratch()
    guard add(element, at: place) else { return nil }
  }

  private mutating func add(_ element: DirectoryElement, at place: DirectoryPlace) -> Bool {
    guard place.steps.count == 1, let step = place.steps.last else { return false }
    steps.append(
      .begin(Array(step.qualifiedName.utf8), attribute: Array(step.attribute.utf8), value: Array(step.value.utf8)))
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
          case .fixed(let text): source = .fixed(Array(text.utf8))
          case .ignored where value.otherwise == nil: continue
          default: return false
          }
          let otherwise = value.otherwise.map { Array($0.utf8) }
          switch (entry.place.attribute, entry.place.steps.count) {
          case (let name?, 0): steps.append(.attribute(Array(name.utf8), source, otherwise: otherwise))
          case (nil, 0) where otherwise == nil: steps.append(.text(source))
          case (nil, 1):
            let step = entry.place.steps[0]
            steps.append(
              .element(
                Array(step.qualifiedName.utf8), attribute: Array(step.attribute.utf8), value: Array(step.value.utf8),
                source, otherwise: otherwise))
          default: return false
          }
        }
      }
    }
    steps.append(.end)
    return true
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
    slots.removeAll(keepingCapacity: true)
    for _ in slotKinds { slots.append(-1) }
    let rule = format.profile.rules.number
    for (index, number) in outline.numbers.enumerated() {
      guard number.extension.isEmpty, number.label.isEmpty, !format.writing.leaveOut.contains(number.kind) else {
        return false
      }
      var slot = -1
      for candidate in slotOrder where slots[candidate] < 0 && (slotKinds[candidate] ?? number.kind) == number.kind {
        slot = candidate
        break
      }
      let dialled = UnsafeRawBufferPointer(rebasing: bytes[number.dialled])
      guard slot >= 0, !dialled.isEmpty, rule?.accepts(dialled.assumingMemoryBound(to: UInt8.self)) ?? true else {
        return false
      }
      slots[slot] = index
    }
    return !outline.numbers.isEmpty || !requirements.contains(.number)
  }

  /// Makes the text of every rule; false where one does not fit, or a name would be missing.
  private mutating func compose(_ bytes: UnsafeRawBufferPointer) -> Bool {
    texts.removeAll(keepingCapacity: true)
    scratch.clear()
    for rule in rules {
      var text = UnsafeRawBufferPointer(start: nil, count: 0)
      switch rule {
      case .nothing: break
      case .slot(let slot):
        if slots[slot] >= 0 { text = UnsafeRawBufferPointer(rebasing: bytes[outline.numbers[slots[slot]].dialled]) }
      case .field(let field, let limit):
        text = UnsafeRawBufferPointer(rebasing: bytes[outline.texts[field]])
        guard limit?.accepts(text.assumingMemoryBound(to: UInt8.self)) ?? true else { return false }
      case .template(let pieces, let limit):
        guard let composed = compose(pieces, bytes) else { return false }
        text = composed
        guard limit?.accepts(text.assumingMemoryBound(to: UInt8.self)) ?? true else { return false }
      }
      texts.append(text)
    }
    var isNamed = false
    for rule in namedBy where !texts[rule].isEmpty { isNamed = true }
    let display = UnsafeRawBufferPointer(rebasing: bytes[outline.texts[parts.display]])
    if let nameRule, !isNamed, !display.isEmpty || requirements.contains(.name) {
      guard !display.isEmpty else { return false }
      if case .field(_, let limit) = rules[nameRule] {
        guard limit?.accepts(display.assumingMemoryBound(to: UInt8.self)) ?? true else { return false }
      } else if case .template(_, let limit) = rules[nameRule] {
        guard limit?.accepts(display.assumingMemoryBound(to: UInt8.self)) ?? true else { return false }
      }
      texts[nameRule] = display
    }
    for rule in required where texts[rule].isEmpty { return false }
    return true
  }

  /// As ``NameTemplate/text(of:)``; nil where the scratch is too small.
  private func compose(_ pieces: [Piece], _ bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer? {
    let start = scratch.count
    var pending: [UInt8] = []
    var isSeparator = true
    for piece in pieces {
      switch piece {
      case .text(let text, let separates): (pending, isSeparator) = (text, separates)
      case .field(let field):
        let value = UnsafeRawBufferPointer(rebasing: bytes[outline.texts[field]])
        if !value.isEmpty {
          if scratch.count > start || !isSeparator { guard pending.withUnsafeBytes(scratch.append) else { return nil } }
          guard scratch.append(value) else { return nil }
        }
        (pending, isSeparator) = ([], true)
      }
    }
    if scratch.count > start, !isSeparator { guard pending.withUnsafeBytes(scratch.append) else { return nil } }
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
    case .begin(let name, let attribute, let value):
      name.withUnsafeBufferPointer { xml.begin($0) }
      write(attribute, value, to: &xml)
    case .attribute(let name, let source, let otherwise):
      withText(of: source, otherwise) { text in name.withUnsafeBufferPointer { xml.attribute($0, text) } }
    case .element(let name, let attribute, let value, let source, let otherwise):
      withText(of: source, otherwise) { text in
        name.withUnsafeBufferPointer { xml.begin($0) }
        write(attribute, value, to: &xml)
        if !text.isEmpty { xml.text(text) }
        xml.end()
      }
    case .text(let source): withText(of: source, nil) { if !$0.isEmpty { xml.text($0) } }
    case .end: xml.end()
    }
  }

  /// The attribute by which a step tells its element from others.
  private func write(_ attribute: [UInt8], _ value: [UInt8], to xml: inout XMLWriter) {
    if attribute.isEmpty { return }
    attribute.withUnsafeBufferPointer { name in value.withUnsafeBufferPointer { xml.attribute(name, $0) } }
  }

  private func withText(
    of source: Source, _ otherwise: [UInt8]?, _ body: (UnsafeBufferPointer<UInt8>) -> Void
  ) {
    switch source {
    case .fixed(let text): text.withUnsafeBufferPointer(body)
    case .rule(let rule):
      if !texts[rule].isEmpty { return body(texts[rule].assumingMemoryBound(to: UInt8.self)) }
      otherwise?.withUnsafeBufferPointer(body)
    }
  }
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
  /// Whether `part`, which is not empty, stands somewhere in the bytes.
  fileprivate func holds(_ part: UnsafeRawBufferPointer) -> Bool {
    guard let first = part.first, count >= part.count else { return false }
    for start in 0...(count - part.count) where self[start] == first {
      if self[start..<(start + part.count)].elementsEqual(part) { return true }
    }
    return false
  }
}
