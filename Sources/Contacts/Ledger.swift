/// Where every input record went: kept, merged into a kept one, or rejected with a reason.
///
/// A run checks its ledger before it writes anything: ``Entry/isBalanced`` must hold for every input.
public struct Ledger: Hashable, Sendable {
  /// One input's account, or the sum of several.
  public struct Entry: Hashable, Sendable {
    /// The input as named on the command line.
    public var input: String
    /// Records found in the input.
    public var read = 0
    /// Records that became a contact of their own, or were the first of one.
    public var kept = 0
    /// Records that went into a contact of an earlier record.
    public var merged = 0
    /// Records that were refused, each with its reason.
    public var rejected = 0

    /// An empty account.
    public init(input: String) { self.input = input }

    /// `read = kept + merged + rejected`.
    public var isBalanced: Bool { read == kept + merged + rejected }
  }

  /// The inputs' accounts, in the order of the command line.
  public var entries: [Entry]

  /// Empty accounts for `inputs`.
  public init(inputs: [String]) { entries = inputs.map { Entry(input: $0) } }

  /// All inputs together.
  public var total: Entry {
    entries.reduce(into: Entry(input: "")) { sum, entry in
      sum.read += entry.read
      sum.kept += entry.kept
      sum.merged += entry.merged
      sum.rejected += entry.rejected
    }
  }

  /// Throws where a record was lost or counted twice, which would be a fault of this program.
  public func verify() throws(Failure) {
    for entry in entries where !entry.isBalanced {
      throw Failure(
        .ledgerUnbalanced,
        "\(entry.read) records were read, but \(entry.kept) kept + \(entry.merged) merged + \(entry.rejected) rejected",
        file: entry.input)
    }
  }
}
