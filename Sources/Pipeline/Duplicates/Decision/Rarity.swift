/// How much it says that two contacts agree on a value: the less common the value, the more.
enum Rarity {
  /// What is assumed of values before any were counted: a list of two contacts cannot tell how common "Smith" is.
  struct Prior {
    /// The share of contacts that have a certain value.
    var share: Float
    /// How many contacts the assumption is worth.
    var weight: Float = 2_000
  }

  static func prior(of use: Vocabulary.Use) -> Prior {
    switch use {
    case .name: Prior(share: 1 / 1_000)
    case .organization: Prior(share: 1 / 4_000)
    case .place: Prior(share: 1 / 1_000)
    }
  }

  /// What so many contacts have is as rare as what one has.
  static let fewest: UInt32 = 2

  /// log2(1/u), u being the share of other contacts with the value. The two that are compared do not count, or no value
  /// that only they have would be rare.
  static func bits(count: UInt32, of contacts: Int, prior: Prior) -> Float {
    let others = Float(count > fewest ? count - fewest : 0)
    return log2((Float(contacts) + prior.weight) / (others + prior.share * prior.weight))
  }

  /// The binary logarithm of a positive number, straight between powers of two (at most 0.09 too low): exact enough for
  /// evidence, and the same on every machine.
  static func log2(_ value: Float) -> Float {
    let exponent = Int32(truncatingIfNeeded: value.bitPattern >> 23) - 127
    let significand = Float(bitPattern: value.bitPattern & 0x7F_FFFF | 0x3F80_0000)
    return Float(exponent) + significand - 1
  }
}
