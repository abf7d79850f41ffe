import Glibc
import Testing
import TextEncoding

@Suite struct DecodedTextTests {
  private func decoded(_ bytes: [UInt8], as encoding: String? = nil) throws -> (String, String) {
    let text = try DecodedText.decode(FileBytes(bytes), as: encoding)
    return (text.text.string, text.encoding)
  }

  @Test func utf8IsTakenAsItIs() throws {
    #expect(try decoded(Array("Müller;1".utf8)) == ("Müller;1", "UTF-8"))
    #expect(try decoded([0xEF, 0xBB, 0xBF] + Array("Müller".utf8)) == ("Müller", "UTF-8"))
  }

  @Test func utf16IsToldWithAndWithoutMark() throws {
    let text = "Name;Phone\r\nMüller;1\r\n"
    let little = text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    let big = text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    #expect(try decoded(little) == (text, "UTF-16LE"))
    #expect(try decoded(big) == (text, "UTF-16BE"))
    #expect(try decoded([0xFF, 0xFE] + little) == (text, "UTF-16LE"))
    #expect(try decoded([0xFE, 0xFF] + big) == (text, "UTF-16BE"))
  }

  @Test func namedEncodingIsObeyed() throws {
    #expect(try decoded([0x4D, 0xFC, 0x6C], as: "windows-1252").0 == "Mül")
    #expect(throws: DecodingError.unknownEncoding("nope")) { try decoded([0x41], as: "nope") }
  }

  @Test func invalidBytesAreCounted() throws {
    let text = try DecodedText.decode(FileBytes([0x61, 0xFF, 0x62, 0xC3]), as: "utf-8")
    #expect(text.text.string == "a\u{FFFD}b\u{FFFD}")
    #expect(text.replacements == 2)
    #expect(text.firstReplacement == 1)
  }

  @Test func binaryFilesAreNoText() {
    let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13]
    #expect(throws: DecodingError.binary) { try decoded(png) }
    #expect(throws: DecodingError.binary) { try decoded((0..<2000).map { UInt8(($0 * 7 + $0 / 13) & 0xFF) }) }
  }

  @Test func aCutIsNeverWithinACharacter() throws {
    // Longer than a chunk, with surrogate pairs, letters of three bytes and ASCII in every position to each other.
    let text = String(repeating: "東a😀ü;bc", count: 80_000)
    let little = text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    #expect(try decoded(little, as: "utf-16le").0 == text)
    #expect(try decoded(Array(text.utf8)).0 == text)
    #expect(try decoded(Array(text.utf8) + [0xFF]).0 == text + "\u{FFFD}")
  }

  @Test func unpairedSurrogatesAreNoText() throws {
    let text = try DecodedText.decode(FileBytes([0x41, 0, 0x3D, 0xD8, 0x42, 0, 0x43]), as: "utf-16le")
    #expect(text.text.string == "A\u{FFFD}B\u{FFFD}")
    #expect(text.replacements == 2)
  }

  /// Short lists of people in the encodings that spreadsheets save, as 8-bit bytes.
  static let lists: [(String, String)] = [
    ("WINDOWS-1252", "Name;Ort\nJürgen Müller;Köln\nRenée Lefèvre;Besançon\nSøren Ærø;København\n"),
    ("WINDOWS-1252", "Nombre;Nota\nMaría Peña;año\nJosé Núñez;café\n"),
    ("WINDOWS-1252", "Name;Note\nJürgen;5 € – “net”\n"),
    ("WINDOWS-1250", "Imię;Miasto\nŁukasz Wiśniewski;Łódź\nMałgorzata Dąbrowska;Gdańsk\n"),
    ("WINDOWS-1250", "Jméno;Město\nJiří Dvořák;Plzeň\nTomáš Němeček;Kroměříž\n"),
    ("WINDOWS-1250", "Név;Város\nPéter Szűcs;Győr\nErzsébet Kőműves;Hódmezővásárhely\n"),
    ("MACINTOSH", "Name;Ort\nJürgen Müller;Köln\nRenée Lefèvre;Besançon\n"),
    ("ISO-8859-2", "Imię;Miasto\nŁukasz Wiśniewski;Łódź\nMałgorzata Dąbrowska;Gdańsk\n"),
    ("WINDOWS-1254", "Ad;Şehir\nAyşe Yılmaz;İstanbul\nGökhan Çağlar;Eskişehir\n"),
    ("WINDOWS-1252", "Nafn;Borg\nÞóra Ásgeirsdóttir;Reykjavík\nGuðmundur Ögmundsson;Ísafjörður\n"),
    ("WINDOWS-1257", "Vardas;Miestas\nJūratė Žukauskaitė;Šiauliai\nĄžuolas Čepaitis;Kėdainiai\n"),
    ("WINDOWS-1251", "Имя;Город\nИван Петров;Москва\nОльга Смирнова;Санкт-Петербург\nСергей Кузнецов;Казань\n"),
    ("KOI8-R", "Имя;Город\nИван Петров;Москва\nОльга Смирнова;Санкт-Петербург\nСергей Кузнецов;Казань\n"),
    ("SHIFT_JIS", "名前;住所\n山田太郎;東京都千代田区\n佐藤花子;大阪市北区\nスズキ イチロウ;ナゴヤ\n"),
    ("GB18030", "姓名;地址\n王小明;北京市朝阳区\n李丽;上海市浦东新区\n张伟;广州市天河区\n"),
    ("BIG5", "姓名;地址\n陳大文;台北市中正區\n林小姐;高雄市前鎮區\n黃先生;台中市西區\n"),
    ("EUC-KR", "이름;주소\n김철수;서울특별시 종로구\n이영희;부산광역시 해운대구\n박민수;대구광역시 수성구\n"),
    ("WINDOWS-1253", "Όνομα;Πόλη\nΓιώργος Παπαδόπουλος;Αθήνα\nΜαρία Ιωάννου;Θεσσαλονίκη\n"),
  ]

  @Test(arguments: lists) func isToldFromAFewNames(encoding: String, text: String) throws {
    let bytes = try #require(encoded(text, in: encoding))
    let found = try DecodedText.decode(FileBytes(bytes))
    #expect(found.text.string == text, "as \(found.encoding)")
    #expect(found.isGuessed)
  }

  /// `text` in `encoding` by the system's iconv.
  private func encoded(_ text: String, in encoding: String) -> [UInt8]? {
    guard let handle = iconv_open(encoding, "UTF-8"), handle != iconv_t(bitPattern: -1) else { return nil }
    defer { iconv_close(handle) }
    var input = text.utf8CString.dropLast().map { $0 }
    var output = [CChar](repeating: 0, count: input.count * 2)
    let used: Int? = input.withUnsafeMutableBufferPointer { input in
      output.withUnsafeMutableBufferPointer { output in
        var source = input.baseAddress
        var target = output.baseAddress
        var sourceLeft = input.count
        var targetLeft = output.count
        return iconv(handle, &source, &sourceLeft, &target, &targetLeft) == -1 ? nil : output.count - targetLeft
      }
    }
    return used.map { output[..<$0].map(UInt8.init(bitPattern:)) }
  }
}

/// Text without a mark in alphabets whose letters have no zero byte in UTF-16, and what else hides in ASCII's bytes.
@Suite struct UnmarkedTextTests {
  @Test(arguments: [
    "Όνομα;Τηλέφωνο\nΆννα Βέμπερ;210 1234567\nΝίκος;211\n", "Имя;Телефон\nАнна;495 123\n", "שם;טלפון\nרות;03 123\n",
  ])
  func utf16OfOtherAlphabets(_ text: String) throws {
    let little = text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    let big = text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    #expect(try DecodedText.decode(FileBytes(little)).text.string == text)
    #expect(try DecodedText.decode(FileBytes(big)).text.string == text)
  }

  @Test func japaneseThatShifts() throws {
    let bytes: [UInt8] = Array("Name\n".utf8) + [0x1B, 0x24, 0x42, 0x3B, 0x33, 0x45, 0x44, 0x1B, 0x28, 0x42, 0x0A]
    let text = try DecodedText.decode(FileBytes(bytes))
    #expect(text.text.string == "Name\n山田\n")
    #expect(text.encoding == "ISO-2022-JP")
  }

  @Test func theEndOfADOSTextIsNoText() throws {
    #expect(try DecodedText.decode(FileBytes(Array("Ann,1\r\n".utf8) + [0x1A, 0x1A])).text.string == "Ann,1\r\n")
  }
}
