/// Why two contacts are, or are not, one person: each piece of evidence with its weight, and the conclusion.
package struct DuplicateExplanation: Sendable, CustomStringConvertible {
  /// A piece of evidence, and how many bits it counts; negative where it speaks against.
  package struct Fact: Sendable {
    /// In words, as "the same birthday".
    package let text: String
    /// The evidence in bits: ten bits are odds of a thousand to one.
    package let bits: Float
  }

  /// In the order of weighing.
  package let facts: [Fact]
  /// The verdict in one sentence.
  package let conclusion: String

  package var description: String {
    (facts.map { "\($0.bits < 0 ? "−" : "+")\(Self.rounded(abs($0.bits)))  \($0.text)" } + [conclusion]).joined(
      separator: "\n")
  }

  private static func rounded(_ bits: Float) -> String {
    let tenths = Int((bits * 10).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }
}

extension Duplicates {
  /// Why contacts `a` and `b` are, or are not, one person.
  package func explain(_ a: Int, _ b: Int) -> DuplicateExplanation {
    judge.withComparer { comparer, views in
      let (first, second) = (views[UInt32(a)], views[UInt32(b)])
      if first.head.owner != second.head.owner {
        return DuplicateExplanation(facts: [], conclusion: "different owners: never compared")
      }
      let evidence = comparer.weigh(first, second, judge.lines, judge.reliability)
      return DuplicateExplanation(facts: facts(evidence), conclusion: conclusion(a, b, first, second, evidence))
    }
  }

  private func facts(_ evidence: Evidence) -> [DuplicateExplanation.Fact] {
    var facts = [DuplicateExplanation.Fact(text: "names: \(evidence.names.verdict.text)", bits: evidence.names.bits)]
    func add(_ text: String, _ bits: Float, if isTrue: Bool) {
      if isTrue { facts.append(.init(text: text, bits: bits)) }
    }
    let own = judge.lines.ownBits
    add(
      "birthdays: \(evidence.birthday.text)", evidence.birthday.bits(isLenient: judge.rule.isLenient),
      if: evidence.birthday != .unknown)
    add("\(evidence.ownNumbers) of their own numbers in common", own, if: evidence.ownNumbers > 0)
    add("\(evidence.ownEmails) of their own e-mails in common", own, if: evidence.ownEmails > 0)
    add("each has a mobile or e-mail that the other lacks", -2, if: evidence.ownLinesDiffer)
    add("a line in common that others share", evidence.lineBits, if: evidence.sharedLines > 0)
    add(
      "organizations: \(evidence.organization.likeness.text)", evidence.organization.bits,
      if: evidence.organization.bits != 0)
    add(
      "addresses: \(evidence.address.agreeing) parts agree, \(evidence.address.differing) differ",
      evidence.address.bits,
      if: evidence.address.agreeing + evidence.address.differing > 0)
    return facts
  }

  private func conclusion(_ a: Int, _ b: Int, _ first: KeyView, _ second: KeyView, _ evidence: Evidence) -> String {
    let together = firstOfGroup[a] == firstOfGroup[b]
    if let areOne = decision(a, b) { return "\(areOne ? "one person" : "two people"): an admin decided so" }
    if first.head.content == second.head.content, together { return "one person: all that is compared is equal" }
    if evidence.isSameRecord { return "one person: the same record of the same system" }
    if let conflict = evidence.conflict {
      return together ? "one person through a third contact, although \(conflict.text)" : "two people: \(conflict.text)"
    }
    if let doubt = evidence.doubt, !together { return "to review: \(doubt.text)" }
    let sum = "\(Int(evidence.bits.rounded())) bits of \(Int(judge.rule.needed.rounded())) needed"
    switch judge.rule.decide(evidence) {
    case .merge: return together ? "one person: \(sum)" : "kept apart (\(sum)): \(DuplicateConflict.chain.text)"
    case .review:
      return together ? "one person through a third contact; by themselves, to review: \(sum)" : "to review: \(sum)"
    case .different:
      return together ? "one person through a third contact; by themselves, \(sum)" : "two people: \(sum)"
    }
  }
}

extension DuplicateConflict {
  /// What contradicts, in words.
  package var text: String {
    switch self {
    case .names: "their names contradict each other"
    case .birthdays: "their birthdays differ"
    case .generations: "they are of different generations (Jr., Sr.)"
    case .records: "one system holds them as two records"
    case .reusedRecord: "the same record id has names that contradict each other"
    case .birthdaySlip: "their birthdays differ by what may be a slip"
    case .titles: "their titles are those of different people"
    case .couple: "one of them is two people"
    case .chain: "merging them would join contacts that contradict each other"
    }
  }
}

extension DuplicateReason {
  /// What joins, in words.
  package var text: String {
    switch self {
    case .decision: "decided by an admin"
    case .known: "known to the bundle"
    case .continuation: "it goes on with the entry before"
    case .identical: "all that is compared is equal"
    case .record: "the same record"
    case .number: "compatible names and a number in common"
    case .email: "compatible names and an e-mail in common"
    case .birthday: "compatible names and the same birthday"
    case .place: "compatible names at the same organization, address or line"
    }
  }
}

extension NameComparison.Verdict {
  fileprivate var text: String {
    switch self {
    case .unknown: "not known of both"
    case .compatible: "the same, or written differently"
    case .abbreviated: "the same as far as an initial tells"
    case .partial: "the same as far as they go"
    case .slip: "the same but for what may be a slip"
    case .doubtful: "nearly alike"
    case .conflict: "different"
    }
  }
}

extension Birthday.Comparison {
  fileprivate var text: String {
    switch self {
    case .unknown: "not known of both"
    case .same: "the same"
    case .sameDay: "the same day, a year unknown"
    case .near: "a slip apart"
    case .different: "different"
    }
  }
}

extension WordLikeness {
  fileprivate var text: String {
    switch self {
    case .same: "the same"
    case .nickname, .typo: "the same, or written differently"
    case .shortened, .initial: "one is part of the other"
    case .faint: "alike"
    case .different: "different"
    }
  }
}
