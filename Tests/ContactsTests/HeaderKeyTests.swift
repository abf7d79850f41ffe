import Testing

@testable import Contacts

/// A header's key is its letters and digits in small letters, whatever way it is worked out.
@Suite struct HeaderKeyTests {
  @Test(arguments: [
    ("Business Phone", "businessphone"), ("business phone:", "businessphone"), ("E-mail #2", "email#2"),
    ("Prénom", "prénom"), ("Pre\u{301}nom", "prenom"), ("ÉTAGE", "étage"), ("İş Telefonu", "iştelefonu"),
    ("ТЕЛЕФОН (раб.)", "телефонраб"), ("Τηλέφωνο", "τηλέφωνο"), ("電話（会社）", "電話会社"), ("휴대폰", "휴대폰"),
    ("N° de téléphone", "ndetéléphone"), ("Điện thoại", "điệnthoại"), ("💼 Büro", "büro"), ("", ""), ("--", ""),
  ]) func isLettersAndDigits(_ header: String, _ key: String) {
    #expect(HeaderKey(header).text == key)
    #expect(HeaderKey(header) == HeaderKey(key))
    #expect(HeaderKey(header).hashValue == HeaderKey(key).hashValue)
  }

  /// The letters that are known without Unicode's tables are what these say.
  @Test func everyLetterIsWhatUnicodeSays() {
    let few = Array(0x80...0x3200) + Array(0x4E00...0x4F00) + [0x9FFF, 0xA000, 0xABFF] + Array(0xAC00...0xAC40)
    for value in few + [0xD7A3, 0xFF10, 0xFF21, 0x1F600, 0x20000] {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let kept = String(Character(scalar)).lowercased().unicodeScalars.filter {
        $0.properties.isAlphabetic || $0.properties.numericType != nil
      }
      let expected = "a" + String(String.UnicodeScalarView(kept))
      #expect(HeaderKey("a\(scalar)").text == expected, "U+\(String(value, radix: 16))")
    }
  }
}
