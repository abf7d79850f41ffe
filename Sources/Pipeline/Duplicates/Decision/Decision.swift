/// What is done with two contacts.
enum Decision: UInt8 {
  case different, review, merge
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
    let own = evidence.ownNumbers + evidence.ownEmails
    let decision = weigh(evidence, own)
    if policy == .exact {
      return decision == .merge && own + evidence.sharedLines > 0 && evidence.names.isExact ? .merge : .different
    }
    return policy == .aggressive && decision == .review ? .merge : decision
  }

  private func weigh(_ evidence: Evidence, _ own: Int) -> Decision {
    let enough = evidence.bits >= needed && evidence.personBits >= personNeeded && evidence.isCorroborated
    let sameBirthday = evidence.birthday == .same
    if evidence.names.verdict == .unknown {
      return enough && sameBirthday && isLenient ? .merge : own > 0 || enough ? .review : .different
    }
    if own > 0 {
      let isPersonal = evidence.ownEmails > 0 || evidence.ownMobiles > 0 || sameBirthday
      switch evidence.names.verdict {
      case .compatible, .abbreviated:
        return evidence.ownLinesDiffer && !isPersonal && !evidence.names.isExact ? .review : .merge
      case .partial: return isPersonal ? .merge : .review
      default: return enough && sameBirthday ? .merge : .review
      }
    }
    if enough {
      if sameBirthday || isLenient { return .merge }
      return evidence.names.verdict == .doubtful || evidence.ownLinesDiffer || evidence.haveOwnLines ? .review : .merge
    }
    return evidence.bits >= needed - reviewed ? .review : .different
  }
}
