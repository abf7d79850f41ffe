internal import CNumberingTables

/// The telephone numbering plans of the world, as libphonenumber's metadata has them.
///
/// ```swift
/// NumberingPlan.parse("0044 20 7946 0958", defaultRegion: Region("DE")).e164   // "+442079460958"
/// ```
///
/// Reading a number takes a table look-up a digit and, where the text is ASCII, no heap. Everything is constant, so
/// all threads may call it.
public enum NumberingPlan {
  /// The version of libphonenumber's metadata that the tables were made from.
  public static var metadataVersion: String { String(cString: numbering_get_version()) }

  /// Every country calling code, in ascending order.
  public static var callingCodes: [Int] { CallingCode.all }

  /// Reads a number as written: bytes of UTF-8, or any others.
  ///
  /// Without a default region only numbers with a plus sign can be understood. Of more than 250 characters nothing is
  /// read: their status is `tooLong`.
  public static func parse(_ text: UnsafeRawBufferPointer, defaultRegion: Region?) -> PhoneNumber {
    Reading.read(text, defaultRegion: defaultRegion).number
  }

  /// Reads a number as written.
  @inlinable public static func parse(_ text: some StringProtocol, defaultRegion: Region?) -> PhoneNumber {
    if let number = text.utf8.withContiguousStorageIfAvailable({
      parse(UnsafeRawBufferPointer($0), defaultRegion: defaultRegion)
    }) {
      return number
    }
    return Array(text.utf8).withUnsafeBytes { parse($0, defaultRegion: defaultRegion) }
  }

  /// What digits mean as a short number dialled in a region, such as an emergency number; nil for nothing.
  public static func shortNumber(_ digits: Digits, in region: Region) -> ShortNumber? {
    region == .world ? nil : ShortNumber(payload: region.plan.shortNumbers.payload(of: digits))
  }
}
