public import Contacts
public import NumberingPlan

/// The way of every record from an input to a contact that a phone system can hold.
///
/// ```swift
/// let pipeline = Pipeline(Pipeline.Options(profile: profile, region: Region("GB")))
/// let outcome = try pipeline.run([input.source])
/// outcome.ledger.total.kept  // how many contacts came of it
/// ```
///
/// map ▸ clean ▸ number ▸ validate ▸ dedupe ▸ limit: a source maps its records to contacts; three stages look at one
/// record at a time, on every core; the last two look at all contacts together.
public struct Pipeline: Sendable {
  /// What an admin decides about a run.
  public struct Options: Sendable {
    /// The phone system whose limits and field rules hold.
    public var profile: Profile
    /// The region of numbers that are written without a country code, where the record names no country of its own.
    public var region: Region?
    /// The number of extensions, which selects the tier of the profile's limits.
    public var extensions: Int
    /// The extension whose personal contacts are read; empty for company contacts, and those of owners that records
    /// name themselves.
    public var owner: String
    /// The same for single inputs, where it is not empty, by their place.
    public var owners: [String] = []
    /// The extensions that can own contacts; nil for all.
    public var knownOwners: Set<String>?
    /// Phonebooks that every contact joins.
    public var phonebooks: [String]
    /// Phonebooks that exist already; the limits count them with those that contacts name.
    public var knownPhonebooks: [String] = []
    /// Phonebooks whose contacts records cannot change: those that a sync fills.
    public var closedPhonebooks: Set<String> = []
    /// Contacts of the company that are none of this run's business, and yet count.
    public var otherContacts: [PackedContacts] = []
    /// The extension that imports; empty for the administrator.
    public var actor = ""
    /// What becomes of contacts beyond a limit.
    public var onLimit: LimitPolicy
    /// How much is merged without asking.
    public var duplicates = DuplicatePolicy.standard
    /// What an admin decided about duplicates.
    package var decisions = DuplicateDecisions()

    /// Whether nothing is compared but records of one id: few have another of theirs, and only these need keys.
    var comparesRecordsOnly: Bool { duplicates == .off && decisions.isEmpty }

    /// The options of a run.
    public init(
      profile: Profile = .unlimited, region: Region? = nil, extensions: Int = 0, owner: String = "",
      phonebooks: [String] = [], onLimit: LimitPolicy = .fail
    ) {
      self.profile = profile
      self.region = region
      self.extensions = extensions
      self.owner = owner
      self.phonebooks = phonebooks
      self.onLimit = onLimit
    }
  }

  /// What becomes of contacts beyond a limit.
  public enum LimitPolicy: String, CaseIterable, Sendable {
    /// Nothing is written.
    case fail
    /// The first in order stay; the rest are rejected.
    case reject
  }

  let options: Options

  /// A pipeline with these options.
  public init(_ options: Options) { self.options = options }

  /// Reads all of `sources` and adds what came of them to `existing` contacts of the same scope.
  ///
  /// The outcome depends on the inputs and options only, not on the number of threads.
  ///
  /// - Throws: ``Failure`` where an input as a whole is no use, a limit is exceeded and the policy is to fail, or records,
  ///   rejected ones among them, belong to another than the owner of the options, for nobody may get what is another's:
  ///   ``runEachOwner(_:onto:)`` parts them.
  /// - Complexity: linear in the size of the inputs; memory grows with the number of contacts.
  public func run(
    _ sources: [any ContactSource], onto existing: PackedContacts = PackedContacts()
  ) throws(Failure) -> Outcome {
    var intake = try Intake.read(sources, options: options, knowsContacts: !existing.isEmpty)
    let file = sources.count == 1 ? sources[0].name : ""
    let owners = Set(intake.joined().flatMap { $0.owners + $0.rejections.compactMap(\.owner) }).sorted()
    if owners.count > 1 {
      let names = owners.prefix(4).map { $0.isEmpty ? "the company" : $0 } + (owners.count > 4 ? ["…"] : [])
      throw Failure(
        .ownersMixed, "the contacts belong to \(owners.count) owners: \(names.joined(separator: ", "))", file: file)
    }
    if let owner = owners.first, owner != options.owner {
      throw Failure(
        .ownersMixed, "these are \(owner.isEmpty ? "company contacts" : "personal contacts of \(owner)")", file: file,
        help: owner.isEmpty ? "leave --owner out" : "read them for their owner, with --owner \(owner)")
    }
    var findings = DuplicateDecisions.Findings()
    let outcome = try run(&intake, of: sources, onto: existing, options, &findings)
    try options.decisions.refuseRest(findings)
    return outcome
  }

  /// Reads all of `sources` and does with the contacts of each owner, and with those of the company, what ``run(_:onto:)``
  /// does: no stage compares, merges or counts across owners.
  ///
  /// - Parameters:
  ///   - existing: the contacts of an owner (the company's where it is empty) that exist already.
  ///   - asked: the pairs of an owner that an import before asked about.
  /// - Returns: the company's outcome first, where there is one or no other, then those of the owners in order.
  package func runEachOwner(
    _ sources: [any ContactSource], onto existing: (String) throws(Failure) -> PackedContacts,
    asked: (String) throws(Failure) -> [AskedPair] = { _ in [] }
  ) throws(Failure) -> [OwnedOutcome] {
    var outcomes: [OwnedOutcome] = []
    var findings = DuplicateDecisions.Findings()
    var groups = IntakePart.byOwner(
      try Intake.read(sources, options: options, knowsContacts: true), told: options)
    for index in groups.indices {
      let owner = groups[index].owner
      var options = options
      options.owner = owner
      if !owner.isEmpty { options.knownPhonebooks = [] }
      let (contacts, pairs) = (try existing(owner), try asked(owner))
      let outcome = try run(&groups[index].parts, of: sources, onto: contacts, asked: pairs, options, &findings)
      outcomes.append(OwnedOutcome(owner: owner, outcome: outcome))
    }
    try options.decisions.refuseRest(findings)
    return outcomes
  }

  private func run(
    _ intake: inout [[IntakePart]], of sources: [any ContactSource], onto existing: PackedContacts,
    asked: [AskedPair] = [], _ options: Options, _ findings: inout DuplicateDecisions.Findings
  ) throws(Failure) -> Outcome {
    var run = Run(taking: &intake, onto: existing, by: options.actor)
    try run.dedupe(options.duplicates, options.decisions, &findings, asked: asked)
    if !asked.isEmpty {
      let decided = options.decisions.pairs
      run.former = zip(asked, run.former).map { decided.contains($0) ? .settled : $1 }
    }
    run.rejectIncomplete(options.profile)
    try run.limit(options)
    return try run.outcome(sources, options)
  }
}

/// What came of a run for one owner.
public struct OwnedOutcome: Sendable {
  /// The extension; empty for the company.
  public let owner: String
  /// What came of it.
  public let outcome: Outcome
}
