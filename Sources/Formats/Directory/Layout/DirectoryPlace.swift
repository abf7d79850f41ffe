/// A place in an XML document, as a key of `map` names it: a path from the element that the map belongs to.
///
/// | written | is |
/// | --- | --- |
/// | `Name`, `PhoneNums/PhoneNum` | the text of a child, of a child's child |
/// | `@Name`, `prop[@name=surname]/@value` | an attribute |
/// | `.` | the element's own text |
/// | `entry[@name=url]` | only a child with that attribute |
struct DirectoryPlace: Hashable, Sendable {
  /// An element on the way.
  struct Step: Hashable, Sendable {
    /// The name with its prefix, as it is written.
    let qualifiedName: String
    /// The name without the prefix, by which it is found.
    let name: String
    /// The attribute that the element must have; empty for none.
    let attribute: String
    let value: String
  }

  /// As written in the descriptor.
  let text: String
  /// From the map's element to the place's; empty for the map's own.
  let steps: [Step]
  /// The attribute of the last element, nil for its text.
  let attribute: String?

  init(_ text: String) throws(DescriptorMistake) {
    self.text = text
    var steps: [Step] = []
    var attribute: String?
    for part in text.partsOfPath where part != "." {
      guard attribute == nil else { throw DescriptorMistake("an attribute ends a place: \"\(text)\"") }
      if part.hasPrefix("@") { attribute = String(part.dropFirst()) } else { steps.append(try Step(part)) }
    }
    guard attribute?.isEmpty != true, text == "." || attribute != nil || !steps.isEmpty else {
      throw DescriptorMistake("\"\(text)\" names no place")
    }
    self.steps = steps
    self.attribute = attribute
  }

  /// The steps to the element that holds the place.
  var wrappers: ArraySlice<Step> { attribute == nil ? steps.dropLast() : steps[...] }
  /// Whether the place is an attribute of the map's own element.
  var isOwnAttribute: Bool { steps.isEmpty && attribute != nil }
}

extension DirectoryPlace.Step {
  fileprivate init(_ part: Substring) throws(DescriptorMistake) {
    let name: Substring
    if let open = part.firstIndex(of: "["), part.last == "]" {
      let condition = part[part.index(after: open)...].dropLast()
      guard condition.first == "@", let equals = condition.firstIndex(of: "=") else {
        throw DescriptorMistake("a condition is written [@attribute=value], not \"\(part[open...])\"")
      }
      name = part[..<open]
      attribute = String(condition[..<equals].dropFirst())
      value = String(condition[condition.index(after: equals)...])
    } else {
      name = part
      attribute = ""
      value = ""
    }
    guard !name.isEmpty, !name.contains(where: { "[]@ ".contains($0) }) else {
      throw DescriptorMistake("\"\(part)\" is no name of an element")
    }
    qualifiedName = String(name)
    self.name = String(name.split(separator: ":").last ?? name)
  }
}

extension String {
  /// The parts of a path; a slash in brackets parts nothing.
  fileprivate var partsOfPath: [Substring] {
    var parts: [Substring] = []
    var start = startIndex
    var depth = 0
    for index in indices {
      switch self[index] {
      case "[": depth += 1
      case "]": depth -= 1
      case "/" where depth == 0:
        parts.append(self[start..<index])
        start = self.index(after: index)
      default: break
      }
    }
    return parts + [self[start...]]
  }
}
