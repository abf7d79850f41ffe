/// A postal address by its parts. vCard `ADR`, JSContact `addresses`, PBX columns ZIP Code, Street, City, State, Country.
public struct PostalAddress: Hashable, Sendable {
  /// What the address is for.
  public var kind: Setting
  /// vCard `ADR` component 1.
  public var poBox = ""
  /// Flat, floor, suite. vCard `ADR` component 2.
  public var extended = ""
  /// Street and house number, lines parted by line feeds. vCard `ADR` component 3.
  public var street = ""
  /// City or town. vCard `ADR` component 4.
  public var locality = ""
  /// State, province or county. vCard `ADR` component 5.
  public var region = ""
  /// vCard `ADR` component 6.
  public var postalCode = ""
  /// Country as written: a name or an ISO 3166 code. vCard `ADR` component 7.
  public var country = ""

  /// An empty address of a kind.
  public init(kind: Setting = .work) { self.kind = kind }

  /// Whether no part holds anything.
  @inlinable public var isEmpty: Bool {
    street.isEmpty && locality.isEmpty && postalCode.isEmpty && country.isEmpty && region.isEmpty && poBox.isEmpty
      && extended.isEmpty
  }

  /// A part of a postal address, by the name that descriptors and canonical YAML give it.
  public enum Part: String, CaseIterable, Sendable {
    case poBox = "po-box"
    case extended, street, locality, region
    case postalCode = "postal-code"
    case country
  }

  /// The text of one part.
  public subscript(part: Part) -> String {
    get {
      switch part {
      case .poBox: poBox
      case .extended: extended
      case .street: street
      case .locality: locality
      case .region: region
      case .postalCode: postalCode
      case .country: country
      }
    }
    set {
      switch part {
      case .poBox: poBox = newValue
      case .extended: extended = newValue
      case .street: street = newValue
      case .locality: locality = newValue
      case .region: region = newValue
      case .postalCode: postalCode = newValue
      case .country: country = newValue
      }
    }
  }
}
