public import ArgumentParser
import Bundle
import Contacts
public import Pipeline

/// How much is one person, and what an admin decides about the rest.
struct DuplicateOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "How much is merged without asking: off (only records of one id), exact, standard or aggressive.",
      valueName: "policy"))
  var dedupe: DuplicatePolicy = .standard

  @Option(help: ArgumentHelp("Write the pairs that may be one person, to be decided about.", valueName: "file.csv"))
  var review: String?

  @Option(help: ArgumentHelp("Use the decisions of an edited review file.", valueName: "file.csv"))
  var decisions: String?

  /// Refuses a review file that is something that is read, another output, or a file of a bundle.
  ///
  /// - Parameter bundle: the bundle that is made or changed, where one is: nothing else can be written into it.
  func refuseClashes(
    with outputs: [String?] = [], inputs: [String], bundle: String? = nil
  ) throws(Failure) {
    try Path.refuseClashes(of: outputs + [review], with: inputs + [decisions])
    guard let review, review != "-" else { return }
    try Output.refuseBundleFile(review)
    if let bundle, Bundle.isInside(review, bundle) {
      throw Failure(
        .outputUnwritable, "this lies in the bundle, where the import itself lists the pairs in reports/review.csv",
        file: review, help: "leave --review out, or name a file elsewhere")
    }
  }

  /// Takes them over into the options of a run.
  func apply(to options: inout Pipeline.Options) throws(Failure) {
    options.duplicates = dedupe
    options.decisions = try read()
  }

  /// What was decided.
  func read() throws(Failure) -> DuplicateDecisions {
    guard let decisions else { return DuplicateDecisions() }
    return try ReviewFile.decisions(decisions)
  }

  /// Writes the review file, where one is asked for, and says where it is.
  func write(
    _ reviews: [Outcome.Review], _ report: inout Report, former: [ReviewFile.Row] = []
  ) throws(Failure) {
    guard let review else { return }
    try Output.write(ReviewFile.text(reviews, former, inputs: report.inputs), to: review)
    if review == "-" { return }
    report.files.append(("review", review))
    report.lines.append("\(String.counted(reviews.count + former.count, "pair")) to decide about: \(review)")
  }
}

extension DuplicatePolicy: ExpressibleByArgument {}
