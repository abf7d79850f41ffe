/// The `phone-context` parameter of a `tel:` URI, which says what is missing before a local number. RFC 3966, section
/// 5.1.5.
///
/// ```
/// tel:7042;phone-context=+44-20-7946     is +44-20-79467042
/// tel:7042;phone-context=example.com     is 7042
/// ```
struct PhoneContext {
  let symbols: Symbols
  /// Where the parameter's value is.
  let value: Range<Int>
  /// Where the local number is: after `tel:`, before the parameter.
  let local: Range<Int>

  private static let parameter: StaticString = ";phone-context="
  private static let scheme: StaticString = "tel:"

  /// The first such parameter; nil where there is none.
  init?(in symbols: Symbols) {
    guard let start = symbols.firstRange(of: PhoneContext.parameter, in: symbols.indices) else { return nil }
    let first = start + PhoneContext.parameter.utf8CodeUnitCount
    self.symbols = symbols
    value = first..<(symbols[first...].firstIndex(of: UInt8(ascii: ";")) ?? symbols.count)
    let scheme = symbols.firstRange(of: PhoneContext.scheme, in: symbols.indices)
    let localStart = scheme.map { $0 + PhoneContext.scheme.utf8CodeUnitCount } ?? 0
    local = min(localStart, start)..<start
  }

  /// Whether the value begins a number, rather than being a domain.
  var isGlobal: Bool { value.first.map { symbols[$0] == UInt8(ascii: "+") } ?? false }

  /// Whether the value is a global number or a domain.
  var isValid: Bool { isGlobal ? isGlobalNumber : isDomain }

  private var isGlobalNumber: Bool {
    let rest = symbols[value].dropFirst()
    return rest.contains(where: Symbol.isDigit)
      && rest.allSatisfy { symbol in
        Symbol.isDigit(symbol) || symbol == UInt8(ascii: "-") || symbol == UInt8(ascii: ".")
          || symbol == UInt8(ascii: "(") || symbol == UInt8(ascii: ")")
      }
  }

  /// Labels of letters, digits and inner dashes, the last of which begins with a letter; a final dot is allowed.
  private var isDomain: Bool {
    var rest = symbols[value]
    if rest.last == UInt8(ascii: ".") { rest = rest.dropLast() }
    while true {
      let label = rest.prefix { $0 != UInt8(ascii: ".") }
      guard let first = label.first, let last = label.last, isAlphanumeric(first), isAlphanumeric(last),
        label.allSatisfy({ isAlphanumeric($0) || $0 == UInt8(ascii: "-") })
      else { return false }
      if label.endIndex == rest.endIndex { return Symbol.isLetter(first) }
      rest = rest[(label.endIndex + 1)...]
    }
  }

  private func isAlphanumeric(_ symbol: UInt8) -> Bool { Symbol.isLetter(symbol) || Symbol.isDigit(symbol) }

  /// The number that both make, in `room`, which has as many bytes as there are symbols or more.
  func joined(in room: UnsafeMutableBufferPointer<UInt8>) -> Symbols {
    var count = 0
    for part in [isGlobal ? value : 0..<0, local] {
      for symbol in symbols[part] {
        room[count] = symbol
        count += 1
      }
    }
    return Symbols(rebasing: room[..<count])
  }

  /// The place in the text of a place in what ``joined(in:)`` made.
  func place(ofJoined place: Int) -> Int {
    let before = isGlobal ? value.count : 0
    return place < before ? value.lowerBound + place : local.lowerBound + place - before
  }
}
