/// A place in an input: which input, which of its files, which line, which column, all but the first from 1; 0 where there
/// is none.
public struct Place: Hashable, Sendable, Comparable {
  /// Index into the run's inputs, in the order of the command line.
  public var input: Int32
  /// The file in a folder or archive, from 1, see ``InputName/files``; 0 for an input that is one file.
  public var file: Int32
  /// The line, from 1; 0 for the input as a whole.
  public var line: Int32
  /// The column, from 1: of a table the field's number, of other text the character's; 0 for the line as a whole.
  public var column: Int32

  /// A place; numbers beyond 2³¹ stay at the last one.
  public init(input: Int = 0, file: Int = 0, line: Int = 0, column: Int = 0) {
    self.input = Int32(clamping: input)
    self.file = Int32(clamping: file)
    self.line = Int32(clamping: line)
    self.column = Int32(clamping: column)
  }

  /// Orders by input, then file, then line, then column.
  public static func < (a: Place, b: Place) -> Bool {
    (a.input, a.file, a.line, a.column) < (b.input, b.file, b.line, b.column)
  }

  /// `17:4`, `17`, or nothing for an input as a whole.
  public var position: String {
    line == 0 ? "" : column == 0 ? "\(line)" : "\(line):\(column)"
  }

  /// `customers.csv:17:4`, or `contacts/anna.vcf:2` of a folder.
  public func description(inputs: [InputName]) -> String {
    var name = ""
    if inputs.indices.contains(Int(input)) {
      let input = inputs[Int(input)]
      name = input.name
      if input.files.indices.contains(Int(file) - 1) { name += "/\(input.files[Int(file) - 1])" }
    }
    return position.isEmpty ? name : name.isEmpty ? position : "\(name):\(position)"
  }
}

/// What an input is called.
public struct InputName: Hashable, Sendable {
  /// As named on the command line.
  public let name: String
  /// The files in a folder or archive, below it; none of an input that is one file.
  public let files: [String]

  /// The name of an input.
  public init(_ name: String, files: [String] = []) {
    self.name = name
    self.files = files
  }
}
