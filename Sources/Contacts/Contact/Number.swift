/// A telephone number of a contact: what was written, and what it became.
///
/// ```swift
/// Number(kind: .business, number: "+493012345678", extension: "12", raw: "030 12345678 -12")
/// Number(kind: .business, internal: "**610", raw: "**610")
/// ```
///
/// Exactly one of ``number`` and ``internal`` is filled once the number was understood; neither is where it could not
/// be, and then ``raw`` is what a phone would dial. vCard `TEL`, JSContact `phones`.
public struct Number: Hashable, Sendable {
  /// What the number is for; its place among equals of a kind is the PBX's ordinal (Mobile, Mobile 2).
  public var kind: Kind
  /// E.164 with its plus sign, at most 16 characters; empty where the number is internal or not understood.
  public var number: String
  /// Digits to send after the call is answered. vCard `;ext=` of the `tel:` URI (RFC 3966).
  public var `extension`: String
  /// An internal extension, short code or feature code, as dialled inside the company.
  public var `internal`: String
  /// What the source called the number, where that says more than the kind. Apple `X-ABLabel`, JSContact `label`.
  public var label: String
  /// The number as the source wrote it.
  public var raw: String

  /// A number from what is known of it.
  public init(
    kind: Kind, number: String = "", extension: String = "", internal: String = "", label: String = "",
    raw: String = ""
  ) {
    self.kind = kind
    self.number = number
    self.extension = `extension`
    self.internal = `internal`
    self.label = label
    self.raw = raw
  }

  /// What a phone would dial: E.164, else the internal number, else what was written.
  @inlinable public var dialled: String {
    number.isEmpty ? (`internal`.isEmpty ? raw : `internal`) : number
  }

  /// What a number is for. vCard `TEL;TYPE`, JSContact `contexts` and `features`.
  public enum Kind: String, CaseIterable, Sendable {
    case business
    case mobile
    case home
    case businessFax = "business-fax"
    case homeFax = "home-fax"
    case pager
    case other

    /// Whether a person can be spoken to on it.
    public var isVoice: Bool { self != .businessFax && self != .homeFax && self != .pager }
  }
}
