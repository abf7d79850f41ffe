/// A short number of a region: an emergency number, a carrier's service code, a text-message service.
///
/// ```swift
/// NumberingPlan.shortNumber("112", in: region)?.isEmergency   // true, nearly everywhere
/// NumberingPlan.shortNumber("020", in: region)                // nil
/// ```
public struct ShortNumber: Hashable, Sendable, BitwiseCopyable {
  /// Bits in the order of the tables' payloads.
  private let traits: UInt8

  init?(payload: Int) {
    guard payload != 0 else { return nil }
    traits = UInt8(truncatingIfNeeded: payload)
  }

  /// Whether the digits are a short code as they stand.
  public var isShortCode: Bool { traits & 1 != 0 }
  /// Whether they are an emergency number.
  public var isEmergency: Bool { traits & 2 != 0 }
  /// Whether dialling them reaches an emergency service, if need be because further digits are ignored.
  public var connectsToEmergency: Bool { traits & 128 != 0 }
  /// Whether who answers depends on the carrier.
  public var isCarrierSpecific: Bool { traits & 32 != 0 }
  /// Whether they are an address of text messages.
  public var isMessaging: Bool { traits & 64 != 0 }

  /// What a call costs.
  public var cost: Cost {
    if traits & 16 != 0 { return .premiumRate }
    if traits & 8 != 0 { return .standardRate }
    return traits & 6 != 0 ? .tollFree : .unknown
  }

  /// What a call of a short number costs.
  public enum Cost: Sendable {
    /// Nothing.
    case tollFree
    /// What any call does.
    case standardRate
    /// More.
    case premiumRate
    /// It is not known.
    case unknown
  }
}
