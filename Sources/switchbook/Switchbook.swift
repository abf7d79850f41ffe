import ArgumentParser
import Contacts

#if canImport(Glibc)
  import Glibc
#endif

/// The command line: arguments in, text out.
struct Switchbook: ParsableCommand {
  static let configuration = CommandConfiguration(
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
      try refuseUnknownCommand()
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
      end(saying: Switchbook.fullMessage(for: error), code: 2)
    }
  }

  /// Names the nearest command where a word in a command's place is none.
  private static func refuseUnknownCommand() throws(Failure) {
    var command: any ParsableCommand.Type = Switchbook.self
    var path = "switchbook"
    for word in CommandLine.arguments.dropFirst() {
      let subcommands = command.configuration.subcommands
      if subcommands.isEmpty || word.hasPrefix("-") || word == "help" { return }
      guard let next = subcommands.first(where: { $0._commandName == word }) else {
        let near = Suggestion.nearest(to: word, among: subcommands.map { $0._commandName })
        throw Failure(
          .usage, "there is no command \"\(word)\"\(near.map { "; did you mean \"\($0)\"?" } ?? "")",
          help: "see \(path) --help")
      }
      (command, path) = (next, "\(path) \(word)")
    }
  }

  private static func end(saying message: String, code: Int32) -> Never {
    Output.complain(message)
    exit(code)
  }
}
