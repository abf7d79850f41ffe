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
    /// The extension whose personal contacts are read; empty for company contacts.
    public var owner: String
    /// Phonebooks that every contact joins.
    public var phonebooks: [String]
    /// Phonebooks that exist already; the limits count them with those that contacts name.
    public var knownPhonebooks: [String] = []
    /// What becomes of contacts beyond a limit.
    public var onLimit: LimitPolicy

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
  /// - Throws: ``Failure`` where an input as a whole is no use, or a limit is exceeded and the policy is to fail.
  /// - Complexity: linear in the size of the inputs; memory grows with the number of contacts.
  public func run(
    _ sources: [any ContactSource], onto existing: PackedContacts = PackedContacts()
  ) throws(Failure) -> Outcome {
    var run = Run(try Intake.read(sources, options: options), onto: existing)
    run.dedupe()
    run.rejectIncomplete(options.profile)
    try run.limit(options)
    return try run.outcome(sources, options)
  }
}
