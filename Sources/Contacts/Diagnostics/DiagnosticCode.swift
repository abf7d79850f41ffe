/// The stable name of everything that a run can say; ``explanation`` tells its severity, meaning and remedy.
public enum DiagnosticCode: String, CaseIterable, Sendable {
  // What a file is
  case formatGuessed = "format-guessed"
  case encodingGuessed = "encoding-guessed"
  case undecodableBytes = "undecodable-bytes"
  case linesBeforeHeader = "lines-before-header"
  case headerMissing = "header-missing"
  case columnUnmapped = "column-unmapped"
  case columnGuessed = "column-guessed"
  case mojibakeSuspected = "mojibake-suspected"
  case mojibakeRepaired = "mojibake-repaired"
  case keyUnknown = "key-unknown"
  case numberColumnMissing = "number-column-missing"
  case markupRepaired = "markup-repaired"
  // What a record is
  case rowBlank = "row-blank"
  case headerRepeated = "header-repeated"
  case tableFollows = "table-follows"
  case rowRagged = "row-ragged"
  case quoteStray = "quote-stray"
  case quoteOpen = "quote-open"
  case nulByte = "nul-byte"
  case fieldOversized = "field-oversized"
  case propertyUnmapped = "property-unmapped"
  case cardRepaired = "card-repaired"
  case recordUnreadable = "record-unreadable"
  // Cleaning
  case spacesTidied = "spaces-tidied"
  case invisiblesRemoved = "invisibles-removed"
  case accentsComposed = "accents-composed"
  case emptyWord = "empty-word"
  case cellUnwrapped = "cell-unwrapped"
  case numberInName = "number-in-name"
  case numberRemark = "number-remark"
  case numberUnrounded = "number-unrounded"
  case numberRounded = "number-rounded"
  case nameSwapped = "name-swapped"
  case numbersSplit = "numbers-split"
  case numberRepeated = "number-repeated"
  // Numbers
  case numberNormalised = "number-normalised"
  case numberInternal = "number-internal"
  case numberZeroRestored = "number-zero-restored"
  case numberPlusRestored = "number-plus-restored"
  case numberInvalid = "number-invalid"
  case numberTooShort = "number-too-short"
  case numberTooLong = "number-too-long"
  case numberCountryUnknown = "number-country-unknown"
  case numberRegionMissing = "number-region-missing"
  case numberNone = "number-none"
  case countryUnknown = "country-unknown"
  // Validation
  case contactWithoutNumber = "contact-without-number"
  case contactWithoutName = "contact-without-name"
  case textTooLong = "text-too-long"
  case textForbidden = "text-forbidden"
  case emailMalformed = "email-malformed"
  // Duplicates
  case mergedSameRecord = "merged-same-record"
  case mergedSameNumber = "merged-same-number"
  case mergedContinuation = "merged-continuation"
  case numberShared = "number-shared"
  case recordsDiffer = "records-differ"
  case recordReused = "record-reused"
  case valueReplaced = "value-replaced"
  // Limits
  case limitExceeded = "limit-exceeded"
  case limitRejected = "limit-rejected"
  // What a check finds
  case idRepeated = "id-repeated"
  case ownerMisplaced = "owner-misplaced"
  case phonebookUnlisted = "phonebook-unlisted"
  // Writing
  case fieldLost = "field-lost"
  case entryRefused = "entry-refused"
  case textShortened = "text-shortened"
  case textAltered = "text-altered"
  case nameComposed = "name-composed"
  case nameMadeUnique = "name-made-unique"
  // Failures
  case usage = "usage"
  case fileMissing = "file-missing"
  case fileIsFolder = "file-is-folder"
  case fileUnreadable = "file-unreadable"
  case fileEmpty = "file-empty"
  case fileBinary = "file-binary"
  case fileWithoutRecords = "file-without-records"
  case formatUnknown = "format-unknown"
  case formatAmbiguous = "format-ambiguous"
  case formatReadOnly = "format-read-only"
  case columnAmbiguous = "column-ambiguous"
  case columnUnknown = "column-unknown"
  case fieldUnknown = "field-unknown"
  case lossRefused = "loss-refused"
  case regionUnknown = "region-unknown"
  case settingMissing = "setting-missing"
  case encodingUnknown = "encoding-unknown"
  case markupRefused = "markup-refused"
  case outputUnwritable = "output-unwritable"
  case extensionRepeated = "extension-repeated"
  case phonebookUnknown = "phonebook-unknown"
  case bundleMissing = "bundle-missing"
  case bundleInvalid = "bundle-invalid"
  case bundleLocked = "bundle-locked"
  case bundleDamaged = "bundle-damaged"
  case descriptorInvalid = "descriptor-invalid"
  case ledgerUnbalanced = "ledger-unbalanced"

  /// What is said of a code: how much it matters, what happened, why that matters, and what to do.
  public struct Explanation: Hashable, Sendable {
    /// How much it matters.
    public let severity: Diagnostic.Severity
    /// One sentence, with `{subject}` and `{example}` for what it happened to.
    public let message: String
    /// Why it matters.
    public let why: String
    /// What to do.
    public let help: String
  }
}
