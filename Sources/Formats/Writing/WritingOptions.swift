public import Contacts

/// How contacts are to be written, beyond what the format says.
public struct WritingOptions: Sendable {
  /// The document's title, where the format has one.
  public var title = "Contacts"
  /// Names of phonebooks in the order in which they are written; others follow in order of appearance.
  public var phonebooks: [String] = []
  /// What only the site knows, by the names under `needs` of the descriptor, as `url`.
  public var settings: [String: String] = [:]
  /// The name of the first file without its suffix: pages and further files are called after it.
  public var stem = "directory"
  /// Whether a table is to be an Excel workbook, whatever the format says.
  public var isWorkbook = false
  /// The order of contacts; nil for the format's own.
  public var order: ContactOrder?
  /// The order of names; nil for that which suits most languages.
  public var collation: Collation?
  /// How numbers are dialled; nil for the format's own way.
  public var dial: DialStyle?
  /// What a phone dials for a number; without it, `00` stands for calls abroad.
  public var dialled: (@Sendable (Number, DialStyle) -> String)?
  /// Whether ``dialled`` changes even numbers that are dialled with a plus sign.
  public var hasOutsideLine = false

  /// What stands for the whole name; nil for the format's own.
  var nameTemplate: NameTemplate?

  /// As the format says.
  public init() {}

  /// Composes names as `text` says, as `{family} {given}`.
  ///
  /// - Throws: ``Failure`` with the nearest known field.
  public mutating func composeNames(as text: String) throws(Failure) {
    do { nameTemplate = try NameTemplate(text) } catch { throw Failure(.usage, "--name: \(error.what)") }
  }

  /// Whether a format that dials in its `own` way dials ``Contacts/Number/dialled``.
  func dialsAsWritten(by own: DialStyle) -> Bool { (dial ?? own) == .e164 && (dialled == nil || !hasOutsideLine) }

  func dialling(by own: DialStyle) -> @Sendable (Number) -> String {
    let style = dial ?? own
    if let dialled { return { dialled($0, style) } }
    return { number in
      style == .e164 || !number.number.hasPrefix("+") ? number.dialled : "00" + number.number.dropFirst()
    }
  }
}

/// A file that was made.
public struct OutputFile: Hashable, Sendable {
  /// The file's name, without a folder.
  public var name: String
  /// The whole file.
  public var bytes: [UInt8]

  /// A file of its name and bytes.
  public init(name: String, bytes: [UInt8]) { (self.name, self.bytes) = (name, bytes) }
}
