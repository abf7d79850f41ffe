import Contacts
import Formats
import NumberingPlan
import Pipeline

/// The contacts of some files, made into what another format holds, before they are written.
struct Conversion {
  let target: Format
  /// The region told, from which numbers are dialled.
  let region: Region?
  let outcome: Outcome
  private let inputNames: [InputName]

  /// Reads files and takes their contacts through every stage.
  ///
  /// - Parameters:
  ///   - target: the name of the format, whose limits and field rules hold unless `running` names a phone system.
  ///   - owner: whose personal contacts these are, where they are somebody's.
  init(
    of files: [String], to target: String, owner: String?, _ reading: InputOptions, _ running: RunOptions,
    _ duplicates: DuplicateOptions
  ) throws(Failure) {
    let library = try reading.library()
    self.target = try library.format(named: target)
    let sources = try reading.inputs(files, library: library).map(\.source)
    inputNames = sources.map(\.inputName)
    region = try reading.region()
    let profile = try running.profile.map { (name) throws(Failure) in try library.format(named: name).profile }
    var options = Pipeline.Options(
      profile: profile ?? self.target.profile, region: region, extensions: running.extensions ?? .max,
      owner: owner ?? "", onLimit: running.onLimit)
    try duplicates.apply(to: &options)
    outcome = try Pipeline(options).run(sources)
  }

  /// The report of it, to which writing adds.
  var report: Report {
    Report(inputs: inputNames, ledger: outcome.ledger, contacts: outcome.contacts.count, log: outcome.log)
  }
}
