/// What is done with two contacts.
enum Decision: UInt8, Comparable {
  case different, review, merge

  static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}

/// The thresholds of a policy for so many contacts.
struct DecisionRule: Sendable {
  let policy: DuplicatePolicy
  /// Bits that outweigh the odds against two contacts picked at random, with a margin.
  let needed: Float
  /// Bits that tell people of one family or company apart.
  let personNeeded: Float
  /// Whether names of the list are so often mistyped that a doubtful one is no reason to ask.
  let isLenient: Bool
  /// How far below ``needed`` an admin is asked.
  let reviewed: Float = 8

  init(policy: DuplicatePolicy, contacts: Int, reliability: Reliability = Reliability()) {
    self.policy = policy
    isLenient = !reliability.isReliable
    personNeeded = reliability.isReliable ? 4 : -.infinity
    needed = Rarity.log2(Float(contacts) + 1_000) + 9
  }

  func decide(_ evidence: Evidence) -> Decision {
    if evidence.conflict != nil { return .different }
    if evidence.isSameRecord { return .merge }
    if policy == .off { return .different }
    if evidence.doubt == .names { return policy == .exact ? .different : .review }
    let own = evidence.ownNumbers + evidence.ownEmails
    let decision = weigh(evidence, own)
    if evidence.doubt != nil { return policy == .exact ? .different : min(decision, .review) }
    if policy == .exact {
      return decision == .merge && own + evidence.sharedLines > 0 && evidence.names.isExact ? .merge : .different
    }
    return policy == .aggressive && decision == .review ? .merge : decision
  }

  /// What keeps two apart; nil where only evidence is lacking, which a Jr. does not make more.
  func obstacle(_ evidence: Evidence) -> DuplicateConflict? {
    guard evidence.doubt == .generation else { return evidence.conflict ?? evidence.doubt }
    var others = evidence
    others.doubt = nil
    return decide(others) == .merge ? .generation : nil
  }

  private func weigh(_ evidence: Evidence, _ own: Int) -> Decision {
    let enough = evidence.bits >= needed && evidence.personBits >= personNeeded && evidence.isCorroborated
    let sameBirthday = evidence.birthday == .same
    if evidence.names.verdict == .unknown {
      return enough && sameBirthday && isLenient ? .merge : own > 0 || enough ? .review : .different
    }
    let isOfOneOffice = evidence.organization.likeness <= .shortened
    // Twins are born on one day, and called Lena and Lea: what is theirs alone, and where they work, tells them apart.
    let lines = own + evidence.sharedLines
    let isMistyped =
      enough && sameBirthday
      && (isLenient || evidence.personalLines > 0 && (isOfOneOffice || lines > 1) && !evidence.names.areTwoNames)
    if own > 0 {
      let isPersonal = evidence.ownEmails > 0 || evidence.ownMobiles > 0 || sameBirthday
      switch evidence.names.verdict {
      case .compatible, .abbreviated:
        if isPersonal { return .merge }
        let isMistyped = evidence.names.isMistypedInGiven && lines == 1 && !isLenient
        // "P. Weber" of one firm and "Peter Weber" of another.
        let isElsewhere = evidence.names.verdict == .abbreviated && evidence.organization.bits < 0
        return isMistyped || isElsewhere || evidence.ownLinesDiffer && !evidence.names.isExact ? .review : .merge
      case .slip:
        let isOwn = evidence.ownEmails + evidence.ownMobiles > 0
        let isOne =
          evidence.names.slipsInGiven
          ? lines > 1 && isOwn && (isOfOneOffice || sameBirthday)
          : own > 1 || evidence.ownEmails > 0 || isOwn && evidence.isOfOnePlace || sameBirthday
        return isOne || isMistyped ? .merge : .review
      case .partial: return isPersonal ? .merge : .review
      default: return isMistyped ? .merge : .review
      }
    }
    if enough {
      if isLenient || isMistyped { return .merge }
      if evidence.names.verdict == .doubtful || evidence.names.verdict == .slip { return .review }
      if sameBirthday { return .merge }
      // Two of one name are in every town and every large firm.
      let isElsewhere = evidence.organization.bits < 0 || evidence.address.areElsewhere
      let areApart = (evidence.numbersDiffer || isElsewhere) && !evidence.address.areOneStreetAddress
      let isUnsure = evidence.names.isMistypedInGiven || evidence.names.verdict == .partial
      return areApart || isUnsure || evidence.haveOwnLines ? .review : .merge
    }
    return evidence.bits >= needed - reviewed ? .review : .different
  }
}
