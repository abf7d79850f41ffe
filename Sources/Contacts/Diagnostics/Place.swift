/// A place in an input: which input, which line, which column, the last two from 1; 0 where there is none.
public struct Place: Hashable, Sendable, Comparable {
  /// Index into the run's inputs, in the order of the command line.
  public var input: Int32
  /// The line, from 1; 0 for the input as a whole.
  public var line: Int32
  /// The column, from 1: of a table the field's number, of other text the character's; 0 for the line as a whole.
  public var column: Int32

  /// A place; numbers beyond 2³¹ stay at the last one.
  public init(input: Int = 0, line: Int = 0, column: Int = 0) {
    self.input = Int32(clamping: input)
    self.line = Int32(clamping: line)
    self.column = Int32(clamping: column)
  }

  /// Orders by input, then line, then column.
  public static func < (a: Place, b: Place) -> Bool {
    (a.input, a.line, a.column) < (b.input, b.line, b.column)
  }

  /// `17:4`, `17`, or nothing for an input as a whole.
  public var position: String {
    line == 0 ? "" : column == 0 ? "\(line)" : "\(line):\(column)"
  }

  /// `customers.csv:17:4`.
  public func description(inputs: [String]) -> String {
    let name = inputs.indices.contains(Int(input)) ? inputs[Int(input)] : ""
    return position.isEmpty ? name : name.isEmpty ? position : "\(name):\(position)"
  }
}
