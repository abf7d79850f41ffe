import CLinux
public import Contacts
import TextEncoding

/// When a caller's number is a stored one.
public enum CallerMatch: Hashable, Sendable {
  /// All digits are the same.
  case exact
  /// The last so many digits are the same; a caller with no more digits than that must match exactly.
  case lastDigits(Int)

  /// As phone systems do it where nobody says otherwise.
  public static let standard = CallerMatch.lastDigits(7)

  /// The digits that a number must end in, or be, to be that of `caller`.
  func wanted(of caller: String) -> (digits: String, isWhole: Bool) {
    let digits = Self.digits(of: caller)
    if case .lastDigits(let count) = self, digits.count > count { return (String(digits.suffix(count)), false) }
    return (digits, true)
  }

  func matches(_ stored: String, _ wanted: (digits: String, isWhole: Bool)) -> Bool {
    let digits = Self.digits(of: stored)
    return wanted.isWhole ? digits == wanted.digits : digits.hasSuffix(wanted.digits)
  }

  private static func digits(of number: String) -> String {
    String(decoding: number.utf8.filter { (0x30...0x39).contains($0) }, as: UTF8.self)
  }
}

extension Bundle {
  /// The contacts that call from `number`: of an extension its personal contacts first, then the company contacts that it
  /// may see; without one, all company contacts.
  ///
  /// - Parameter number: E.164, or a number of the company.
  /// - Throws: ``Failure`` where there is no such extension, or a file cannot be read.
  /// - Complexity: linear in the size of the files, at the speed of memory; only contacts with the digits are read.
  public func callers(
    from number: String, visibleTo extension: String?, by match: CallerMatch = .standard
  ) throws(Failure) -> [Contact] {
    let wanted = match.wanted(of: number)
    if wanted.digits.isEmpty { return [] }
    var found: [Contact] = []
    if let `extension` {
      try refuseUnknown(`extension`)
      found += try contacts(of: .personal(owner: `extension`), holding: wanted.digits)
    }
    let company = try contacts(of: .company, holding: wanted.digits)
    found += `extension`.map { visible(company, to: Rights(of: $0, in: manifest)) } ?? company
    return found.filter { contact in contact.numbers.contains { match.matches($0.dialled, wanted) } }
  }

  /// The contacts of a scope in whose text `digits` stand, and perhaps some more.
  private func contacts(of scope: Scope, holding digits: String) throws(Failure) -> PackedContacts {
    guard manifest.files[scope.file] != nil else { return PackedContacts() }
    let texts = try bytes(of: scope.file).withBytes { Self.records(holding: Array(digits.utf8), in: $0) }
    if texts.isEmpty { return PackedContacts() }
    return try PackedContacts(yaml: FileBytes(texts), of: scope, path: "\(path)/\(scope.file)")
  }

  /// The texts of the records in which `needle` stands. In a file that was laid out otherwise by hand, all of it is one.
  private static func records(holding needle: [UInt8], in bytes: UnsafeRawBufferPointer) -> [UInt8] {
    guard let base = bytes.baseAddress else { return [] }
    var result: [UInt8] = []
    var offset = 0
    while let found = find_bytes(base + offset, bytes.count - offset, needle, needle.count) {
      let place = found - base
      var start = place
      while start > 0, !isRecord(bytes, at: start) { start -= 1 }
      var end = place + needle.count
      while end < bytes.count, !isRecord(bytes, at: end) { end += 1 }
      result.append(contentsOf: bytes[start..<end])
      if result.last != 0x0A { result.append(0x0A) }
      offset = end
    }
    return result
  }

  /// Whether a record of a list begins at `index`: a dash in the first column.
  private static func isRecord(_ bytes: UnsafeRawBufferPointer, at index: Int) -> Bool {
    bytes[index] == UInt8(ascii: "-") && bytes[index - 1] == 0x0A && index + 1 < bytes.count
      && (bytes[index + 1] == UInt8(ascii: " ") || bytes[index + 1] == 0x0A)
  }
}
