/// A version of the vCard format.
public enum VCardVersion: String, CaseIterable, Comparable, Sendable {
  /// The Internet Mail Consortium's vCard 2.1 of 1996: bare parameters, quoted-printable.
  case v21 = "2.1"
  /// RFC 2425 and RFC 2426 of 1998.
  case v30 = "3.0"
  /// RFC 6350 of 2011.
  case v40 = "4.0"

  /// The older first.
  public static func < (a: VCardVersion, b: VCardVersion) -> Bool { a.rawValue < b.rawValue }
}
