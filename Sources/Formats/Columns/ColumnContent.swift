import Contacts

/// What the values of a column look like.
struct ColumnContent {
  private let cells: [String]

  /// The content of column `index` of the first rows of a table.
  init(_ rows: [[String]], column index: Int) {
    cells = rows.compactMap { $0.indices.contains(index) ? $0[index] : nil }.filter { cell in
      cell.utf8.contains { $0 != 0x20 && $0 != UInt8(ascii: "-") }
    }
  }

  var isEmpty: Bool { cells.isEmpty }

  /// The first different values, cut to what a line of a table shows.
  var examples: [String] {
    var seen: [String] = []
    for cell in cells where seen.count < 2 {
      let line = cell.split(whereSeparator: \.isNewline).joined(separator: " ")
      let shown = line.count <= 24 ? line : line.prefix(23) + "…"
      if !seen.contains(shown) { seen.append(shown) }
    }
    return seen
  }

  /// The share of the values that could mean `meaning`; nil where values cannot tell, or there are none.
  func fit(_ meaning: Meaning) -> Double? {
    if cells.isEmpty { return nil }
    switch meaning {
    case .number: return share(Shape.isPhone)
    case .email: return share(Shape.isEmail)
    case .url: return share(Shape.isLink)
    case .address(_, .postalCode): return share(Shape.isPostalCode)
    case .text(.prefix): return share(Shape.isSalutation)
    case .text(.birthday), .text(.revised): return share(Shape.isDate)
    case .birthday(let part):
      return share {
        var date = DateParts(); return date.set(part, to: $0)
      }
    case .text(.title): return share { !Shape.isSalutation($0) && Shape.isWords($0) }
    case .text(.display), .text(.given), .text(.family), .text(.organization), .address(_, .locality):
      return share(Shape.isWords)
    default: return nil
    }
  }

  /// The field that the values alone tell, and the share of them that do; nil where they tell none.
  func guess() -> (meaning: Meaning, share: Double)? {
    let candidates: [(meaning: Meaning, share: Double, least: Double)] = [
      (.email(.work, ordinal: 1), share(Shape.isEmail), 0.7),
      (.url(ordinal: 1), share(Shape.isWebAddress), 0.7),
      (.number(.business, ordinal: 1), share(Shape.isWholePhone), 0.7),
      (.text(.organization), share(Shape.isCompany), 0.4),
      (.address(.work, .locality), share(Shape.isCity), 0.5),
      (.text(.display), share(Shape.isFullName), 0.7),
    ]
    return candidates.first { !cells.isEmpty && $0.share >= $0.least }.map { ($0.meaning, $0.share) }
  }

  private func share(_ condition: (String) -> Bool) -> Double {
    cells.isEmpty ? 0 : Double(cells.count(where: condition)) / Double(cells.count)
  }
}

/// What single values look like.
private enum Shape {
  static func isEmail(_ cell: String) -> Bool {
    let halves = cell.split(separator: "@", omittingEmptySubsequences: false)
    return halves.count >= 2 && !halves[0].isEmpty && halves[1].contains(".")
  }

  /// A number, perhaps with words around it.
  static func isPhone(_ cell: String) -> Bool {
    let digits = digits(of: cell)
    return digits >= 2 && digits * 2 >= cell.utf8.count { (0x61...0x7A).contains($0 | 0x20) }
  }

  /// A number of a length that can be called from outside, and no date.
  static func isWholePhone(_ cell: String) -> Bool {
    (7...24).contains(digits(of: cell)) && !isDate(cell)
      && cell.utf8.allSatisfy { (0x28...0x39).contains($0) || $0 == 0x20 || $0 == UInt8(ascii: "#") }
  }

  static func isLink(_ cell: String) -> Bool { cell.contains(".") && !cell.contains("@") }

  static func isWebAddress(_ cell: String) -> Bool {
    let text = cell.lowercased()
    return text.hasPrefix("http://") || text.hasPrefix("https://") || text.hasPrefix("www.")
  }

  static func isPostalCode(_ cell: String) -> Bool {
    let text = cell.filter { $0 != " " && $0 != "-" }
    return (3...8).contains(text.count) && digits(of: text) >= 1
  }

  /// `2026-03-14`, `14.03.2026 08:00`, `3/14/26`.
  static func isDate(_ cell: String) -> Bool {
    let parts = cell.prefix { $0 != " " && $0 != "T" }.split { "-./".contains($0) }
    guard parts.count == 3 else { return false }
    guard parts.allSatisfy({ $0.allSatisfy(\.isNumber) }), parts[1].count <= 2 else { return false }
    return parts[0].count == 4 && parts[2].count <= 2
      || parts[0].count <= 2 && (parts[2].count == 4 || parts[2].count == 2)
  }

  static func isWords(_ cell: String) -> Bool {
    cell.contains(where: \.isLetter) && !cell.contains("@") && digits(of: cell) < 5
  }

  /// Two to four words with capital letters and no digit.
  static func isFullName(_ cell: String) -> Bool {
    let words = cell.split { $0 == " " || $0 == "," }
    guard (2...4).contains(words.count), digits(of: cell) == 0, !isCompany(cell) else { return false }
    // Greek has capital letters, Hebrew, Arabic and Korean have none.
    return words.allSatisfy { $0.first?.isLetter == true }
      && words.contains { $0.first?.isUppercase == true || $0.first?.isCased == false }
  }

  static func isSalutation(_ cell: String) -> Bool {
    let words = cell.split { !$0.isLetter }.map { $0.lowercased() }
    return !words.isEmpty && words.allSatisfy(salutations.contains)
  }

  static func isCompany(_ cell: String) -> Bool {
    if cell.contains(" & ") { return true }
    return cell.split { !$0.isLetter && $0 != "." }.contains { word in
      legalForms.contains(word.lowercased().filter { $0 != "." })
    }
  }

  static func isCity(_ cell: String) -> Bool { cities.contains(cell.lowercased()) }

  private static func digits(of text: String) -> Int { text.utf8.count { (0x30...0x39).contains($0) } }

  private static let salutations: Set<String> = [
    "mr", "mrs", "ms", "miss", "mx", "sir", "dame", "dr", "prof", "professor", "rev", "herr", "herrn", "frau", "hr",
    "fr", "fru", "med", "dipl", "ing", "mag", "m", "mme", "mlle", "monsieur", "madame", "sr", "sra", "srta", "don",
    "doña", "dott", "dottssa", "sig", "sigra", "dhr", "mevr", "dhra", "pan", "pani", "bay", "bayan", "phil", "rer",
    "nat", "jur", "hc",
  ]

  private static let legalForms: Set<String> = [
    "ltd", "limited", "llc", "llp", "plc", "inc", "corp", "corporation", "gmbh", "ag", "kg", "ohg", "ug", "sarl", "sas",
    "srl", "spa", "bv", "nv", "ab", "oy", "oyj", "as", "aps", "lda", "ltda", "sl", "sa", "pty", "sro", "doo", "kft",
    "ооо", "company", "group", "holding", "gesellschaft", "partners", "sons", "brothers", "gebrüder", "söhne",
  ]

  /// Cities that lists of the phone systems' customers are full of.
  private static let cities: Set<String> = [
    "london", "birmingham", "manchester", "leeds", "glasgow", "liverpool", "bristol", "edinburgh", "sheffield",
    "cardiff", "belfast", "york", "nottingham", "leicester", "dublin", "cork", "berlin", "hamburg", "münchen", "munich",
    "köln", "cologne", "frankfurt", "stuttgart", "düsseldorf", "leipzig", "dortmund", "essen", "bremen", "dresden",
    "hannover", "nürnberg", "bonn", "wien", "vienna", "graz", "linz", "salzburg", "zürich", "zurich", "genf", "geneva",
    "basel", "bern", "paris", "marseille", "lyon", "toulouse", "nice", "nantes", "strasbourg", "bordeaux", "lille",
    "madrid", "barcelona", "valencia", "sevilla", "zaragoza", "málaga", "bilbao", "lisboa", "lisbon", "porto", "roma",
    "rome", "milano", "milan", "napoli", "torino", "palermo", "genova", "bologna", "firenze", "venezia", "amsterdam",
    "rotterdam", "den haag", "utrecht", "eindhoven", "bruxelles", "brussel", "brussels", "antwerpen", "gent",
    "luxembourg", "københavn", "copenhagen", "aarhus", "stockholm", "göteborg", "malmö", "oslo", "bergen", "helsinki",
    "warszawa", "warsaw", "kraków", "łódź", "wrocław", "gdańsk", "praha", "prague", "brno", "budapest", "bucurești",
    "athens", "istanbul", "ankara", "izmir", "moscow", "москва", "new york", "los angeles", "chicago", "houston",
    "boston", "seattle", "san francisco", "dallas", "denver", "atlanta", "miami", "washington", "toronto", "montréal",
    "montreal", "vancouver", "sydney", "melbourne", "brisbane", "perth", "auckland", "são paulo", "rio de janeiro",
    "buenos aires", "ciudad de méxico", "bogotá", "lima", "santiago", "tokyo", "東京", "大阪", "北京", "上海",
    "singapore", "hong kong", "dubai", "johannesburg", "cape town", "mumbai", "delhi", "bangalore",
  ]
}
