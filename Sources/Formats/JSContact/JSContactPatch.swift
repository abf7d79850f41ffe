import Contacts
import JSONSyntax

/// A member of a card that the conversion to vCard and back gives otherwise, or not at all: the property `JSPROP` with the
/// member's place in `JSPTR` (RFC 9555, section 3.2.1).
struct JSContactPatch {
  var path: [String]
  /// What the member is; nil where there is none.
  var value: JSONValue?
  /// What the conversion gives instead, as a number; the patch is of no use any more where it gives something else, because
  /// somebody edited the field. Empty where it gives nothing.
  var instead = ""

  /// The parameter for ``instead``.
  private static let insteadName = "x-switchbook-of"

  /// What is to be mended of `converted` to make it `original`.
  static func between(_ original: JSONValue, and converted: JSONValue) -> [JSContactPatch] {
    var patches: [JSContactPatch] = []
    collect(original, converted, path: [], into: &patches)
    return patches
  }

  private static func collect(
    _ original: JSONValue, _ converted: JSONValue, path: [String], into patches: inout [JSContactPatch]
  ) {
    for member in original.members {
      let path = path + [member.name]
      guard let other = converted[member.name] else {
        patches.append(JSContactPatch(path: path, value: member.value))
        continue
      }
      if member.value.says(other) { continue }
      if isMendedInside(member.value, other, path) {
        collect(member.value, other, path: path, into: &patches)
      } else {
        patches.append(JSContactPatch(path: path, value: member.value, instead: hash(other)))
      }
    }
    for member in converted.members where original[member.name] == nil {
      patches.append(JSContactPatch(path: path + [member.name], value: nil, instead: hash(member.value)))
    }
  }

  /// Whether members of a member are mended one by one: not where they only have a meaning together.
  private static func isMendedInside(_ original: JSONValue, _ converted: JSONValue, _ path: [String]) -> Bool {
    guard case .object = original, case .object = converted else { return false }
    if path[0].contains(":") || path[0] == "localizations" || path.count > 3 { return false }
    if path == ["name"] || path.count == 2 && path[0] == "addresses" {
      for name in ["components", "isOrdered", "defaultSeparator", "full"] {
        guard (original[name] ?? .null).says(converted[name] ?? .null) else { return false }
      }
      return true
    }
    // Keys that the conversion makes up stand for entries that are not told apart.
    return path.count > 1 || converted.members.allSatisfy { original[$0.name] != nil }
  }

  private static func hash(_ value: JSONValue) -> String {
    var hash = StableHash()
    hash.combine(value.canonical)
    return String(hash.value & 0xFFFF_FFFF, radix: 16)
  }

  /// As a property.
  var property: StructuredProperty {
    var property = StructuredProperty()
    property.name = "jsprop"
    let pointer = path.map { $0.replacing("~", with: "~0").replacing("/", with: "~1") }.joined(separator: "/")
    property.parameters = [("jsptr", [pointer])]
    if !instead.isEmpty { property.parameters.append((Self.insteadName, [instead])) }
    var writer = JSONWriter()
    writer.append(value ?? .null)
    property.values = [[[String(decoding: writer.take(), as: UTF8.self)]]]
    return property
  }

  /// The patch that a property is; nil where its value is no JSON, or it says no place.
  init?(_ property: StructuredProperty) {
    guard let pointer = property.parameter("jsptr"), let json = JSONValue(json: property.text) else { return nil }
    path = pointer.split(separator: "/", omittingEmptySubsequences: false).map {
      String($0).replacing("~1", with: "/").replacing("~0", with: "~")
    }
    instead = property.parameter(Self.insteadName) ?? ""
    value = json == .null && !instead.isEmpty ? nil : json
  }

  private init(path: [String], value: JSONValue?, instead: String = "") {
    self.path = path
    self.value = value
    self.instead = instead
  }

  /// Mends a card.
  func apply(to card: inout JSONValue) {
    let now = JSContact.normalised(card)[path: path[...]]
    if instead.isEmpty ? now == nil : now.map(Self.hash) == instead { card[path: path[...]] = value }
  }
}
