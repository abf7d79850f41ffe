/// Something that was wrong with a document and was mended while it was read.
package struct XMLProblem: Hashable, Sendable {
  /// What was wrong and what was made of it; equal mistakes have equal messages.
  package let message: String
  /// The line, from 1; 0 for the document as a whole.
  package let line: Int
  /// The column in the line, in characters from 1; 0 where it is not known.
  package let column: Int
}

/// Why a document could not be read, or not to its end.
package struct XMLError: Error, Hashable, Sendable {
  /// What is wrong, as half a sentence.
  package let message: String
  /// The line, from 1; 0 for the document as a whole.
  package let line: Int
  /// The column in the line, from 1; 0 where it is not known.
  package let column: Int
}

/// What a reader will take from a document before it refuses it.
package struct XMLLimits: Sendable {
  /// Bytes of one text or attribute value.
  package var text = 1 << 20
  /// Elements in one another.
  package var depth = 200
  /// Attributes of one element.
  package var attributes = 4_096
  /// Different names of elements and attributes; as many instructions. libxml2 finds a name the slower the more there are.
  package var names = 1 << 16
  /// Bytes before the first element.
  package var prolog = 1 << 20
  /// Bytes of one record with all that is in it.
  package var record = 16 << 20
  /// Problems that are listed one by one; further ones are counted.
  package var problems = 1_000

  package init() {}
}
