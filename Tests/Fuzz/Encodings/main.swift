import Fuzzing
import TextEncoding

let encodings = [nil, "utf-8", "utf-16le", "utf-16be", "windows-1252", "windows-1258", "shift_jis", "gb18030"]

// Whatever the bytes: what they are decoded to is UTF-8, as many U+FFFD as told are in it, and mending torn characters
// gives UTF-8 again.
fuzz { bytes in
  guard let first = bytes.first else { return }
  let encoding = encodings[Int(first) % encodings.count]
  let file = FileBytes(bytes.dropFirst())
  guard let text = try? DecodedText.decode(file, as: encoding) else { return }
  let decoded = text.text.array
  let string = String(decoding: decoded, as: UTF8.self)
  precondition(Array(string.utf8) == decoded)
  precondition(string.unicodeScalars.count { $0 == "\u{FFFD}" } >= text.replacements)
  precondition((text.firstReplacement == nil) == (text.replacements == 0))
  let whole = decoded.withUnsafeBytes(Mojibake.repaired)
  precondition(Array(String(decoding: whole, as: UTF8.self).utf8) == whole)
}
