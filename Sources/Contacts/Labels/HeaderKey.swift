/// A column's header as it is compared: without case, spaces and punctuation.
///
/// Outlook writes "Business Phone", an importer wants "BusinessPhone", people write "business phone:"; all are one.
package struct HeaderKey: Hashable, Sendable {
  package let text: String

  package init(_ header: String) {
    let kept = header.lowercased().unicodeScalars.filter { scalar in
      scalar.properties.isAlphabetic || scalar.properties.numericType != nil || Self.meaningful.contains(scalar)
    }
    text = String(String.UnicodeScalarView(kept))
  }

  /// Signs that tell one header from another: `#` and `+`.
  private static let meaningful: Set<Unicode.Scalar> = ["#", "+"]
}
