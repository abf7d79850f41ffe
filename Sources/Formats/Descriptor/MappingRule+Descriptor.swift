import Contacts
import YAMLSyntax

extension MappingRule {
  /// The rules under a table's `map`, in order.
  static func all(in top: Section) throws(Failure) -> [MappingRule] {
    var rules: [MappingRule] = []
    var seen: [HeaderKey: String] = [:]
    for (key, value) in try top.section("map", known: nil)?.all ?? [] {
      let rule = try MappingRule(at: key, means: value, in: top)
      // The dictionary is copied as often as it grows.
      if seen.capacity < seen.count + 1 + rule.synonyms.count {
        seen.reserveCapacity(4 * (seen.count + rule.synonyms.count))
      }
      for locator in [rule.locator] + rule.synonyms {
        if let other = seen.updateValue(locator.text, forKey: locator.key) {
          throw top.failure("\"\(locator.text)\" is mapped twice, here and as \"\(other)\"", at: key)
        }
      }
      rules.append(rule)
    }
    return rules
  }

  private static let keys = [
    "field", "also", "split", "strip", "kind", "extension", "beside", "values", "closed", "write", "fixed", "empty",
    "required", "read-only", "vague",
  ]

  private init(at key: YAMLNode, means value: YAMLNode, in top: Section) throws(Failure) {
    guard let text = key.scalar, !text.isEmpty else { throw top.failure("a place must be a text", at: key) }
    locator = Locator(text)
    if value.scalar != nil {
      meaning = try Self.meaning(value, in: top)
      return
    }
    let section = try Section(value, of: "\"\(text)\"", in: top.file, known: Self.keys)
    fixed = try section.text("fixed")
    if let field = section["field"] {
      var all: [Meaning] = []
      if case .sequence(let items) = field.content {
        for item in items { all.append(try Self.meaning(item, in: top)) }
      } else {
        all.append(try Self.meaning(field, in: top))
      }
      guard let first = all.first else { throw section.failure("field must not be an empty list", at: field) }
      meaning = first
      alternatives = Array(all.dropFirst())
    } else if fixed != nil {
      meaning = .ignored
    } else {
      throw section.failure("the key \"field\" is missing: what does \"\(text)\" mean?", at: section.node)
    }
    synonyms = try section.texts("also").map(Locator.init)
    separators = try section.texts("split")
    kind = try section.text("kind").map(Locator.init)
    extensions = try section.texts("extension").map(Locator.init)
    strip = try section.text("strip") ?? ""
    empty = try section.text("empty")
    isRequired = try section.truth("required") ?? false
    isReadOnly = try section.truth("read-only") ?? false
    isVague = try section.truth("vague") ?? false
    for (other, meaning) in try section.section("beside", known: nil)?.all ?? [] {
      beside.append((try Self.meaning(other, in: top), try Self.meaning(meaning, in: top)))
    }
    words = try ValueWords(section)
    if let text = try section.text("write") {
      do { template = try NameTemplate(text) } catch {
        throw section.failure(error.what, at: section["write"] ?? section.node)
      }
    }
  }

  private static func meaning(_ node: YAMLNode, in top: Section) throws(Failure) -> Meaning {
    let text = node.scalar ?? ""
    guard let meaning = Meaning(text) else {
      throw top.failure(DescriptorMistake.unknown("field", text, among: Meaning.known).what, at: node)
    }
    return meaning
  }
}

extension ValueWords {
  /// Reads `values` and `closed` of a rule.
  init(_ section: Section) throws(Failure) {
    for (written, means) in try section.section("values", known: nil)?.all ?? [] {
      pairs.append((written.scalar ?? "", means.scalar ?? ""))
    }
    isClosed = try section.truth("closed") ?? false
  }
}
