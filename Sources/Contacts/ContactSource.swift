/// Somewhere that contacts are read from: a file in some format, or a bundle.
///
/// A source falls into parts that can be read at the same time. The parts depend on the input's bytes only, never on
/// the number of threads, and every part's records are delivered in order.
public protocol ContactSource: Sendable {
  /// The input as named on the command line.
  var name: String { get }

  /// The files in a folder or archive, below it, which places count from 1; none of an input that is one file.
  var files: [String] { get }

  /// How many parts there are; at least 1.
  var partCount: Int { get }

  /// Whether a name with an ordinal, `Anna Weber (2)`, goes on with the numbers of the record before.
  var hasContinuations: Bool { get }

  /// What the source's record ids say where it is less than who is who; nil where different ids are different people, or
  /// there are no ids.
  var looseIDs: LooseIDs? { get }

  /// Delivers every record of a part to `sink`, in order.
  ///
  /// - Throws: ``Failure`` where the input as a whole is no use; a bad record is delivered as rejected instead.
  func read<Sink: RecordSink>(part: Int, into sink: inout Sink) throws(Failure)

  /// The records of `rejections` as a file of this source's own format, with their reasons, that can be mended and
  /// imported again.
  ///
  /// - Parameter rejections: by part, the ordinal of the record within it and the reason, in order.
  func rejectedFile(_ rejections: [[(ordinal: Int, reason: String)]]) throws(Failure) -> RejectedFile
}

extension ContactSource {
  /// False unless the source says otherwise.
  public var hasContinuations: Bool { false }

  /// None unless the source says otherwise.
  public var files: [String] { [] }

  /// What places in it are called by.
  public var inputName: InputName { InputName(name, files: files) }

  /// Nil unless the source says otherwise.
  public var looseIDs: LooseIDs? { nil }
}

/// Record ids of a system of which one person may have several.
public struct LooseIDs: Hashable, Sendable {
  /// As ``SourceRecord/system``.
  public var system: String
  /// What they are of.
  public var kind: Kind

  /// What an id is of.
  public enum Kind: Sendable {
    /// Of an entry, which it finds again: the `UID` of a card. Two phones of one person give theirs different ones.
    case entries
    /// Nobody knows of what, as where nobody named the system: it finds a record again that nothing else of its name is
    /// under, and is no reason to join others.
    case unknown
  }

  /// The ids of a system.
  public init(system: String, kind: Kind) {
    self.system = system
    self.kind = kind
  }
}

/// What a source delivers its records to.
public protocol RecordSink {
  /// What there is to say about the input.
  var log: DiagnosticLog { get set }

  /// Takes a record that became a contact.
  mutating func accept(_ contact: inout Contact, at place: Place)

  /// Takes a record that could not become one.
  mutating func reject(_ code: DiagnosticCode, _ subject: String, at place: Place)
}

/// Rejected records in the format that they came in.
public struct RejectedFile: Hashable, Sendable {
  /// The file's suffix, as `csv`.
  public var suffix: String
  /// The whole file.
  public var bytes: [UInt8]

  /// A file from its parts.
  public init(suffix: String, bytes: [UInt8]) {
    self.suffix = suffix
    self.bytes = bytes
  }
}
