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

  /// The system that record ids are said to be of although nobody named it: such an id finds its record again, and does
  /// not tell that two records are two people. Nil where the system is known, or there are no ids.
  var unnamedSystem: String? { get }

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
  public var unnamedSystem: String? { nil }
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
