/// What is wrong with a text that should be YAML, and where.
package struct YAMLError: Error, Hashable, Sendable {
  /// Half a sentence for people.
  package let message: String
  /// The line, from 1.
  package let line: Int
  /// The column in the line, in characters from 1.
  package let column: Int

  /// An error at a place.
  package init(message: String, line: Int, column: Int) {
    self.message = message
    self.line = line
    self.column = column
  }
}
