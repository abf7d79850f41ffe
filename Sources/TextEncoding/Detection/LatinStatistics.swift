/// Tells encodings of Latin letters apart by which of them makes words out of the bytes.
///
/// Detectors that know byte statistics of long texts err on lists of names, where one in a hundred letters has an
/// accent. Here each encoding is tried, and its letters are looked at in their places: letters that one language has,
/// small ones within words and capitals at their start speak for it; signs within words speak against it.
struct LatinStatistics {
  /// How many of the bytes above ASCII stand alone between ASCII bytes: most of them in Latin text, few in others.
  let isolatedShare: Double
  /// Bytes above ASCII with the byte before and after.
  private var places: [Place] = []
  private let count: Int

  private struct Place {
    var before: UInt8
    var byte: UInt8
    var after: UInt8
  }

  private static let maximumPlaces = 4_000

  init(_ bytes: UnsafeRawBufferPointer) {
    var count = 0
    var isolated = 0
    for (index, byte) in bytes.enumerated() where byte >= 0x80 {
      let before = index > 0 ? bytes[index - 1] : 0x20
      let after = index + 1 < bytes.count ? bytes[index + 1] : 0x20
      count += 1
      if before < 0x80, after < 0x80 { isolated += 1 }
      places.append(Place(before: before, byte: byte, after: after))
      if count == Self.maximumPlaces { break }
    }
    self.count = count
    isolatedShare = count == 0 ? 0 : Double(isolated) / Double(count)
  }

  /// The encoding that fits best, of those in which most Latin files are.
  var best: String {
    var best = (name: "WINDOWS-1252", score: -Double.infinity)
    for (candidate, scalars) in zip(Self.candidates, Self.scalars) where !scalars.isEmpty {
      let score = score(scalars, languages: candidate.languages) + candidate.prior
      if score > best.score { best = (candidate.encoding, score) }
    }
    return best.name
  }

  private struct Candidate {
    let encoding: String
    let prior: Double
    let languages: [Set<Unicode.Scalar>]
  }

  private static func letters(_ texts: String...) -> [Set<Unicode.Scalar>] { texts.map { Set($0.unicodeScalars) } }

  /// Icelandic is rarer than Turkish, whose letters its own are mistaken for: it counts less.
  private static let icelandic = "áðéíóúýþæö"
  private static let icelandicWeight = 0.85

  /// Lower-case letters by language or group of languages; capitals count as their lower case.
  private static let western = letters(
    "äöüß", "éèêëàâçîïôûùœ", "áéíóúñü", "ãõáâàçéêíóôú", "àèéìòù", "åäöéæø", "ëïéö", icelandic)
  private static let central = letters(
    "ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "áéíóöőúüű", "čćđšž", "ăâîșțşţ")
  private static let turkish = letters("çğıiöşüâî")
  private static let baltic = letters("ąčęėįšųūž", "āčēģīķļņšūž", "äõöüšž")

  /// The commoner ones first: where two fit alike, the first is taken.
  private static let candidates = [
    Candidate(encoding: "WINDOWS-1252", prior: 0.15, languages: western),
    Candidate(encoding: "WINDOWS-1250", prior: 0.05, languages: central),
    Candidate(encoding: "MACINTOSH", prior: 0, languages: western),
    Candidate(encoding: "ISO-8859-2", prior: 0, languages: central),
    Candidate(encoding: "WINDOWS-1254", prior: 0.02, languages: turkish),
    Candidate(encoding: "WINDOWS-1257", prior: 0, languages: baltic),
    Candidate(encoding: "CP850", prior: -0.1, languages: western),
    Candidate(encoding: "CP852", prior: -0.1, languages: central),
  ]

  /// What each byte means in each candidate; empty where the system does not know it.
  private static let scalars = candidates.map { candidate -> [Unicode.Scalar?] in
    guard let table = SingleByteTable(candidate.encoding) else { return [] }
    return (UInt8.min...UInt8.max).map(table.scalar)
  }

  /// Between about -2 and 1.5: how much of the text is letters of one language, and of all, in their places.
  private func score(_ scalars: [Unicode.Scalar?], languages: [Set<Unicode.Scalar>]) -> Double {
    var hits = [Double](repeating: 0, count: languages.count)
    var known = 0.0
    var penalty = 0.0
    for place in places {
      guard let scalar = scalars[Int(place.byte)], scalar.value >= 0xA0 else {
        penalty += 3
        continue
      }
      guard scalar.properties.isAlphabetic, scalar != "ª", scalar != "º", scalar != "ƒ" else {
        if Self.isSign(scalar) {
          // Dashes, quotation marks and the like stand at the edge of words.
          if Self.isLetter(place.before), Self.isLetter(place.after), scalar != "’" { penalty += 1 }
          if "²³ª".unicodeScalars.contains(scalar), Self.isLetter(place.after) { penalty += 2 }
        } else {
          penalty += Self.isLetter(place.before) || Self.isLetter(place.after) ? 2 : 0.7
        }
        continue
      }
      let lower = scalar.properties.lowercaseMapping.unicodeScalars.first ?? scalar
      if scalar != lower, Self.isLower(place.before) {
        penalty += 1
        continue
      }
      if lower == scalar, scalar != "ß", Self.isUpper(place.before), Self.isUpper(place.after) { penalty += 0.5 }
      var isKnown = false
      for (index, language) in languages.enumerated() where language.contains(lower) {
        hits[index] += 1
        isKnown = true
      }
      // A letter by itself is no word.
      let isAlone =
        place.before < 0x80 && place.after < 0x80 && !Self.isLetter(place.before) && !Self.isLetter(place.after)
      penalty += isAlone ? 0.7 : 0
      if isKnown { known += 1 } else { penalty += 0.5 }
    }
    if let index = languages.firstIndex(of: Set(Self.icelandic.unicodeScalars)) { hits[index] *= Self.icelandicWeight }
    let total = Double(max(1, places.count))
    return (hits.max() ?? 0) / total + 0.5 * known / total - penalty / total
  }

  private static func isSign(_ scalar: Unicode.Scalar) -> Bool {
    "‘’“”„‚–—…«»€£°§·•®©™ª²³¡¿´\u{A0}".unicodeScalars.contains(scalar)
  }

  private static func isLower(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) }
  private static func isUpper(_ byte: UInt8) -> Bool { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) }
  private static func isLetter(_ byte: UInt8) -> Bool { isLower(byte) || isUpper(byte) }
}
