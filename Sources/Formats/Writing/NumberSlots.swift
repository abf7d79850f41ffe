import Contacts

/// The places that a format has for numbers, and which number of a contact goes where.
///
/// A number takes the first free slot of its kind, in order; what is left takes free slots of the kinds that the
/// descriptor lets it spill into; what is then left becomes further entries, further columns or a told loss.
struct NumberSlots: Sendable {
  /// The kind of each slot, in order of the descriptor's rules; nil where any kind may stand.
  let kinds: [Number.Kind?]
  /// Slots in the order in which numbers fill them.
  let filling: [Int]
  private let rules: WritingRules
  /// How many numbers an entry holds beside the slots, of any kind and in order.
  private let listed: Int

  /// - Parameter slots: the mapping rules for numbers, whose places are the slots.
  init(_ slots: [MappingRule], listed: Int, rules: WritingRules) {
    self.listed = listed
    kinds = slots.map { slot in
      if case .number(let kind, _) = slot.meaning { kind } else { nil }
    }
    let ordinals = slots.map { slot in
      if case .number(_, let ordinal) = slot.meaning { ordinal } else { 1 }
    }
    filling = slots.indices.sorted { (ordinals[$0], $0) < (ordinals[$1], $1) }
    self.rules = rules
  }

  /// The numbers of one entry by slot, and those that no slot holds.
  struct Assignment {
    var slots: [Number?]
    var list: [Number] = []
    var left: [Number]
  }

  func assign(_ numbers: [Number]) -> Assignment {
    var result = Assignment(slots: Array(repeating: nil, count: kinds.count), left: [])
    var homeless: [Number] = []
    for number in numbers {
      let slot = filling.first { result.slots[$0] == nil && (kinds[$0] ?? number.kind) == number.kind }
      if let slot {
        result.slots[slot] = number
      } else {
        homeless.append(number)
      }
    }
    for number in homeless {
      let free = rules.spill.lazy.compactMap { kind in
        filling.first { kinds[$0] == kind && result.slots[$0] == nil }
      }.first
      if let free, number.kind.isVoice || kinds[free] == .other {
        result.slots[free] = number
      } else {
        result.left.append(number)
      }
    }
    if listed > 0 {
      result.list = Array(result.left.prefix(listed))
      result.left.removeFirst(result.list.count)
    }
    return result
  }

  /// The numbers of a contact, parted into entries; what cannot be held is told.
  func entries(of contact: Contact, log: inout DiagnosticLog) -> [Assignment] {
    var numbers = contact.numbers
    if !rules.leaveOut.isEmpty {
      for number in numbers where rules.leaveOut.contains(number.kind) { Self.tell(number, of: contact, &log) }
      numbers.removeAll { rules.leaveOut.contains($0.kind) }
    }
    var entries: [Assignment] = []
    while true {
      var assignment = assign(numbers)
      // Ten thousand numbers in thousands of entries are not to be kept thousands of times.
      let left = assignment.left
      assignment.left = []
      let isStuck = !entries.isEmpty && left.count == numbers.count
      if !isStuck { entries.append(assignment) }
      if left.isEmpty { return entries }
      guard rules.moreNumbers == .furtherEntries, !isStuck else {
        for number in left { Self.tell(number, of: contact, &log) }
        return entries
      }
      numbers = left
    }
  }

  private static func tell(_ number: Number, of contact: Contact, _ log: inout DiagnosticLog) {
    log.add(.fieldLost, "number.\(number.kind.rawValue)", example: "\(number.dialled) of \(contact.displayName)")
  }
}
