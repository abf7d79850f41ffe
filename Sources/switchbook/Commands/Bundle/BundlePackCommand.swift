import ArgumentParser
import Bundle
import Contacts

struct BundlePackCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pack", abstract: "Pack a bundle to one ZIP archive.",
    discussion: """
      The archive holds bundle.yaml and all contacts, personal ones too, and only its owner may read it. Left out are the \
      reports of imports, with the records that they rejected and the pairs to decide about, and the changes that \
      switchbook undo takes back: copy the folder to keep those. Whatever reads a bundle reads an archive as it is; to be \
      changed it is unpacked.

        switchbook bundle pack acme -o acme.zip
        switchbook check acme.zip
        switchbook diff acme.zip acme
      """)

  @Argument(help: "The bundle's folder.")
  var bundle: String

  @Option(name: .shortAndLong, help: ArgumentHelp("The archive to write.", valueName: "file.zip"))
  var output: String

  func run() throws {
    let bytes = try Bundle.reading(bundle) { (opened) throws(Failure) in try opened.packed() }
    try Output.write(bytes, to: output)
    if output != "-" { Output.print("\(output): \(bundle), packed") }
  }
}

struct BundleUnpackCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "unpack", abstract: "Make a bundle's folder of an archive.",
    discussion: "  switchbook bundle unpack acme.zip acme")

  @Argument(help: "The archive.")
  var archive: String

  @Argument(help: "The folder to make.")
  var bundle: String

  func run() throws {
    let packed = try Bundle(at: archive)
    let change = try BundleChange(of: bundle)
    try change.unpack(packed)
    Output.print("\(bundle): unpacked from \(archive)")
  }
}
