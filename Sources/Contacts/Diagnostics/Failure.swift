/// Why a command could do nothing: told in one line, with exit code 2.
///
/// ```swift
/// do { try run() } catch let failure as Failure { print(failure) }
/// // customers.csv: error: the file is empty; export it again from where it came [file-empty]
/// ```
public struct Failure: Error, Hashable, Sendable, CustomStringConvertible {
  /// The stable code.
  public let code: DiagnosticCode
  /// The file that it is about, as the user named it; empty where there is none.
  public let file: String
  /// Line in the file, from 1; 0 where there is none.
  public let line: Int
  /// Column in the line, from 1; 0 where there is none.
  public let column: Int
  /// What is wrong.
  public let what: String
  /// What to do.
  public let help: String

  /// A failure; `help` is the code's own advice unless told otherwise.
  public init(
    _ code: DiagnosticCode, _ what: String, file: String = "", line: Int = 0, column: Int = 0, help: String? = nil
  ) {
    self.code = code
    self.what = what
    self.file = file
    self.line = line
    self.column = column
    self.help = help ?? code.explanation.help
  }

  /// `file:line:column: error: what; help [code]`.
  public var description: String {
    let position = Place(line: line, column: column).position
    let place = file.isEmpty ? "" : position.isEmpty ? "\(file): " : "\(file):\(position): "
    return "\(place)error: \(what)\(help.isEmpty ? "" : "; \(help)") [\(code.rawValue)]"
  }
}
