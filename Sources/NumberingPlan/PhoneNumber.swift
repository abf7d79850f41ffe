/// What a written number is: where it belongs, its digits, and how sure that is.
///
/// ```swift
/// let number = NumberingPlan.parse("(020) 7946 0958 x12", defaultRegion: Region("GB"))
/// number.status                      // .valid
/// number.e164                        // "+442079460958"
/// number.extension.description       // "12"
/// number.formatted(.international)   // "+44 20 7946 0958 x12"
/// ```
///
/// A value of a few words, without a heap. What could not be read has ``callingCode`` 0 and no digits, and ``status``
/// says why.
public struct PhoneNumber: Hashable, Sendable, BitwiseCopyable {
  /// `valid`, or the reason why not.
  public let status: Status
  /// What kind of line it is; `unknown` unless ``status`` is `valid`.
  public let type: Kind
  /// Where it belongs; ``Region/world`` for codes without a region, nil where that cannot be told.
  public let region: Region?
  /// The country calling code, 1 to 999; 0 where nothing could be read.
  public let callingCode: Int
  /// The national significant number, at most 17 digits, with leading zeros that belong to it (Italy).
  public let national: Digits
  /// The digits to send once the call is answered, at most 20.
  public let `extension`: Digits

  /// Whether it can be dialled as far as its length tells: the condition for ``e164``.
  public var isPossible: Bool { status == .valid || status == .possible || status == .possibleLocal }

  /// Whether it fits a type of its region.
  public var isValid: Bool { status == .valid }

  /// How libphonenumber judges a number.
  public enum Status: UInt8, CaseIterable, Sendable, BitwiseCopyable {
    /// It fits a type of its region.
    case valid
    /// Its length is that of numbers of its calling code.
    case possible
    /// Its length is that of numbers dialled within an area only.
    case possibleLocal
    /// It has fewer digits than any number of its calling code.
    case tooShort
    /// It has more digits than any number of its calling code, or more than 250 characters were written.
    case tooLong
    /// It has a number of digits between two possible ones.
    case invalidLength
    /// It has no plus sign and no region is known to dial it in, or its calling code does not exist.
    case invalidCountryCode
    /// It is not written as a number.
    case notANumber
  }

  /// The kinds of line that numbering plans tell apart.
  public enum Kind: UInt8, CaseIterable, Sendable, BitwiseCopyable {
    /// None is known.
    case unknown
    /// A fixed line.
    case fixedLine
    /// A mobile.
    case mobile
    /// Either: the plan does not tell them apart (North America).
    case fixedLineOrMobile
    /// Free for the caller.
    case tollFree
    /// At a higher rate.
    case premiumRate
    /// Caller and callee share the cost.
    case sharedCost
    /// Voice over IP.
    case voip
    /// Follows a person.
    case personalNumber
    /// A pager.
    case pager
    /// A universal access number: one for all of a company.
    case uan
    /// Access to voice mail.
    case voicemail
  }
}

extension PhoneNumber.Status: CustomStringConvertible {
  /// As `switchbook number --tsv` writes it: `too-short`.
  public var description: String { "\(name)" }

  var name: StaticString {
    switch self {
    case .valid: "valid"
    case .possible: "possible"
    case .possibleLocal: "possible-local"
    case .tooShort: "too-short"
    case .tooLong: "too-long"
    case .invalidLength: "invalid-length"
    case .invalidCountryCode: "invalid-country-code"
    case .notANumber: "not-a-number"
    }
  }
}

extension PhoneNumber.Kind: CustomStringConvertible {
  /// libphonenumber's name in lower case with dashes: `fixed-line`.
  public var description: String { "\(name)" }

  var name: StaticString {
    switch self {
    case .unknown: "unknown"
    case .fixedLine: "fixed-line"
    case .mobile: "mobile"
    case .fixedLineOrMobile: "fixed-line-or-mobile"
    case .tollFree: "toll-free"
    case .premiumRate: "premium-rate"
    case .sharedCost: "shared-cost"
    case .voip: "voip"
    case .personalNumber: "personal-number"
    case .pager: "pager"
    case .uan: "uan"
    case .voicemail: "voicemail"
    }
  }
}
