import JSONSyntax
import VCardSyntax

/// Makes a card of the properties of a vCard 4.0 (RFC 9555, section 2).
struct JSContactWriting {
  typealias Vocabulary = JSContactVocabulary

  private let properties: [StructuredProperty]
  private var result = JSONValue.object([])
  /// Properties that no member holds.
  private var others: [JSONValue] = []
  /// By group: the label in it, as Apple's programs write it.
  private var labels: [String: String] = [:]
  /// By map: keys that properties have already.
  private var keys: [String: Set<String>] = [:]
  private var patches: [JSContactPatch] = []

  init(_ properties: [StructuredProperty]) { self.properties = properties }

  mutating func card() -> JSONValue {
    for property in properties {
      if property.name == "x-ablabel" { labels[property.group] = property.text }
      if let key = property.parameter("prop-id") { keys[Self.map(of: property.name), default: []].insert(key) }
    }
    for property in properties where !add(property) { others.append(JCard.value(property)) }
    tieTitles()
    if result["uid"] == nil {
      // A card must have one, the same each time (RFC 9555, section 2.1.1).
      let name = result["name"]?["full"]?.text ?? JSContactName.derived(from: result)
      if !name.isEmpty { result[member: "uid"] = .string(name) }
    }
    if !others.isEmpty { result[member: "vCardProps"] = .array(others) }
    for patch in patches { patch.apply(to: &result) }
    var members: [JSONValue.Member] = [
      .init("@type", .string("Card")), .init("version", result["version"] ?? .string("1.0")),
    ]
    for name in Vocabulary.order.dropFirst(2) {
      if let value = result[name] { members.append(.init(name, value)) }
    }
    members += result.members.filter { !Vocabulary.members.contains($0.name) }
    return .object(members)
  }

  /// The map that a property is an entry of.
  private static func map(of property: String) -> String {
    switch property {
    case "adr", "geo", "tz": "addresses"
    case "org": "organizations"
    case "bday", "birthplace", "anniversary", "deathdate", "deathplace": "anniversaries"
    case "pronouns": "pronouns"
    default: Vocabulary.byProperty[property]?.map ?? ""
    }
  }

  /// Adds a property; false where no member holds it.
  private mutating func add(_ property: StructuredProperty) -> Bool {
    switch property.name {
    case "version": return true
    case "x-ablabel": return isLabelHeld(property)
    case "jsprop":
      guard let patch = JSContactPatch(property) else { return false }
      patches.append(patch)
      return true
    case "fn": return addFullName(property)
    case "n": return addName(property)
    case "x-phonetic-first-name": return addPhonetic(property, "given")
    case "x-phonetic-last-name": return addPhonetic(property, "surname")
    case "org": return addOrganization(property)
    case "adr": return addAddress(property)
    case "geo":
      return addEntry(property, to: "addresses", [.init("coordinates", .string(property.text))])
    case "tz": return addTimeZone(property)
    case "gramgender":
      return put(property, .string(property.text.lowercased()), at: ["speakToAs", "grammaticalGender"])
    case "pronouns":
      return addEntry(
        property, to: "pronouns", [.init("pronouns", .string(property.text))], in: ["speakToAs", "pronouns"])
    case "member": return put(property, .bool(true), at: ["members", property.text])
    case "related": return addRelation(property)
    case "categories":
      guard property.parameters.isEmpty, property.group.isEmpty else { return false }
      for words in property.values {
        for word in words.joined() { _ = put(property, .bool(true), at: ["keywords", word]) }
      }
      return true
    case "x-switchbook-extra", "x-switchbook-reason": return addOwn(property)
    default: break
    }
    if let (member, _) = Vocabulary.texts.first(where: { $0.1 == property.name }) {
      let isMoment = JSContactDate.isMoment(property.text)
      if member == "created" || member == "updated", !isMoment { return false }
      guard !property.text.isEmpty else { return false }
      return put(property, .string(member == "kind" ? property.text.lowercased() : property.text), at: [member])
    }
    if Vocabulary.anniversaries.contains(where: { $0.date == property.name || $0.place == property.name }) {
      return addAnniversary(property)
    }
    guard let entry = Vocabulary.byProperty[property.name] else { return false }
    return add(property, as: entry)
  }

  /// Sets a member that has no parameters and stands once; false where it is taken or the property has some.
  private mutating func put(_ property: StructuredProperty, _ value: JSONValue, at path: [String]) -> Bool {
    let names = property.parameters.map(\.name)
    guard property.group.isEmpty, names.allSatisfy({ $0 == "prop-id" && path.count == 1 }),
      result[path: path[...]] == nil
    else { return false }
    if path.count > 1, result[path[0]] == nil { result[member: path[0]] = .object([]) }
    result[path: path[...]] = value
    return true
  }

  // MARK: Maps of objects that are one property each

  private mutating func add(_ property: StructuredProperty, as entry: Vocabulary.Entry) -> Bool {
    var isAdded = false
    for text in property.values.flatMap({ $0.flatMap { $0 } }) where !text.isEmpty {
      var members: [JSONValue.Member] = []
      if !entry.kind.isEmpty { members.append(.init("kind", .string(entry.kind))) }
      let isUser = entry.property == "socialprofile" && property.type == "text"
      members.append(.init(isUser ? "user" : entry.member, .string(text)))
      if entry.property == "impp" { members.append(.init("vCardName", .string("impp"))) }
      isAdded = addEntry(property, to: entry.map, members) || isAdded
    }
    return isAdded
  }

  /// Adds an object with some members, and those that the property's parameters are, to a map.
  private mutating func addEntry(
    _ property: StructuredProperty, to map: String, _ members: [JSONValue.Member], in path: [String]? = nil
  ) -> Bool {
    let path = path ?? [map]
    var entry = JSONValue.object(members)
    var other: [JSONValue.Member] = []
    var key: String?
    for (name, values) in property.parameters {
      let text = values.joined(separator: ",")
      switch name {
      case "prop-id": key = text
      case "type":
        let unknown = addTypes(values, map, to: &entry)
        if !unknown.isEmpty { other.append(.init(name, .texts(unknown))) }
      case "pref" where Vocabulary.withPreference.contains(map) && 1...100 ~= Int(text) ?? 0:
        entry[member: "pref"] = .number(text)
      case "mediatype" where Vocabulary.withMediaType.contains(map): entry[member: "mediaType"] = .string(text)
      case "index" where Vocabulary.withPlace.contains(map) && Int(text) ?? 0 > 0:
        entry[member: "listAs"] = .number(text)
      case "level" where map == "personalInfo":
        let level = text.lowercased()
        let isExpertise = entry["kind"] == .string("expertise")
        entry[member: "level"] = .string(isExpertise ? Vocabulary.levels.first { $0.0 == level }?.1 ?? level : level)
      case "service-type" where map == "onlineServices", "x-service-type" where map == "onlineServices":
        entry[member: "service"] = .string(text)
      case "username" where map == "onlineServices": entry[member: "user"] = .string(text)
      case "created" where map == "notes": entry[member: "created"] = .string(CardDate.jCard(text))
      case "author" where map == "notes": addAuthor("uri", text, to: &entry)
      case "author-name" where map == "notes": addAuthor("name", text, to: &entry)
      case "cc" where map == "addresses": entry[member: "countryCode"] = .string(text)
      case "geo" where map == "addresses": entry[member: "coordinates"] = .string(text)
      case "tz" where map == "addresses": entry[member: "timeZone"] = .string(text)
      case "label" where map == "addresses": entry[member: "full"] = .string(text)
      case "sort-as" where map == "organizations": break
      case "calscale" where map == "anniversaries": break
      default: other.append(.init(name, .texts(values)))
      }
    }
    var isGroupSaid = property.group.isEmpty
    if let label = labels[property.group], !property.group.isEmpty, Vocabulary.withLabel.contains(map) {
      entry[member: "label"] = .string(label)
      isGroupSaid = property.group.hasPrefix("item") && property.group.dropFirst(4).allSatisfy(\.isNumber)
    }
    if !isGroupSaid { other.append(.init("group", .string(property.group))) }
    if !other.isEmpty { entry[member: "vCardParams"] = .object(other) }
    for index in path.indices where result[path: path[...index]] == nil { result[path: path[...index]] = .object([]) }
    result[path: (path + [key ?? freeKey(map, path)])[...]] = entry
    return true
  }

  /// The next number that no entry of a map has for a key.
  private mutating func freeKey(_ map: String, _ path: [String]) -> String {
    var number = (result[path: path[...]]?.members.count ?? 0) + 1
    while keys[map]?.contains("\(number)") ?? false { number += 1 }
    keys[map, default: []].insert("\(number)")
    return "\(number)"
  }

  /// Adds what types say; returns those that say nothing here.
  private func addTypes(_ types: [String], _ map: String, to entry: inout JSONValue) -> [String] {
    var contexts: [String] = []
    var features: [String] = []
    var unknown: [String] = []
    for type in types {
      let word = type.lowercased()
      if Vocabulary.withContexts.contains(map), let context = Vocabulary.contexts.first(where: { $0.0 == word }),
        map == "addresses" || word == "home" || word == "work"
      {
        contexts.append(context.1)
      } else if map == "phones", let feature = Vocabulary.features.first(where: { $0.0 == word }) {
        features.append(feature.1)
      } else {
        unknown.append(type)
      }
    }
    if !contexts.isEmpty { entry[member: "contexts"] = .set(contexts) }
    if !features.isEmpty { entry[member: "features"] = .set(features) }
    return unknown
  }

  private func addAuthor(_ name: String, _ text: String, to entry: inout JSONValue) {
    if entry["author"] == nil { entry[member: "author"] = .object([]) }
    entry[path: ["author", name]] = .string(text)
  }

  /// Whether a label's property holds it.
  private func isLabelHeld(_ label: StructuredProperty) -> Bool {
    !label.group.isEmpty && label.parameters.isEmpty
      && properties.contains { $0.group == label.group && Vocabulary.withLabel.contains(Self.map(of: $0.name)) }
  }

  // MARK: Names

  private mutating func addFullName(_ property: StructuredProperty) -> Bool {
    guard result["name"]?["full"] == nil, !property.text.isEmpty else { return property.text.isEmpty }
    if property.parameter("derived")?.lowercased() == "true", property.text == derivedName { return true }
    if result["name"] == nil { result[member: "name"] = .object([]) }
    result[path: ["name", "full"]] = .string(property.text)
    let other = parameters(of: property, but: ["prop-id", "derived"])
    if !other.isEmpty { result[path: ["name", JSContact.own + "full"]] = .object(other) }
    return true
  }

  /// What the card would be called without a full name.
  private var derivedName: String {
    var card = JSONValue.object([])
    for property in properties {
      if property.name == "n", card["name"] == nil {
        card[member: "name"] = .object([.init("components", .array(JSContactName.parts(of: property).map(\.json)))])
      } else if property.name == "org", card["organizations"] == nil {
        let name = property.values.first?.first?.first ?? ""
        card[member: "organizations"] = .object([.init("1", .object([.init("name", .string(name))]))])
      }
    }
    return JSContactName.derived(from: card)
  }

  private mutating func addName(_ property: StructuredProperty) -> Bool {
    guard result["name"]?["components"] == nil else { return false }
    let parts = JSContactName.parts(of: property)
    guard !parts.isEmpty else { return true }
    if result["name"] == nil { result[member: "name"] = .object([]) }
    for member in Self.members(of: property, parts) { result[path: ["name", member.name]] = member.value }
    if let sort = property.parameter("sort-as") {
      let texts = sort.split(separator: ",", maxSplits: 1, omittingEmptySubsequences: false)
      let members = zip(["surname", "given"], texts).filter { !$0.1.isEmpty }
      result[path: ["name", "sortAs"]] = .object(members.map { .init($0.0, .string(String($0.1))) })
    }
    let other = parameters(of: property, but: ["prop-id", "sort-as", "jscomps"])
    if !other.isEmpty { result[path: ["name", "vCardParams"]] = .object(other) }
    return true
  }

  private func parameters(of property: StructuredProperty, but known: Set<String>) -> [JSONValue.Member] {
    property.parameters.filter { !known.contains($0.name) }.map { .init($0.name, .texts($0.values)) }
      + (property.group.isEmpty ? [] : [.init("group", .string(property.group))])
  }

  /// Adds how a name's part is said, to the first of its kind.
  private mutating func addPhonetic(_ property: StructuredProperty, _ kind: String) -> Bool {
    guard property.parameters.isEmpty, property.group.isEmpty,
      var components = result["name"]?["components"]?.elements,
      let index = components.firstIndex(where: { $0["kind"]?.text == kind && $0["phonetic"] == nil })
    else { return false }
    components[index][member: "phonetic"] = .string(property.text)
    result[path: ["name", "components"]] = .array(components)
    return true
  }

  // MARK: Organizations, addresses, dates, relations

  private mutating func addOrganization(_ property: StructuredProperty) -> Bool {
    let texts = (property.values.first ?? []).map { $0.joined(separator: ",") }
    let sort = (property.parameter("sort-as") ?? "").split(separator: ",", omittingEmptySubsequences: false).map(
      String.init)
    func sortAs(_ index: Int) -> [JSONValue.Member] {
      index < sort.count && !sort[index].isEmpty ? [.init("sortAs", .string(sort[index]))] : []
    }
    var members: [JSONValue.Member] = []
    if let name = texts.first, !name.isEmpty { members.append(.init("name", .string(name))) }
    let units = texts.indices.dropFirst().filter { !texts[$0].isEmpty }
    if !units.isEmpty {
      members.append(.init("units", .array(units.map { .object([.init("name", .string(texts[$0]))] + sortAs($0)) })))
    }
    guard !members.isEmpty else { return true }
    return addEntry(property, to: "organizations", members + sortAs(0))
  }

  /// Titles in the group of an organization are held there (RFC 9555, section 2.8.5).
  private mutating func tieTitles() {
    let organizations = (result["organizations"]?.members ?? []).filter { $0.value["vCardParams"]?["group"] != nil }
    guard !organizations.isEmpty else { return }
    for title in result["titles"]?.members ?? [] {
      guard let group = title.value["vCardParams"]?["group"] else { continue }
      for organization in organizations where organization.value["vCardParams"]?["group"] == group {
        result[path: ["titles", title.name, "organizationId"]] = .string(organization.name)
      }
    }
  }

  private mutating func addAddress(_ property: StructuredProperty) -> Bool {
    let parts = JSContactAddress.parts(of: property)
    if parts.isEmpty, property.parameters.isEmpty { return true }
    var other = property
    other.parameters.removeAll { $0.name == "jscomps" }
    return addEntry(other, to: "addresses", Self.members(of: property, parts))
  }

  /// The members of a name or address with these parts. An order that does not fit them, because they were edited, is
  /// none.
  private static func members(of property: StructuredProperty, _ parts: [JSContactPart]) -> [JSONValue.Member] {
    if parts.isEmpty { return [] }
    guard let order = property.parameter("jscomps").flatMap({ JSContactOrder($0, of: parts) }) else {
      return [.init("components", .array(parts.map(\.json)))]
    }
    let separator = order.defaultSeparator.map { [JSONValue.Member("defaultSeparator", .string($0))] } ?? []
    return [.init("components", .array(order.components)), .init("isOrdered", .bool(true))] + separator
  }

  /// Zones have names; of offsets, whole hours have.
  private mutating func addTimeZone(_ property: StructuredProperty) -> Bool {
    let isOffset = property.type == "utc-offset"
    let zone = isOffset ? JSContactAddress.zone(of: property.text) : property.text
    guard let zone, isOffset || property.type == "text" && JSContactAddress.offset(of: zone) == nil else {
      return false
    }
    return addEntry(property, to: "addresses", [.init("timeZone", .string(zone))])
  }

  private mutating func addAnniversary(_ property: StructuredProperty) -> Bool {
    guard let known = Vocabulary.anniversaries.first(where: { $0.date == property.name || $0.place == property.name })
    else { return false }
    let isPlace = known.place == property.name
    var value: JSONValue
    if isPlace {
      value = .object([.init(property.type == "uri" ? "coordinates" : "full", .string(property.text))])
    } else {
      guard let date = JSContactDate.value(of: property.text) else { return false }
      value = date
      if let scale = property.parameter("calscale") { value[member: "calendarScale"] = .string(scale) }
    }
    let member = isPlace ? "place" : "date"
    let key = property.parameter("prop-id")
    let entry = (result["anniversaries"]?.members ?? []).first { item in
      item.value["kind"] == .string(known.kind) && item.value[member] == nil && (key == nil || key == item.name)
    }
    let isPlain =
      property.group.isEmpty && property.parameters.allSatisfy { $0.name == "prop-id" || $0.name == "calscale" }
    if let entry, isPlain {
      result[path: ["anniversaries", entry.name, member]] = value
      return true
    }
    return addEntry(property, to: "anniversaries", [.init("kind", .string(known.kind)), .init(member, value)])
  }

  private mutating func addRelation(_ property: StructuredProperty) -> Bool {
    guard !property.text.isEmpty, result["relatedTo"]?[property.text] == nil else { return false }
    var relation: [String] = []
    var other: [JSONValue.Member] = []
    for (name, values) in property.parameters {
      if name == "type" { relation += values } else { other.append(.init(name, .texts(values))) }
    }
    if !property.group.isEmpty { other.append(.init("group", .string(property.group))) }
    if result["relatedTo"] == nil { result[member: "relatedTo"] = .object([]) }
    var entry = JSONValue.object([.init("relation", .set(relation))])
    if !other.isEmpty { entry[member: "vCardParams"] = .object(other) }
    result[path: ["relatedTo", property.text]] = entry
    return true
  }

  /// An extra field that came from no card, under its own name.
  private mutating func addOwn(_ property: StructuredProperty) -> Bool {
    let texts = property.texts
    if property.name == "x-switchbook-reason" {
      result[member: JSContact.own + "reason"] = .string(texts.joined(separator: ";"))
      return true
    }
    guard let name = texts.first, texts.count > 1, property.parameters.isEmpty, property.group.isEmpty,
      result[JSContact.own + name] == nil
    else { return false }
    result[member: JSContact.own + name] = .texts(Array(texts.dropFirst()))
    return true
  }
}
