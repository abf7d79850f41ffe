extension String {
  /// At most 60 characters, to be quoted in a message.
  package var shortened: String {
    let scalars = unicodeScalars
    guard let end = scalars.index(startIndex, offsetBy: 60, limitedBy: endIndex), end < endIndex else { return self }
    return "\(String(scalars[..<scalars.index(startIndex, offsetBy: 57)]))…"
  }
}
