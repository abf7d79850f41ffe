import Contacts
import Synchronization

/// A format of a library, of which no more is read than somebody asked for.
final class LibraryEntry: Sendable {
  /// The format's name.
  let id: String
  private let origin: String
  private let text: StaticString?
  private let parsed: Mutex<DescriptorFile?>
  private let outlined = Mutex<FormatOutline?>(nil)
  private let understood = Mutex<Format?>(nil)

  /// A descriptor that is built in. Its file is called as its format is.
  init(_ file: String, _ text: StaticString) {
    id = String(file.prefix { $0 != "." })
    origin = file
    self.text = text
    parsed = Mutex(nil)
  }

  /// A user's own.
  init(_ file: DescriptorFile) {
    id = file.id
    origin = file.origin
    text = nil
    parsed = Mutex(file)
  }

  /// The descriptor, parsed.
  func file() throws(Failure) -> DescriptorFile {
    try parsed.made { () throws(Failure) in
      let text = text ?? ""
      let bytes = UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
      return try DescriptorFile(bytes, origin: origin)
    }
  }

  /// How files of the format are told from others.
  func outline(of library: FormatLibrary) throws(Failure) -> FormatOutline {
    try outlined.made { () throws(Failure) in try FormatOutline(file().complete(among: library)) }
  }

  /// The format.
  func format(of library: FormatLibrary) throws(Failure) -> Format {
    try understood.made { () throws(Failure) in try Format(file(), among: library) }
  }
}

/// What of a format tells its files from others.
struct FormatOutline: Sendable {
  let id: String
  let syntax: Format.Syntax
  let recognition: Recognition

  init(_ file: DescriptorFile) throws(Failure) {
    let top = try Section(file.node, of: "a descriptor", in: file.origin, known: nil)
    id = file.id
    syntax = try top.syntax()
    recognition = try Recognition(top)
  }
}

extension Mutex {
  /// The value, which is made when it is first asked for.
  fileprivate func made<Made: Sendable>(
    _ make: () throws(Failure) -> Made
  ) throws(Failure) -> Made where Value == Made? {
    try withLock { (value) throws(Failure) in
      if let value { return value }
      let made = try make()
      value = made
      return made
    }
  }
}
