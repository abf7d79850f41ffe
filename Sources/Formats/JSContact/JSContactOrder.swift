import JSONSyntax

/// A part of a name or address, and which value of which component of the property holds it.
struct JSContactPart: Sendable {
  let kind: String
  let text: String
  let component: Int
  let value: Int

  var json: JSONValue { Self.json(kind, text) }

  static func json(_ kind: String, _ text: String) -> JSONValue {
    .object([.init("kind", .string(kind)), .init("value", .string(text))])
  }
}

/// The order of a name's or address's parts and what stands between them, as the parameter `JSCOMPS` tells it (RFC 9555,
/// section 3.3.1): what usually stands between two parts, then every part by its component and value, and what else
/// stands where.
///
///     N;JSCOMPS=";1;0":Doe;Jane;;;
///     ADR;JSCOMPS="s,\, ;10;s, ;11;3":;;54321 Oak St;Reston;;;;;;;54321;Oak St;;;;;;
struct JSContactOrder {
  private static let separator = "separator"
  /// The parts in order, separators among them.
  let components: [JSONValue]
  /// What stands between two parts where no separator does; nil where nobody says.
  let defaultSeparator: String?

  /// The parameter that tells the order of a name or address whose property has these parts; nil where it has none, or
  /// where the property does not hold its parts one by one.
  static func parameter(of value: JSONValue, parts: [JSContactPart]) -> String? {
    guard value["isOrdered"] == .bool(true) else { return nil }
    var left = parts
    var entries = [value["defaultSeparator"]?.text.map { entry(separator: $0) } ?? ""]
    for component in value["components"]?.elements ?? [] {
      guard let kind = component["kind"]?.text, let text = component["value"]?.text else { return nil }
      if kind == separator {
        entries.append(entry(separator: text))
      } else if let index = left.firstIndex(where: { $0.kind == kind && $0.text == text }) {
        let part = left.remove(at: index)
        entries.append(part.value == 0 ? "\(part.component)" : "\(part.component),\(part.value)")
      } else {
        return nil
      }
    }
    return left.isEmpty && !parts.isEmpty ? entries.joined(separator: ";") : nil
  }

  private static func entry(separator text: String) -> String {
    "s," + text.map { "\\,;".contains($0) ? "\\\($0)" : "\($0)" }.joined()
  }

  /// The order that a parameter tells of these parts; nil where it does not name each of them once.
  init?(_ parameter: String, of parts: [JSContactPart]) {
    var left = parts
    var components: [JSONValue] = []
    let entries = Self.entries(parameter)
    guard let first = entries.first, first.isEmpty || first.hasPrefix("s,") else { return nil }
    for entry in entries.dropFirst() {
      if entry.hasPrefix("s,") {
        components.append(JSContactPart.json(Self.separator, String(entry.dropFirst(2))))
        continue
      }
      let numbers = entry.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) }
      guard numbers.count == 1 || numbers.count == 2, let component = numbers[0] else { return nil }
      let value = numbers.count == 2 ? numbers[1] : 0
      guard let index = left.firstIndex(where: { $0.component == component && $0.value == value }) else { return nil }
      components.append(left.remove(at: index).json)
    }
    guard left.isEmpty, !parts.isEmpty else { return nil }
    self.components = components
    defaultSeparator = first.isEmpty ? nil : String(first.dropFirst(2))
  }

  /// The entries of a parameter, without the backslashes before their signs.
  private static func entries(_ parameter: String) -> [String] {
    var entries = [""]
    var isEscaped = false
    for character in parameter {
      if !isEscaped, character == "\\" {
        isEscaped = true
        continue
      }
      if !isEscaped, character == ";" { entries.append("") } else { entries[entries.count - 1].append(character) }
      isEscaped = false
    }
    return entries
  }
}
