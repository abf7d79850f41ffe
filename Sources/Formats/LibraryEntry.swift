import Contacts
import Synchronization

/// A format of a library, of which no more is read than somebody asked for.
final class LibraryEntry: Sendable {
  /// The format's name.
  let id: String
  private let origin: String
  private let descriptor: Descriptor
  /// The syntax of its files, where that is known before anything is read.
  private let syntax: Format.Syntax?
  private let parsed = Mutex<DescriptorFile?>(nil)
  private let outlined = Mutex<FormatOutline?>(nil)
  private let understood = Mutex<Format?>(nil)

  private enum Descriptor {
    /// What is built in, and what of it an outline needs, both as a build has parsed them.
    case builtIn(StaticString, outline: StaticString)
    case own(DescriptorFile)
  }

  /// A descriptor that is built in. Its file is called as its format is.
  init(_ file: String, _: StaticString, _ node: StaticString, _ outline: StaticString, _ syntax: String) {
    id = String(file.prefix { $0 != "." })
    origin = file
    descriptor = .builtIn(node, outline: outline)
    self.syntax = Format.Syntax(rawValue: syntax)
  }

  /// A user's own.
  init(_ file: DescriptorFile) {
    id = file.id
    origin = file.origin
    descriptor = .own(file)
    syntax = nil
  }

  /// The descriptor, parsed.
  func file() -> DescriptorFile {
    switch descriptor {
    case .own(let file): file
    case .builtIn(let node, _): parsed.made { DescriptorFile(stored: node, origin: origin) }
    }
  }

  /// The descriptor, or as much of it as an outline needs.
  func outlineFile() -> DescriptorFile {
    switch descriptor {
    case .own(let file): file
    case .builtIn(_, let outline): DescriptorFile(stored: outline, origin: origin)
    }
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
  func made<Made: Sendable, Mistake>(
    _ make: () throws(Mistake) -> Made
  ) throws(Mistake) -> Made where Value == Made? {
    try withLock { (value) throws(Mistake) in
      if let value { return value }
      let made = try make()
      value = made
      return made
    }
  }
}
