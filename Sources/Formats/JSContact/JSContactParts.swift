import JSONSyntax

/// Names by their parts (RFC 9553, section 2.2.1) and the property `N`.
enum JSContactName {
  /// Parts that are said aloud, and the properties for that.
  static let phonetic = [("given", "x-phonetic-first-name"), ("surname", "x-phonetic-last-name")]

  /// The components of `N`: what was added by RFC 9554 stands in the old ones as well, so that old readers miss nothing.
  static func property(of components: [JSONValue]) -> StructuredProperty {
    func values(_ kinds: String...) -> [String] {
      components.filter { kinds.contains($0["kind"]?.text ?? "") }.compactMap { $0["value"]?.text }.filter {
        !$0.isEmpty
      }
    }
    func one(_ texts: [String]) -> [String] { [texts.joined(separator: " ")] }
    let suffixes = values("generation", "credential")
    var parts = [
      one(values("surname", "surname2")), one(values("given")), one(values("given2")), one(values("title")),
      suffixes.isEmpty ? [""] : suffixes,
    ]
    if !values("surname2", "generation").isEmpty {
      parts += [one(values("surname2")), values("generation").isEmpty ? [""] : values("generation")]
    }
    var property = StructuredProperty()
    property.name = "n"
    property.values = [parts]
    return property
  }

  /// The parts of a name in their usual order.
  static func parts(of property: StructuredProperty) -> [JSContactPart] {
    let values = property.values.first ?? []
    func texts(_ index: Int) -> [String] { index < values.count ? values[index].filter { !$0.isEmpty } : [] }
    var result: [JSContactPart] = []
    let (second, generations) = (texts(5), texts(6))
    func add(_ kind: String, _ component: Int, but others: [String] = []) {
      guard component < values.count else { return }
      for (index, text) in values[component].enumerated() where !text.isEmpty && !others.contains(text) {
        var text = text
        if component == 0, second.count == 1, text.hasSuffix(" " + second[0]), texts(0).count == 1 {
          text.removeLast(second[0].count + 1)
        }
        result.append(JSContactPart(kind: kind, text: text, component: component, value: index))
      }
    }
    add("title", 3)
    add("given", 1)
    add("given2", 2)
    add("surname", 0, but: second)
    add("surname2", 5)
    add("generation", 6)
    add("credential", 4, but: generations)
    return result
  }

  /// What a card without a full name is called.
  static func derived(from card: JSONValue) -> String {
    let components = card["name"]?["components"]?.elements ?? []
    let kinds = ["title", "given", "given2", "surname", "surname2", "generation", "credential"]
    let words = kinds.flatMap { kind in components.filter { $0["kind"]?.text == kind }.compactMap { $0["value"]?.text }
    }
    if !words.isEmpty { return words.joined(separator: " ") }
    return card["organizations"]?.members.lazy.compactMap { $0.value["name"]?.text }.first { !$0.isEmpty } ?? ""
  }
}

/// Addresses by their parts (RFC 9553, section 2.5.1) and the property `ADR`.
enum JSContactAddress {
  private static let parts = JSContactVocabulary.addressParts

  /// The components of `ADR`; those of RFC 9554 where the old ones do not tell all parts apart.
  static func property(of address: JSONValue) -> StructuredProperty {
    var new: [[String]] = Array(repeating: [], count: parts.count)
    var extended: [String] = []
    var street: [String] = []
    for component in address["components"]?.elements ?? [] {
      guard let kind = component["kind"]?.text, let text = component["value"]?.text, !text.isEmpty,
        let index = parts.firstIndex(of: kind)
      else { continue }
      new[index].append(text)
      guard index >= 7 else { continue }
      if JSContactVocabulary.extendedParts.contains(kind) { extended.append(text) } else { street.append(text) }
    }
    let isOld = new[7...].indices.allSatisfy {
      new[$0].isEmpty || new[$0].count == 1 && (parts[$0] == "apartment" || parts[$0] == "name")
    }
    new[1] = [extended.joined(separator: " ")]
    new[2] = [street.joined(separator: " ")]
    if new.allSatisfy({ $0.allSatisfy(\.isEmpty) }), let full = address["full"]?.text { new[2] = [full] }
    if new[6].isEmpty, let code = address["countryCode"]?.text { new[6] = [code] }
    var property = StructuredProperty()
    property.name = "adr"
    property.values = [(isOld ? Array(new[..<7]) : new).map { $0.isEmpty ? [""] : $0 }]
    return property
  }

  /// The parts of an address in the order of the property.
  static func parts(of property: StructuredProperty) -> [JSContactPart] {
    let values = property.values.first ?? []
    let isNew = values.count > 7 && values[7...].contains { !$0.allSatisfy(\.isEmpty) }
    let code = property.parameter("cc")
    var result: [JSContactPart] = []
    for (index, texts) in values.enumerated() where index < parts.count {
      var kind = parts[index]
      if index == 1 || index == 2 {
        if isNew { continue }
        kind = index == 1 ? "apartment" : "name"
      }
      for (value, text) in texts.enumerated() where !text.isEmpty && !(kind == "country" && text == code) {
        result.append(JSContactPart(kind: kind, text: text, component: index, value: value))
      }
    }
    return result
  }

  /// The offset that a zone of whole hours is, whose names have their sign the other way round: `Etc/GMT-1` is `+0100`.
  static func offset(of zone: String) -> String? {
    guard zone.hasPrefix("Etc/GMT"), let hours = Int(zone.dropFirst(7)), abs(hours) <= 14,
      zone.dropFirst(7).first != "0"
    else { return nil }
    return "\(hours > 0 ? "-" : "+")\(abs(hours) < 10 ? "0" : "")\(abs(hours))00"
  }

  /// The zone that an offset is; nil where it is not of whole hours.
  static func zone(of offset: String) -> String? {
    let digits = offset.dropFirst().filter { $0 != ":" }
    guard let sign = offset.first, sign == "+" || sign == "-", let value = Int(digits),
      digits.count == 2 || digits.count == 4
    else { return nil }
    let hours = digits.count == 2 ? value : value / 100
    guard digits.count == 2 || value % 100 == 0, hours > 0, hours <= 14 else { return nil }
    return "Etc/GMT\(sign == "+" ? "-" : "+")\(hours)"
  }
}

/// Dates (RFC 9553, section 2.8.1) and the texts of `BDAY` and its like, in the extended form.
enum JSContactDate {
  /// A date or a moment as text; nil where it is neither.
  static func text(of date: JSONValue) -> String? {
    if let moment = date["utc"]?.text { return isMoment(moment) ? moment : nil }
    func digits(_ name: String, _ width: Int) -> String? {
      guard let number = date[name]?.number.flatMap({ Int($0) }), number >= 0 else { return nil }
      let text = String(number)
      return text.count > width ? nil : String(repeating: "0", count: width - text.count) + text
    }
    switch (digits("year", 4), digits("month", 2), digits("day", 2)) {
    case (let year?, let month?, let day?): return "\(year)-\(month)-\(day)"
    case (let year?, let month?, nil): return "\(year)-\(month)"
    case (let year?, nil, nil): return year
    case (nil, let month?, let day?): return "--\(month)-\(day)"
    case (nil, let month?, nil): return "--\(month)"
    default: return nil
    }
  }

  /// The date or moment that a text is; nil where it is none.
  static func value(of text: String) -> JSONValue? {
    if isMoment(text) { return .object([.init("@type", .string("Timestamp")), .init("utc", .string(text))]) }
    var members: [JSONValue.Member] = []
    func add(_ name: String, _ text: Substring, _ width: Int) -> Bool {
      guard text.utf8.count == width, let number = Int(text), number >= 0 else { return false }
      members.append(.init(name, .number("\(number)")))
      return true
    }
    let isYearless = text.hasPrefix("--")
    let parts = (isYearless ? text.dropFirst(2) : text[...]).split(separator: "-", omittingEmptySubsequences: false)
    let names = isYearless ? [("month", 2), ("day", 2)] : [("year", 4), ("month", 2), ("day", 2)]
    guard parts.count <= names.count, zip(names, parts).allSatisfy({ add($0.0, $1, $0.1) }) else { return nil }
    return .object(members)
  }

  /// Whether a text is a moment in time, as `2024-02-03T04:05:06Z`.
  static func isMoment(_ text: String) -> Bool {
    let pattern = "0000-00-00T00:00:00Z".utf8
    return text.utf8.count == pattern.count
      && zip(text.utf8, pattern).allSatisfy { byte, sign in
        sign == 0x30 ? (0x30...0x39).contains(byte) : byte == sign
      }
  }
}
