import Contacts
import Synchronization

/// A format of a library, of which no more is read than somebody asked for.
final class LibraryEntry: Sendable {
  /// The format's name.
  let id: String
  private let origin: String
  /// What is built in, and what of it an outline needs, both as a build has parsed them.
  private let stored: (file: StaticString, outline: StaticString)?
  /// The syntax of its files, where that is known before anything is read.
  private let syntax: Format.Syntax?
  private let parsed: Mutex<DescriptorFile?>
  private let outlined = Mutex<FormatOutline?>(nil)
  private let understood = Mutex<Format?>(nil)

  /// A descriptor that is built in. Its file is called as its format is.
  init(_ file: String, _: StaticString, _ node: StaticString, _ outline: StaticString, _ syntax: String) {
    id = String(file.prefix { $0 != "." })
    origin = file
    stored = (node, outline)
    self.syntax = Format.Syntax(rawValue: syntax)
    parsed = Mutex(nil)
  }

  /// A user's own.
  init(_ file: DescriptorFile) {
    id = file.id
    origin = file.origin
    stored = nil
    syntax = nil
    parsed = Mutex(file)
  }

  /// The descriptor, parsed.
  func file() throws(Failure) -> DescriptorFile {
    try parsed.made { () throws(Failure) in DescriptorFile(stored: stored?.file ?? "", origin: origin) }
  }

  /// The descriptor, or as much of it as an outline needs.
  func outlineFile() throws(Failure) -> DescriptorFile {
    if let stored { return DescriptorFile(stored: stored.outline, origin: origin) }
    return try file()
  }

  /// Whether the format's files may be of one of `syntaxes`: one that is like another, or a user's own, may be of any.
  func mayBe(of syntaxes: [Format.Syntax]) -> Bool { syntax.map(syntaxes.contains) ?? true }

  /// How files of the format are told from others.
  func outline(of library: FormatLibrary) throws(Failure) -> FormatOutline {
    try outlined.made { () throws(Failure) in
      try FormatOutline(outlineFile().complete(among: library, isOutline: true))
    }
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
  func made<Made: Sendable>(
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
