package import Contacts

/// All records of some inputs, and which of them are one person: what `switchbook dedupe` shows.
package struct DuplicateSearch: Sendable {
  /// The records that became contacts, in order.
  package private(set) var contacts = PackedContacts()
  /// Where each of them stands.
  package private(set) var places: [Place] = []
  /// By contact, the number of its record over all inputs, from 1.
  package private(set) var records: [Int] = []
  /// How many records there are, those that became no contact included.
  package private(set) var recordCount = 0
  /// What was noticed while they were read.
  package private(set) var log = DiagnosticLog()
  /// What is compared.
  package private(set) var keys = ContactKeys()

  fileprivate mutating func append(_ part: DuplicateIntake) {
    contacts.append(contentsOf: part.contacts)
    places += part.places
    for ordinal in part.ordinals { records.append(recordCount + ordinal) }
    recordCount += part.count
    keys.append(contentsOf: part.keys)
    log.append(part.log)
  }

  /// By record, the number of its group, from 1, in order of the groups' first records. A record that became no contact
  /// is a group of its own.
  package func clusters(_ duplicates: Duplicates) -> [Int] {
    var contactOfRecord = [Int?](repeating: nil, count: recordCount)
    for (contact, record) in records.enumerated() { contactOfRecord[record - 1] = contact }
    var numbers: [UInt32: Int] = [:]
    var last = 0
    return contactOfRecord.map { contact in
      guard let contact else {
        last += 1
        return last
      }
      let first = duplicates.firstOfGroup[contact]
      if let known = numbers[first] { return known }
      last += 1
      numbers[first] = last
      return last
    }
  }

  /// The contact that the record with this number became; nil where there is none.
  package func contact(ofRecord record: Int) -> Int? { records.firstIndex(of: record) }
}

extension Pipeline {
  /// Reads and cleans all of `sources`, as a run would, for their records to be compared; nothing is refused.
  ///
  /// - Throws: ``Failure`` where an input as a whole is no use.
  package func comparison(of sources: [any ContactSource]) throws(Failure) -> DuplicateSearch {
    let work = sources.enumerated().flatMap { input, source in
      (0..<source.partCount).map { (source: source, input: input, part: $0) }
    }
    let parts = try inParallel(work.count) { (index) throws(Failure) in
      let (source, input, part) = work[index]
      return try read(source, part: part, input: input)
    }
    var search = DuplicateSearch()
    for part in parts { search.append(part) }
    return search
  }

  private func read(_ source: some ContactSource, part: Int, input: Int) throws(Failure) -> DuplicateIntake {
    var intake = DuplicateIntake(input: input, options: options)
    try source.read(part: part, into: &intake)
    return intake
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
  private let owner: String
  private var clean = CleanStage()
  private var number: NumberStage

  init(input: Int, options: Pipeline.Options) {
    log = DiagnosticLog(input: input)
    owner = options.owner
    number = NumberStage(region: options.region)
  }

  mutating func accept(_ contact: inout Contact, at place: Place) {
    count += 1
    if contact.owner.isEmpty { contact.owner = owner }
    if clean.run(&contact, at: place, log: &log) != nil { return }
    number.run(&contact, at: place, log: &log)
    keys.append(contact)
    contacts.append(contact)
    places.append(place)
    ordinals.append(count)
  }

  mutating func reject(_ code: DiagnosticCode, _ subject: String, at place: Place) {
    count += 1
    log.add(code, subject, at: place)
  }
}
