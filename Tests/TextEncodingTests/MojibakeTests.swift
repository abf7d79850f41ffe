import Testing
import TextEncoding

@Suite struct MojibakeTests {
  private func repaired(_ text: String) -> String {
    String(decoding: Array(text.utf8).withUnsafeBytes(Mojibake.repaired), as: UTF8.self)
  }

  @Test(arguments: [
    ("MÃ¼ller", "Müller"), ("RenÃ©e, 5 â‚¬", "Renée, 5 €"), ("Ã‰lodie", "Élodie"), ("Å\u{81}ukasz Å»ak", "Łukasz Żak"),
    ("Î‘Î¸Î®Î½Î±", "Αθήνα"), ("MÃƒÂ¼ller", "Müller"), ("Müller and MÃ¼ller", "Müller and Müller"),
    ("MΓΌller", "Müller"), ("Ξ‘ΞΈΞ®Ξ½Ξ±", "Αθήνα"), ("РђРЅРЅР° MГјller", "Анна Müller"),
    ("MĂĽller, KrakĂłw", "Müller, Kraków"), ("M√ºller, Ren√©e", "Müller, Renée"),
  ])
  func makesWholeWhatWasTorn(_ torn: String, _ whole: String) { #expect(repaired(torn) == whole) }

  @Test(arguments: [
    "Müller", "São João", "Ærø", "20 °C, ±5 %", "Ångström", "Łódź", "東京", "plain",
    "ΓΌρδιος, Αθήνα, Θεσσαλονίκη, Πάτρα, Ηράκλειο", "Гјорче и Ѓорѓи одат во Гјуешево, Скопје и Битола",
  ])
  func leavesRightTextAlone(_ text: String) {
    #expect(repaired(text) == text)
    #expect(Array(text.utf8).withUnsafeBytes { Mojibake(in: $0) }.count == 0)
  }

  @Test func saysWhere() {
    let found = Array("Ann;MÃ¼ller;RenÃ©e".utf8).withUnsafeBytes { Mojibake(in: $0) }
    #expect(found.count == 2)
    #expect(found.first?.offset == 5)
    #expect(found.first?.found == "Ã¼")
    #expect(found.first?.meant == "ü")
  }
}
