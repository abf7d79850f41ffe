public import Contacts
import TextEncoding

extension Bundle {
  /// What a check found.
  public struct Findings: Sendable {
    /// What is wrong, or worth a look.
    public var log = DiagnosticLog()
    /// How many contacts each file holds.
    public var counts: [(scope: Scope, contacts: Int)] = []
  }

  /// Compares every file with its digest and count, and every name with what it refers to, and holds the counts
  /// against the limits of `profile`.
  ///
  /// - Throws: ``Failure`` where a file cannot be read at all.
  public func verify(_ profile: Profile) throws(Failure) -> Findings {
    var findings = Findings()
    let phonebooks = Set(manifest.phonebooks.map(\.name))
    for scope in scopes {
      let contacts = try contacts(of: scope)
      try verifyDigest(of: scope, &findings.log)
      var ids = Set<String>()
      for contact in contacts {
        if !ids.insert(contact.id).inserted { findings.log.add(.idRepeated, scope.file, example: contact.id) }
        if Scope(owner: contact.owner) != scope {
          findings.log.add(.ownerMisplaced, scope.file, example: contact.displayName)
        }
        for name in contact.phonebooks where scope == .company && !phonebooks.contains(name) {
          findings.log.add(.phonebookUnlisted, name, example: contact.displayName)
        }
      }
      findings.counts.append((scope, contacts.count))
    }
    verifyLimits(profile, &findings)
    return findings
  }

  private func verifyDigest(of scope: Scope, _ log: inout DiagnosticLog) throws(Failure) {
    guard let file = try folder.read(scope.file), let record = manifest.files[scope.file] else { return }
    let digest = SHA256()
    file.withBytes { digest.update($0) }
    if digest.finish() != record.sha256 { log.add(.bundleDamaged, scope.file) }
  }

  private func verifyLimits(_ profile: Profile, _ findings: inout Findings) {
    guard let tier = profile.tier(extensions: manifest.extensionCount) else { return }
    func hold(_ count: Int, _ what: String, to maximum: Int) {
      if count > maximum {
        findings.log.add(
          .limitExceeded,
          "\(count) \(what) are \(count - maximum) more than the \(maximum) that \(profile.title) holds with "
            + tier.description)
      }
    }
    for (scope, count) in findings.counts {
      switch scope {
      case .company: hold(count, "company contacts", to: tier.companyContacts)
      case .personal(let owner): hold(count, "personal contacts of \(owner)", to: tier.personalContacts)
      }
    }
    hold(manifest.phonebooks.count, "phonebooks", to: tier.phonebooks)
  }
}
