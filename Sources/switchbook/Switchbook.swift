import ArgumentParser
import Contacts

#if canImport(Glibc)
  import Glibc
#endif

/// The command line: arguments in, text out.
struct Switchbook: ParsableCommand {
  static let configuration = CommandConfiguration(
    // Every command is named here: to make a name of the type's takes the parser a millisecond.
    commandName: "switchbook",
    abstract: "Moves any contact list into any phone system, with nothing lost and nothing leaked.",
    discussion: """
      Exit codes: 0 done; 1 done, but records were rejected or limits hit; 2 nothing was written.
      """,
    version: "0.1.0",
    subcommands: [
      ImportCommand.self, ExportCommand.self, ConvertCommand.self, MigrateCommand.self, CheckCommand.self,
      BundleCommand.self, UndoCommand.self, DiffCommand.self, IdentifyCommand.self, DedupeCommand.self,
      FormatsCommand.self,
      NumberCommand.self, TableCommand.self,
    ])
}

@main
enum Main {
  static func main() {
    do {
      try path()
      var command = try Switchbook.parseAsRoot()
      try command.run()
    } catch let failure as Failure {
      end(saying: failure.description, code: 2)
    } catch let code as ExitCode {
      exit(code.rawValue)
    } catch {
      // Help and version are no errors; what else the parser refuses is bad usage.
      if Switchbook.exitCode(for: error) == .success {
        Output.print(Switchbook.fullMessage(for: error))
        exit(0)
      }
      let command = (try? path()) ?? "switchbook"
      end(saying: mistake(Switchbook.message(for: error), help: "see \(command) --help").description, code: 2)
    }
  }

  /// What the parser says, as a failure says it.
  private static func mistake(_ message: String, help: String) -> Failure {
    let sentence = message.split(whereSeparator: \.isNewline).joined(separator: " ")
    let isWord = sentence.dropFirst().first?.isLowercase == true
    let what = isWord ? sentence.prefix(1).lowercased() + sentence.dropFirst() : sentence
    return Failure(.usage, what.hasSuffix(".") ? String(what.dropLast()) : what, help: help)
  }

  /// The command that is called: `switchbook bundle grant`.
  ///
  /// - Throws: ``Failure`` with the nearest command where a word in a command's place is none.
  @discardableResult
  private static func path() throws(Failure) -> String {
    var command: any ParsableCommand.Type = Switchbook.self
    var path = "switchbook"
    for word in CommandLine.arguments.dropFirst() where word != "help" {
      let subcommands = command.configuration.subcommands
      if subcommands.isEmpty || word.hasPrefix("-") { break }
      guard let next = subcommands.first(where: { $0._commandName == word }) else {
        let near = Suggestion.nearest(to: word, among: subcommands.map { $0._commandName })
        throw Failure(
          .usage, "there is no command \"\(word)\"\(near.map { "; did you mean \"\($0)\"?" } ?? "")",
          help: "see \(path) --help")
      }
      (command, path) = (next, "\(path) \(word)")
    }
    return path
  }

  private static func end(saying message: String, code: Int32) -> Never {
    Output.complain(message)
    exit(code)
  }
}
