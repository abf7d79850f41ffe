internal import CNumberingTables

/// Digits in memory, each a byte of 0 to 9.
typealias DigitSpan = UnsafeBufferPointer<UInt8>

/// An automaton over digits: a state of the one graph that all automata share. State 0 is dead.
struct Automaton {
  let start: UInt16

  /// What reading all of the digits is worth; 0 for nothing. At most 17 steps.
  @inline(__always)
  func payload(of digits: DigitSpan) -> Int {
    let successors = numbering_get_successors()
    var state = Int(start)
    for digit in digits {
      state = Int(successors[state &* 10 &+ Int(digit)])
      if state == 0 { return 0 }
    }
    return Int(numbering_get_payloads()[state])
  }

  /// The same for packed digits.
  func payload(of digits: Digits) -> Int {
    let successors = numbering_get_successors()
    var state = Int(start)
    for digit in digits {
      state = Int(successors[state &* 10 &+ Int(digit)])
    }
    return Int(numbering_get_payloads()[state])
  }

  /// How many digits at the start match, and what they are worth; nil where none do.
  ///
  /// A payload of a prefix has in its low byte what a match is worth where digits follow, and in its high byte where
  /// none does. The graph was built so that the last match met is the one that a backtracking matcher prefers.
  @inline(__always)
  func prefix(of digits: DigitSpan) -> (length: Int, payload: Int)? {
    let successors = numbering_get_successors()
    let payloads = numbering_get_payloads()
    var state = Int(start)
    var found: (length: Int, payload: Int)?
    var length = 0
    while state != 0 {
      let payload = Int(payloads[state])
      let worth = length == digits.count ? payload >> 8 : payload & 0xFF
      if worth != 0 { found = (length, worth) }
      if length == digits.count { break }
      state = Int(successors[state &* 10 &+ Int(digits[length])])
      length &+= 1
    }
    return found
  }
}
