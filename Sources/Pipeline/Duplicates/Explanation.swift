/// Why two contacts are, or are not, one person: each piece of evidence with its weight, and the conclusion.
package struct DuplicateExplanation: Sendable, CustomStringConvertible {
  /// A piece of evidence, and how many bits it counts; negative where it speaks against.
  package struct Fact: Sendable {
    /// What it is about, as "birthdays".
    package let subject: Subject
    /// What it says of them, as "the same".
    package let text: String
    /// The evidence in bits: ten bits are odds of a thousand to one.
    package let bits: Float
  }

  /// What a piece of evidence is about.
  package enum Subject: String, Sendable { case names, birthdays, numbers, emails, lines, organizations, addresses }

  /// What becomes of the two.
  package enum Verdict: String, Sendable { case same, review, different }

  /// In the order of weighing; nothing but names and birthdays where these decide, or an id.
  package let facts: [Fact]
  /// The sum of the facts that is demanded, in bits.
  package let needed: Float
  /// What becomes of the two.
  package let verdict: Verdict
  /// The same, and why, in one sentence.
  package let conclusion: String

  /// The sum of the facts.
  package var bits: Float { facts.reduce(0) { $0 + $1.bits } }

  package var description: String {
    (facts.map { "\($0.bits < 0 ? "−" : "+")\(Self.rounded(abs($0.bits)))  \($0.sentence)" } + [conclusion]).joined(
      separator: "\n")
  }

  private static func rounded(_ bits: Float) -> String {
    let tenths = Int((bits * 10).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }
}

extension DuplicateExplanation.Fact {
  fileprivate var sentence: String {
    switch subject {
    case .names, .birthdays, .organizations, .addresses: "\(subject.rawValue): \(text)"
    case .numbers, .emails, .lines: text
    }
  }
}

extension Duplicates {
  /// Why contacts `a` and `b` are, or are not, one person.
  package func explain(_ a: Int, _ b: Int) -> DuplicateExplanation {
    judge.withComparer { comparer, views in
      let (first, second) = (views[UInt32(a)], views[UInt32(b)])
      if first.head.owner != second.head.owner {
        return DuplicateExplanation(
          facts: [], needed: judge.rule.needed, verdict: .different, conclusion: "different owners: never compared")
      }
      let evidence = comparer.weigh(first, second, judge.lines, judge.reliability)
      let (verdict, why) = conclusion(a, b, first, second, evidence)
      let areFirms = first.isFirm && second.isFirm
      let words =
        switch verdict {
        case .same: areFirms ? "one firm" : "one person"
        case .different: areFirms ? "two firms" : "two people"
        case .review: "to review"
        }
      return DuplicateExplanation(
        facts: facts(evidence), needed: judge.rule.needed, verdict: verdict, conclusion: words + why)
    }
  }

  /// What was weighed, each with the bits that it counts: their sum is the evidence's.
  private func facts(_ evidence: Evidence) -> [DuplicateExplanation.Fact] {
    var facts = [
      DuplicateExplanation.Fact(subject: .names, text: evidence.names.verdict.text, bits: evidence.names.bits)
    ]
    func add(_ subject: DuplicateExplanation.Subject, _ text: String, _ bits: Float, if isTrue: Bool) {
      if isTrue { facts.append(.init(subject: subject, text: text, bits: bits)) }
    }
    add(
      .birthdays, evidence.birthday.text, evidence.birthday.bits(isLenient: judge.rule.isLenient),
      if: evidence.birthday != .unknown)
    let own = judge.lines.ownBits
    let numbers = min(2, evidence.ownNumbers)
    add(
      .numbers, "\(evidence.ownNumbers) of their own numbers in common", own * Float(numbers),
      if: evidence.ownNumbers > 0)
    add(
      .emails, "\(evidence.ownEmails) of their own e-mails in common",
      own * Float(min(2 - numbers, evidence.ownEmails)), if: evidence.ownEmails > 0)
    add(.lines, "each has a mobile or e-mail that the other lacks", -2, if: evidence.ownLinesDiffer)
    // The strongest of what says one thing several times counts, and a third of the others.
    let places = evidence.places
    let strongest = places.indices.max { places[$0] < places[$1] }
    func counted(_ place: Int) -> Float { places[place] < 0 || place == strongest ? places[place] : places[place] / 3 }
    add(.lines, "a line in common that people of different names have", counted(2), if: evidence.sharedLines > 0)
    add(.organizations, evidence.organization.likeness.text, counted(0), if: evidence.organization.bits != 0)
    add(
      .addresses, "\(evidence.address.agreeing) parts agree, \(evidence.address.differing) differ", counted(1),
      if: evidence.address.agreeing + evidence.address.differing > 0)
    return facts
  }

  private func conclusion(
    _ a: Int, _ b: Int, _ first: KeyView, _ second: KeyView, _ evidence: Evidence
  ) -> (DuplicateExplanation.Verdict, String) {
    let together = firstOfGroup[a] == firstOfGroup[b]
    if let areOne = decision(a, b) { return (areOne ? .same : .different, ": an admin decided so") }
    if first.head.content == second.head.content, together { return (.same, ": all that is compared is equal") }
    if let conflict = evidence.conflict {
      return together
        ? (.same, " through a third contact, although \(conflict.text)") : (.different, ": \(conflict.text)")
    }
    let decision = judge.rule.decide(evidence)
    let reason = evidence.isSameRecord ? "the same record of the same system" : why(evidence, decision)
    if together {
      return (.same, decision == .merge ? ": \(reason)" : " through a third contact; by themselves, \(reason)")
    }
    switch decision {
    case .merge: return (.review, ": \(reason), but \(DuplicateConflict.chain.text)")
    case .review: return (.review, ": \(reason)")
    case .different: return (.different, ": \(reason)")
    }
  }

  /// What speaks for the decision about two who do not contradict each other.
  private func why(_ evidence: Evidence, _ decision: Decision) -> String {
    let rule = judge.rule
    let isEnough = evidence.bits >= rule.needed
    let sum = "\(Int(evidence.bits.rounded())) bits of \(Int(rule.needed.rounded())) needed"
    switch decision {
    case .merge: return isEnough ? sum : DuplicateReason(evidence).text
    case .review: return evidence.doubt?.text ?? (isEnough ? "\(sum), but \(rule.lack(evidence))" : sum)
    case .different:
      if rule.policy == .off { return "only records of one id are merged (--dedupe off)" }
      if rule.policy == .standard || rule.policy == .aggressive { return sum }
      return evidence.doubt?.text
        ?? "only the same name with a number or e-mail in common is merged (--dedupe exact)"
    }
  }
}

extension DecisionRule {
  /// What is not certain where there is evidence enough.
  fileprivate func lack(_ evidence: Evidence) -> String {
    if evidence.names.verdict != .compatible { return "the names are \(evidence.names.verdict.text)" }
    if !evidence.isCorroborated { return "nothing but the names agrees" }
    if evidence.personBits < personNeeded { return "little of it tells people of one place apart" }
    if evidence.ownLinesDiffer { return "each has a mobile or e-mail that the other lacks" }
    if evidence.organization.bits < 0 { return "their organizations differ" }
    if evidence.address.areElsewhere { return "their addresses differ" }
    if evidence.address.mayBeNextDoor { return "their house numbers differ in one sign" }
    return "no mobile or e-mail of either is in common"
  }
}

extension DuplicateConflict {
  /// What contradicts, in words.
  package var text: String {
    switch self {
    case .names: "their names contradict each other"
    case .birthdays: "their birthdays differ"
    case .generations: "they are of different generations (Jr., Sr.)"
    case .generation: "only one of them is Jr., Sr. or the like"
    case .branches: "they are at different addresses, as branches are"
    case .departments: "their departments differ"
    case .accents: "their names have different accents"
    case .records: "one system holds them as two records"
    case .reusedRecord: "the same record id has names that contradict each other"
    case .birthdaySlip: "their birthdays differ by what may be a slip"
    case .titles: "their titles are those of different people"
    case .couple: "one of them is two people"
    case .relation: "one of them is somebody's office or family"
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
