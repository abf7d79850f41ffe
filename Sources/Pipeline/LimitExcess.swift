import Contacts

/// More contacts than a phone system holds: by how much, and what would help.
struct LimitExcess {
  let profile: Profile
  let extensions: Int
  let tier: Profile.Tier
  let isPersonal: Bool
  let count: Int
  let maximum: Int

  var message: String {
    let what = isPersonal ? "personal contacts of one extension" : "company contacts"
    return "\(count) \(what) are \(count - maximum) more than the \(maximum) that \(profile.title) holds "
      + "with \(tier.description)"
  }

  var failure: Failure {
    let fitting = profile.tiers.first { count <= (isPersonal ? $0.personalContacts : $0.companyContacts) }
    let help =
      fitting.map { "they would fit with \($0.extensions.map { "--extensions \($0)" } ?? "more extensions"), " } ?? ""
    return Failure(.limitExceeded, message, help: "\(help)or let the first \(maximum) in with --on-limit reject")
  }

  /// More phonebooks than the system holds.
  static func phonebooks(_ count: Int, profile: Profile, tier: Profile.Tier) -> Failure {
    let fitting = profile.tiers.first { count <= $0.phonebooks }
    let help = fitting.map { "they would fit with \($0.extensions.map { "--extensions \($0)" } ?? "more extensions")" }
    return Failure(
      .limitExceeded,
      "\(count) phonebooks are \(count - tier.phonebooks) more than the \(tier.phonebooks) that \(profile.title) holds "
        + "with \(tier.description)", help: help ?? "name fewer phonebooks")
  }
}
