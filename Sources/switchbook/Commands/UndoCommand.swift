import ArgumentParser
import Bundle
import Contacts

struct UndoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "undo",
    abstract: "Take the last change of a bundle back.",
    discussion: """
      The bundle is as it was before its last import, sync or edit by a command, with the reports of then; again, as \
      before the one before. How many changes are kept says history in bundle.yaml (10 where it says nothing).

        switchbook undo acme
      """)

  @Argument(help: "The bundle's folder.")
  var bundle: String

  @Flag(
    help: """
      Also where bundle.yaml or contacts were edited by hand since: that edit is lost. Where what was kept is damaged, \
      go back to the newest state that is whole.
      """)
  var discardEdits = false

  func run() throws {
    _ = try Bundle(at: bundle)
    let change = try BundleChange(of: bundle)
    let (manifest, changes) = try change.undo(discardingEdits: discardEdits)
    let company = manifest.files[Bundle.Scope.company.file]?.contacts ?? 0
    Output.print(
      "\(bundle): as before the last \(changes == 1 ? "change" : String.counted(changes, "change")), with \(String.counted(company, "company contact")) and "
        + String.counted(manifest.phonebooks.count, "phonebook"))
  }
}
