import Contacts

/// What one part of an input became after the stages that look at one record at a time.
struct IntakePart: Sendable {
  /// The records that became contacts, in order, and where each stands.
  var contacts = PackedContacts()
  var places = RecordPlaces()
  /// What is compared; nothing where only records of one id are, for these are found by their identities.
  var keys = ContactKeys()
  /// ``ContactSource/unnamedSystem`` of the input.
  var unnamedSystem: String?
  /// By what a bundle would know each of them: a hash of ``ContactIDs/identity(of:)``; nothing where there is no bundle.
  var identities: [UInt64] = []
  /// Those whose names end in an ordinal, as "Anna Weber (2)", and so may go on with the one before.
  var continuations: [Int32] = []
  /// Those without a number.
  var numberless: [Int32] = []
  /// Those without a name.
  var nameless: [Int32] = []
  /// The ids that they wish for, and are packed with.
  var wishes: [UInt64] = []
  /// A record that could not, with its reason.
  struct Rejection: Sendable {
    var ordinal: Int
    var reason: String
    /// Whose personal contact it would have been, where the record says so and somebody can own it.
    var owner: String?
  }

  /// The records that could not become contacts, in order.
  var rejections: [Rejection] = []
  /// The phonebooks that records name, in the order of their first appearance.
  var phonebooks: [String] = []
  /// The owners of contacts, in the order of their first appearance.
  var owners: [String] = []
  var log = DiagnosticLog()
  var read = 0

  /// Adds a record that became a contact, packed with the id that it wishes for.
  mutating func add(_ contact: borrowing Contact, wishing id: UInt64, at place: RecordPlace) {
    let index = Int32(truncatingIfNeeded: contacts.count)
    contacts.append(contact)
    places.append(place)
    wishes.append(id)
    if contact.numbers.isEmpty { numberless.append(index) }
    if !contact.isNamed { nameless.append(index) }
  }
}

/// Takes the records of one part of a source through the stages that look at one record at a time.
struct Intake: RecordSink {
  var log: DiagnosticLog {
    get { part.log }
    set { part.log = newValue }
  }

  private var part = IntakePart()
  /// Those of the part, to tell new ones by.
  private var phonebooks = Set<String>()
  private let options: Pipeline.Options
  /// The owner of every record of the input, where the command line tells it.
  private let owner: String
  /// Whether names may go on with the numbers of the record before.
  private let joinsContinuations: Bool
  /// Whether records may be of contacts that exist already.
  private let knowsContacts: Bool
  private var clean = CleanStage()
  private var number: NumberStage
  private let validate: ValidateStage

  private init(
    _ source: any ContactSource, input: Int, options: Pipeline.Options, knowsContacts: Bool, spool: Spool
  ) {
    part.log = DiagnosticLog(input: input)
    part.contacts = PackedContacts(spool: spool)
    part.unnamedSystem = source.unnamedSystem
    part.keys = ContactKeys(unnamedSystems: source.unnamedSystem.map { [$0] } ?? [])
    joinsContinuations = source.hasContinuations
    self.options = options
    self.knowsContacts = knowsContacts
    owner = options.owner(ofInput: input)
    number = NumberStage(region: options.region)
    validate = ValidateStage(options.profile)
  }

  /// The parts of every source, read on every core.
  ///
  /// - Parameter knowsContacts: whether records may be of contacts that exist already.
  static func read(
    _ sources: [any ContactSource], options: Pipeline.Options, knowsContacts: Bool
  ) throws(Failure) -> [[IntakePart]] {
    let work = sources.enumerated().flatMap { input, source in
      (0..<source.partCount).map { (source: source, input: input, part: $0) }
    }
    let spool = Spool()
    let parts = try inParallel(work.count) { (index) throws(Failure) in
      let (source, input, part) = work[index]
      let intake = Intake(source, input: input, options: options, knowsContacts: knowsContacts, spool: spool)
      return try intake.reading(source, part: part)
    }
    var result: [[IntakePart]] = sources.map { _ in [] }
    for (job, part) in zip(work, parts) { result[job.input].append(part) }
    return result
  }

  /// What comes of one part.
  private consuming func reading(_ source: some ContactSource, part number: Int) throws(Failure) -> IntakePart {
    try source.read(part: number, into: &self)
    part.contacts.spoolLast()
    part.keys.finish()
    return part
  }

  mutating func accept(_ contact: inout Contact, at place: Place) {
    let rounded = clean.run(&contact, at: place, log: &part.log)
    // Only now do names say what they will say: a space or an invisible sign must not lead past a rule.
    guard settleOwner(of: &contact, at: place) else { return }
    if let rounded {
      refuse(DiagnosticCode.numberRounded.explanation.message(example: rounded), owner: contact.owner)
      return
    }
    number.run(&contact, at: place, log: &part.log)
    validate.run(contact, at: place, log: &part.log)
    if contact.owner.isEmpty {
      for name in contact.phonebooks where phonebooks.insert(name).inserted { part.phonebooks.append(name) }
    }
    if part.owners.last != contact.owner, !part.owners.contains(contact.owner) { part.owners.append(contact.owner) }
    let ordinal = Int32(truncatingIfNeeded: part.read)
    part.read += 1
    let id = ContactIDs.wish(of: contact, by: options.actor)
    contact.id = ContactIDs.text(id)
    part.add(contact, wishing: id, at: RecordPlace(ordinal: ordinal, file: place.file, line: place.line))
    if knowsContacts { part.identities.append(ContactIDs.identity(of: contact)) }
    if joinsContinuations, contact.removeOrdinal() {
      part.continuations.append(Int32(truncatingIfNeeded: part.contacts.count - 1))
    }
    if !options.comparesRecordsOnly { part.keys.append(contact) }
  }

  /// Says whose contact it is and which phonebooks it joins; false where it was rejected.
  private mutating func settleOwner(of contact: inout Contact, at place: Place) -> Bool {
    if !contact.owner.isEmpty, !owner.isEmpty, contact.owner != owner {
      // What belongs to somebody else goes to nobody but him, or the administrator.
      let isOwner = options.refusal(of: contact.owner) == nil
      reject(.ownerConflicts, contact.owner, at: place, owner: isOwner ? contact.owner : "")
      return false
    }
    if contact.owner.isEmpty { contact.owner = owner }
    if contact.owner.isEmpty {
      let named = contact.phonebooks + options.phonebooks
      contact.phonebooks = []
      var seen = Set<String>()
      for name in named where seen.insert(name).inserted { contact.phonebooks.append(name) }
      if let closed = contact.phonebooks.first(where: options.closedPhonebooks.contains) {
        reject(.phonebookSynced, closed, at: place, owner: "")
        return false
      }
      return true
    }
    if contact.owner != owner, let code = options.refusal(of: contact.owner) {
      reject(code, contact.owner, at: place, owner: "")
      return false
    }
    contact.leavePhonebooks()
    return true
  }

  mutating func reject(_ code: DiagnosticCode, _ subject: String, at place: Place) {
    reject(code, subject, at: place, owner: nil)
  }

  private mutating func reject(_ code: DiagnosticCode, _ subject: String, at place: Place, owner: String?) {
    part.log.add(code, subject, at: place)
    refuse(code.explanation.message(about: subject), owner: owner)
  }

  private mutating func refuse(_ reason: String, owner: String?) {
    part.rejections.append(IntakePart.Rejection(ordinal: part.read, reason: reason, owner: owner))
    part.read += 1
  }
}
