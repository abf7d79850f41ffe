import Contacts

extension Meaning {
  /// As a descriptor writes it.
  var text: String {
    func ordinal(_ number: Int) -> String { number > 1 ? ".\(number)" : "" }
    switch self {
    case .text(let field): return field.rawValue
    case .number(let kind, let number): return "number\(kind.map { ".\($0.rawValue)" } ?? "")\(ordinal(number))"
    case .numberLabel: return "number-label"
    case .email(let setting, let number): return "email\(setting.map { ".\($0.rawValue)" } ?? "")\(ordinal(number))"
    case .address(.work, let part): return "address.\(part.rawValue)"
    case .address(let setting, let part): return "address.\(setting.rawValue).\(part.rawValue)"
    case .url(let number): return "url\(ordinal(number))"
    case .phonebooks: return "phonebooks"
    case .birthday(let part): return "birthday.\(part.rawValue)"
    case .extra(let name): return name.isEmpty ? "extra" : "extra \(name)"
    case .ignored: return "ignored"
    }
  }
}
