package import Contacts
import Synchronization

/// All records of some inputs, and which of them are one person: what `switchbook dedupe` shows.
package struct DuplicateSearch: Sendable {
  /// The records that became contacts, in order; none where nobody asked for them.
  package private(set) var contacts = PackedContacts()
  /// Where each of them stands.
  package private(set) var places: [Place] = []
  /// By contact, the number of its record over all inputs, from 1.
  package private(set) var records: [Int] = []
  /// How many records there are, those that became no contact included.
  package private(set) var recordCount = 0
  /// By input, how many records it has.
  private var counts: [Int: Int] = [:]
  /// What was noticed while they were read, without a word of personal contacts.
  package private(set) var log = DiagnosticLog()
  /// What is compared.
  package fileprivate(set) var keys = ContactKeys()

  /// Adds the records of the next part.
  fileprivate mutating func append(_ part: DuplicateIntake) {
    contacts.append(contentsOf: part.contacts)
    places += part.places
    for ordinal in part.ordinals { records.append(recordCount + ordinal) }
    recordCount += part.count
    counts[part.log.input, default: 0] += part.count
    log.append(part.hasPersonal ? part.log.concealed() : part.log)
  }

  /// By record, the number of its group, from 1, in order of the groups' first records. A record that became no contact
  /// is a group of its own.
  package func clusters(_ duplicates: Duplicates) -> [Int] {
    // By the group's first contact.
    var numbers = [Int](repeating: 0, count: duplicates.firstOfGroup.count)
    var last = 0
    var contact = 0
    return (0..<recordCount).map { index in
      guard contact < records.count, records[contact] == index + 1 else {
        last += 1
        return last
      }
      let first = Int(duplicates.firstOfGroup[contact])
      contact += 1
      if numbers[first] == 0 {
        last += 1
        numbers[first] = last
      }
      return numbers[first]
    }
  }

  /// Where every record of `inputs` would go.
  package func ledger(_ duplicates: Duplicates, inputs: [String]) -> Ledger {
    var ledger = Ledger(inputs: inputs)
    for (input, count) in counts {
      ledger.entries[input].read = count
      ledger.entries[input].rejected = count
    }
    for (contact, place) in places.enumerated() {
      ledger.entries[Int(place.input)].rejected -= 1
      if duplicates.firstOfGroup[contact] == contact {
        ledger.entries[Int(place.input)].kept += 1
      } else {
        ledger.entries[Int(place.input)].merged += 1
      }
    }
    return ledger
  }

  /// The pairs of company contacts that an admin should look at; those of personal contacts are nobody's business.
  package func reviews(_ duplicates: Duplicates) -> [Outcome.Review] {
    let pairs = duplicates.reviews.filter { keys.isCompany($0.a) }
    let sides = sides(of: pairs)
    return pairs.map { pair in
      let (first, second) = (keys.heads[pair.a].content, keys.heads[pair.b].content)
      return Outcome.Review(
        first: sides[first] ?? side(pair.a), second: sides[second] ?? side(pair.b), why: pair.why)
    }
  }

  /// By what it holds, how each contact of some pairs is shown: of equals the one whose text is the first, in whatever
  /// order they come.
  private func sides(of pairs: [Duplicates.Pair]) -> [UInt64: Outcome.Review.Side] {
    let asked = Set(pairs.flatMap { [keys.heads[$0.a].content, keys.heads[$0.b].content] })
    var sides: [UInt64: Outcome.Review.Side] = [:]
    for (contact, head) in keys.heads.enumerated() where asked.contains(head.content) {
      let side = side(contact)
      if let known = sides[head.content], known.summary <= side.summary { continue }
      sides[head.content] = side
    }
    return sides
  }

  /// What a contact is called, or whose it is where that is nobody else's business.
  package func name(_ contact: Int) -> String {
    let contact = contacts[contact]
    return contact.owner.isEmpty ? contact.displayName : "a contact of \(contact.owner)"
  }

  private func side(_ contact: Int) -> Outcome.Review.Side {
    Outcome.Review.Side(
      fingerprint: keys.fingerprint(contact), summary: contacts[contact].summary, place: places[contact])
  }

  /// The contact that the record with this number became; nil where there is none.
  package func contact(ofRecord record: Int) -> Int? { records.firstIndex(of: record) }
}

extension Pipeline {
  /// Reads and cleans all of `sources`, as a run would, for their records to be compared; nothing is refused.
  ///
  /// - Parameter keepsContacts: whether the contacts are to be shown, and not only compared.
  /// - Throws: ``Failure`` where an input as a whole is no use.
  package func comparison(
    of sources: [any ContactSource], keepsContacts: Bool = true
  ) throws(Failure) -> DuplicateSearch {
    let work = sources.enumerated().flatMap { input, source in
      (0..<source.partCount).map { (source: source, input: input, part: $0) }
    }
    let found = Mutex((search: DuplicateSearch(), failure: Failure?.none))
    let keys = PartedKeys(parts: work.count)
    // While one core adds a part to those before, the others read on.
    inOrder(work.count) { index in
      Result { () throws(Failure) in
        let (source, input, part) = work[index]
        return try keys.add(part: index, of: source.partCount) { (keys) throws(Failure) in
          var intake = DuplicateIntake(source, input: input, keepsContacts, options: options)
          // Exchanged instead of copied, and back before anybody else holds them.
          swap(&intake.keys, &keys)
          intake.keys.begin(unnamedSystems: source.unnamedSystem.map { [$0] } ?? [])
          try read(source, part: part, into: &intake)
          swap(&intake.keys, &keys)
          return intake
        }
      }
    } take: { part in
      found.withLock { found in
        switch part {
        case .success(let part): found.search.append(part)
        case .failure(let failure): found.failure = found.failure ?? failure
        }
      }
    }
    return try found.withLock { (found) throws(Failure) in
      if let failure = found.failure { throw failure }
      found.search.keys = keys.joined()
      return found.search
    }
  }

  private func read(
    _ source: some ContactSource, part: Int, into intake: inout DuplicateIntake
  ) throws(Failure) {
    try source.read(part: part, into: &intake)
    intake.finishBatch()
  }
}

/// Takes the records of one part of a source through cleaning, and keeps what is compared.
private struct DuplicateIntake: RecordSink {
  var log: DiagnosticLog
  var contacts = PackedContacts()
  var places: [Place] = []
  var ordinals: [Int] = []
  var keys = ContactKeys()
  var count = 0
  /// Whether any contact is somebody's own.
  var hasPersonal = false
  private let owner: String
  private let keepsContacts: Bool
  /// Contacts of which keys are made together, and how many there are: the instructions for keys, and those for all that
  /// comes before, do not fit into a core's cache side by side.
  private var batch = [Contact](repeating: Contact(), count: 8)
  private var batchCount = 0
  private var clean = CleanStage()
  private var number: NumberStage

  init(_ source: any ContactSource, input: Int, _ keepsContacts: Bool, options: Pipeline.Options) {
    self.keepsContacts = keepsContacts
    log = DiagnosticLog(input: input)
    owner = options.owner
    number = NumberStage(region: options.region)
  }

  mutating func accept(_ contact: inout Contact, at place: Place) {
    count += 1
    if contact.owner.isEmpty { contact.owner = owner }
    if clean.run(&contact, at: place, log: &log) != nil { return }
    number.run(&contact, at: place, log: &log)
    if !contact.owner.isEmpty { hasPersonal = true }
    places.append(Place(input: log.input, file: Int(place.file), line: Int(place.line)))
    ordinals.append(count)
    swap(&batch[batchCount], &contact)
    batchCount += 1
    if batchCount == batch.count { finishBatch() }
  }

  /// Makes the keys of the contacts that wait for theirs.
  mutating func finishBatch() {
    // Exchanged, and lent one by one: contacts are not copied.
    var batch: [Contact] = []
    swap(&batch, &self.batch)
    for index in 0..<batchCount { finish(&batch[index]) }
    swap(&batch, &self.batch)
    batchCount = 0
  }

  private mutating func finish(_ contact: inout Contact) {
    keys.append(contact)
    if keepsContacts { contacts.append(contact) }
  }

  mutating func reject(_ code: DiagnosticCode, _ subject: String, at place: Place) {
    count += 1
    log.add(code, subject, at: place)
  }
}
