public import Contacts

/// What came of a run.
public struct Outcome: Sendable {
  /// The contacts: those that existed before, then the new ones in the order of their first records.
  public let contacts: ContactSelection
  /// Where every record went.
  public let ledger: Ledger
  /// What there is to say.
  public let log: DiagnosticLog
  /// The rejected records of each input as a file of that input's own format; nil where none was rejected.
  public let rejected: [RejectedFile?]
  /// Which records became part of another one's contact.
  public let merges: [Merge]
  /// Pairs of contacts that may be one person, kept apart, the likeliest first.
  public let reviews: [Review]
  /// What became of the pairs that an import before asked about, in their order.
  package let former: [AskedPair.Standing]
  /// The phonebooks that existed, then those that records name, in the order of their first appearance.
  public let phonebooks: [String]
  /// The phonebooks that records name, those that existed included.
  public let named: [String]
  /// How the contacts differ from those that existed before.
  public let changes: Changes

  /// A record that went into another's contact.
  public struct Merge: Hashable, Sendable {
    /// The contact's id.
    public let contact: String
    /// The contact's name, for people.
    public let name: String
    /// Where the record stands; nil for a contact that existed before.
    public let record: Place?
    /// Where the record that the contact is named after stands; nil for a contact that existed before.
    public let keeper: Place?
    /// Why they are one.
    public let reason: DiagnosticCode
  }

  /// Two contacts that may be one person.
  public struct Review: Hashable, Sendable {
    /// One of the two.
    public struct Side: Hashable, Sendable {
      /// What a decision names it by.
      public let fingerprint: String
      /// Who it is, in one line.
      public let summary: String
      /// Where its record stands; nil for a contact that existed before.
      public let place: Place?
    }

    /// The one that holds more.
    public let first: Side
    /// The other.
    public let second: Side
    /// What speaks for their being one, or what keeps them apart.
    public let why: String
  }

  /// How many contacts are new, changed, and as they were.
  public struct Changes: Hashable, Sendable {
    /// Contacts that did not exist before.
    public var added = 0
    /// Contacts that existed before and hold something else now.
    public var changed = 0
    /// Contacts that are as they were.
    public var unchanged = 0
    /// Contacts that existed before and went into others, because an admin decided so.
    public var joined = 0

    /// Whether the contacts are not as they were.
    public var isAny: Bool { added + changed + joined > 0 }
  }
}
