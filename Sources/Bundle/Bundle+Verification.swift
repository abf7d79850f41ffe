public import Contacts
import TextEncoding

extension Bundle {
  /// What a check found.
  public struct Findings: Sendable {
    /// What is wrong, or worth a look. Of personal contacts it tells how many, never which.
    public var log = DiagnosticLog()
    /// How many contacts each file holds.
    public var counts: [(scope: Scope, contacts: Int)] = []
    /// How many changes can be taken back, and how many are kept at most.
    public var history = (kept: 0, maximum: 0)
  }

  /// Compares every file with its digest and count, and every name with what it refers to, and holds the counts
  /// against the limits of `profile`. A file that cannot be read is told, and does not keep the others from being looked
  /// at.
  ///
  /// - Parameters:
  ///   - extensions: what N would be; the bundle's own unless told.
  ///   - look: called with every contact, on every core, for what else there is to find.
  /// - Throws: ``Failure`` where somebody changed the bundle since it was opened.
  public func verify(
    _ profile: Profile, extensions: Int? = nil,
    alsoLooking look: @Sendable (Scope, borrowing Contact, inout DiagnosticLog) -> Void = { _, _, _ in }
  ) throws(Failure) -> Findings {
    var findings = Findings()
    var used = Set<String>()
    for scope in scopes {
      let contacts: PackedContacts
      do throws(Failure) { contacts = try self.contacts(of: scope) } catch {
        if error.code == .bundleChanged { throw error }
        findings.log.add(.contactsUnreadable, error.words(for: scope))
        continue
      }
      try verifyDigest(of: scope, count: contacts.count, &findings.log)
      let ids = verifyIdentities(of: scope, contacts, &findings.log)
      let size = 4_096
      let parts = concurrentMap((contacts.count + size - 1) / size) { chunk in
        var part = (log: DiagnosticLog(), phonebooks: PhonebookUse(), aliases: [(alias: String, id: String)]())
        for index in (chunk * size)..<min(contacts.count, (chunk + 1) * size) {
          let contact = contacts[index]
          if scope == .company { part.phonebooks.add(contact, manifest) }
          for alias in contact.aliases { part.aliases.append((alias, contact.id)) }
          look(scope, contact, &part.log)
        }
        return part
      }
      for part in parts {
        findings.log.append(part.log)
        verifyPhonebooks(part.phonebooks, &used, &findings.log)
      }
      verifyAliases(of: scope, parts.lazy.flatMap(\.aliases), ids, &findings.log)
      findings.counts.append((scope, contacts.count))
    }
    for phonebook in manifest.phonebooks where !used.contains(phonebook.name) {
      findings.log.add(.phonebookEmpty, phonebook.name)
    }
    verifyPermissions(&findings.log)
    try verifyFiles(&findings.log)
    for (a, b) in manifest.alikePhonebooks { findings.log.add(.phonebookAlike, "\"\(a)\" and \"\(b)\"") }
    for excess in manifest.excesses(profile, extensions: extensions) {
      findings.log.add(.limitExceeded, excess.message)
    }
    findings.history = (files.historyCount, manifest.history ?? Manifest.defaultHistory)
    return findings
  }

  private func verifyDigest(of scope: Scope, count: Int, _ log: inout DiagnosticLog) throws(Failure) {
    guard let record = manifest.files[scope.file] else { return }
    if SHA256.digest(of: try bytes(of: scope.file)) != record.sha256 { log.add(.bundleDamaged, scope.file) }
    if count != record.contacts {
      log.add(.countDiffers, "\(scope.file) holds \(count) contacts, bundle.yaml says \(record.contacts)")
    }
  }

  /// Returns all ids.
  private func verifyIdentities(
    of scope: Scope, _ contacts: PackedContacts, _ log: inout DiagnosticLog
  ) -> Set<String> {
    var ids = Set<String>(minimumCapacity: contacts.count)
    for index in contacts.indices where !ids.insert(contacts.id(at: index)).inserted {
      log.add(.idRepeated, scope.file, example: scope == .company ? contacts.id(at: index) : "…")
    }
    return ids
  }

  /// An alias names one contact, and no other contact's id.
  private func verifyAliases(
    of scope: Scope, _ aliases: some Sequence<(alias: String, id: String)>, _ ids: Set<String>,
    _ log: inout DiagnosticLog
  ) {
    var holders: [String: String] = [:]
    for (alias, id) in aliases {
      let isAnothers = alias != id && ids.contains(alias) || holders[alias].map { $0 != id } == true
      if isAnothers { log.add(.aliasRepeated, scope.file, example: scope == .company ? alias : "…") }
      holders[alias] = id
    }
  }

  private func verifyPhonebooks(_ use: PhonebookUse, _ used: inout Set<String>, _ log: inout DiagnosticLog) {
    for (name, example) in zip(use.names, use.examples) where used.insert(name).inserted {
      if manifest.phonebook(named: name) == nil { log.add(.phonebookUnlisted, name, example: example) }
    }
  }

  private func verifyPermissions(_ log: inout DiagnosticLog) {
    for phonebook in manifest.phonebooks {
      for (permission, grantees) in [("view", phonebook.view), ("manage", phonebook.manage)] {
        for grantee in grantees where !manifest.isAnybody(grantee) {
          log.add(.permissionUnused, "the permission of \(grantee) to \(permission) \"\(phonebook.name)\"")
        }
      }
    }
    if manifest.extensions.isEmpty { return }
    for owner in manifest.owners where manifest.entry(of: owner) == nil { log.add(.extensionUnlisted, owner) }
  }

  /// Files of contacts that nobody reads, and files that others than their owner can.
  private func verifyFiles(_ log: inout DiagnosticLog) throws(Failure) {
    for file in files.openToOthers { log.add(.fileOpen, example: file.isEmpty ? "its folder" : file) }
    for file in try files.files(below: "contacts") where manifest.files["contacts/\(file)"] == nil {
      log.add(.fileUnlisted, "contacts/\(file)")
    }
  }
}

/// The phonebooks that contacts belong to, in the order of their first members, and who those are.
private struct PhonebookUse: Sendable {
  private(set) var names: [String] = []
  private(set) var examples: [String] = []
  private var known = Set<String>()

  mutating func add(_ contact: borrowing Contact, _ manifest: Manifest) {
    for name in manifest.phonebooks(of: contact) where known.insert(name).inserted {
      names.append(name)
      examples.append(contact.displayName)
    }
  }
}

extension Failure {
  /// What is wrong with the file of a scope, and where; of personal contacts not what stands there.
  public func words(for scope: Bundle.Scope) -> String {
    let position = Place(line: line, column: column).position
    let place = position.isEmpty ? scope.file : "\(scope.file):\(position)"
    return scope == .company || line == 0 ? "\(place): \(what)" : "\(place): the record is no contact"
  }
}

extension Manifest {
  /// Phonebooks whose names differ in case only, each with the one before it.
  public var alikePhonebooks: [(String, String)] {
    var known: [String: String] = [:]
    var result: [(String, String)] = []
    for book in phonebooks {
      let first = known[book.name.lowercased()]
      if let first { result.append((first, book.name)) } else { known[book.name.lowercased()] = book.name }
    }
    return result
  }

  /// Every limit of `profile` that the bundle exceeds, by what the manifest says of its files.
  ///
  /// - Parameter extensions: what N would be; ``extensionCount`` unless told.
  public func excesses(_ profile: Profile, extensions: Int? = nil) -> [LimitExcess] {
    var counts: [(LimitExcess.Kind, Int)] = [
      (.companyContacts, files[Bundle.Scope.company.file]?.contacts ?? 0), (.phonebooks, phonebooks.count),
    ]
    for owner in owners {
      let file = Bundle.Scope.personal(owner: owner).file
      counts.append((.personalContacts(owner: owner), files[file]?.contacts ?? 0))
    }
    let extensions = extensions ?? extensionCount
    return counts.compactMap { LimitExcess($0, count: $1, profile: profile, extensions: extensions) }
  }

  /// Fails where this manifest exceeds a limit by more than `old` did: what was too much before may stay, not grow.
  ///
  /// - Parameter option: the option of the command line that enlarges the system.
  public func refuseExcess(over old: Manifest, _ profile: Profile, option: String) throws(Failure) {
    let known = Dictionary(old.excesses(profile).map { ($0.kind, $0) }) { first, _ in first }
    for excess in excesses(profile) {
      if let before = known[excess.kind], excess.count - excess.maximum <= before.count - before.maximum { continue }
      throw excess.failure(canReject: false, option: option)
    }
  }
}
