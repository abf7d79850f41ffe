import ArgumentParser
import Bundle
import Contacts
import Pipeline

/// Who does it: the administrator, or an extension that may do what its permissions allow.
struct Actor: ParsableArguments {
  @Option(
    name: .customLong("as"),
    help: ArgumentHelp(
      "Act as this extension: only what it may manage can be changed. Without it, as the administrator.",
      valueName: "ext"))
  var number: String?

  /// Whether an extension acts, and not the administrator.
  var isExtension: Bool { number != nil }

  /// The extension's rights; nil for the administrator.
  func rights(in manifest: Manifest, of bundle: String) throws(Failure) -> Rights? {
    guard let number else { return nil }
    guard manifest.extensionNumbers.contains(number) else {
      throw Failure(.extensionUnknown, "there is no extension \"\(number)\"", file: bundle)
    }
    return Rights(of: number, in: manifest)
  }

  /// Fails where the administrator alone may do `what`.
  func refuse(_ what: String) throws(Failure) {
    guard let number else { return }
    throw Failure(.permissionMissing, "only the administrator can \(what), not \(number)")
  }

  /// Fails where the extension may not manage the phonebook `name`, in the same words whether that exists or not.
  func refuse(_ name: String, beyond rights: Rights?) throws(Failure) {
    guard let rights, let number, !rights.manage.contains(name) else { return }
    throw Failure(.permissionMissing, "\(number) may not manage a phonebook \"\(name)\"")
  }

  /// Fails where an import touches more than the extension may manage.
  func refuse(_ outcomes: [OwnedOutcome], beyond rights: Rights) throws(Failure) {
    for outcome in outcomes {
      if !outcome.owner.isEmpty {
        guard outcome.owner == number else {
          throw Failure(.permissionMissing, "\(number ?? "") may not touch personal contacts of others")
        }
        continue
      }
      for name in outcome.outcome.named { try refuse(name, beyond: rights) }
      let new = outcome.outcome.contacts.suffix(outcome.outcome.changes.added)
      if new.contains(where: \.phonebooks.isEmpty) {
        throw Failure(
          .permissionMissing, "\(number ?? "") may add company contacts to its phonebooks only",
          help: "name one with --phonebook")
      }
    }
  }
}
