import ArgumentParser
import Contacts
import Foundation

@main
struct Switchbook: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Moves any contact list into any phone system, with nothing lost and nothing leaked.",
    subcommands: [NumberCommand.self, TableCommand.self])

  /// Runs the command that was named. Exit codes: 0 done; 1 done, but records were rejected or limits hit; 2 nothing was
  /// done.
  static func main() {
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch let failure as Failure {
      FileHandle.standardError.write(Data("\(failure)\n".utf8))
      Foundation.exit(2)
    } catch {
      guard exitCode(for: error) == .validationFailure else { exit(withError: error) }
      FileHandle.standardError.write(Data("\(fullMessage(for: error))\n".utf8))
      Foundation.exit(2)
    }
  }
}
