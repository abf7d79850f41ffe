import JSONSyntax

/// Makes the properties of a vCard 4.0 of a card (RFC 9555, section 3).
struct JSContactReading {
  typealias Vocabulary = JSContactVocabulary

  private(set) var properties: [StructuredProperty] = []
  private let card: JSONValue
  /// By property: the entry that it is, as its path, where the key is the one that it would get anyway.
  private var made: [Int: [String]] = [:]
  /// By map: how many entries are properties, and the key of the last.
  private var counts: [String: (count: Int, last: String)] = [:]
  private var lastItem = 0

  init(_ card: JSONValue) { self.card = card }

  mutating func read() {
    for (member, property) in Vocabulary.texts {
      guard let text = card[member]?.text, !text.isEmpty else { continue }
      let isMoment = member == "created" || member == "updated"
      if !isMoment || JSContactDate.isMoment(text) { add(property, text, type: type(of: property, text)) }
    }
    readName()
    for map in ["nicknames", "titles", "phones", "emails", "onlineServices", "preferredLanguages"] { read(map) }
    readOrganizations()
    readForms()
    readAddresses()
    for map in [
      "calendars", "schedulingAddresses", "cryptoKeys", "directories", "links", "media", "notes", "personalInfo",
    ] { read(map) }
    readAnniversaries()
    readRelations()
    if let words = card["keywords"]?.words, !words.isEmpty {
      var property = StructuredProperty()
      property.name = "categories"
      property.values = words.map { [[$0]] }
      properties.append(property)
    }
    for member in card.members where member.name.hasPrefix(JSContact.own) { readOwn(member) }
    for property in card["vCardProps"]?.elements ?? [] {
      if let property = JCard.property(property) { properties.append(property) }
    }
  }

  /// Takes keys off that the conversion back would give anyway, where no patch needs them.
  mutating func dropKeys(unless patches: [JSContactPatch]) {
    let patched = Set(patches.compactMap(\.path.first))
    if patched.contains("vCardProps") { return }
    for (index, path) in made where !patched.contains(path[0]) {
      let isEmpty = properties[index].values.allSatisfy { $0.allSatisfy { $0.allSatisfy(\.isEmpty) } }
      if !isEmpty { properties[index].parameters.removeAll { $0.name == "prop-id" } }
    }
  }

  /// Notes where the next property's key is the one that the conversion back would give without it.
  private mutating func noteKey(_ key: String, _ path: [String]) {
    let map = path.dropLast().joined(separator: "/")
    var (count, last) = counts[map] ?? (0, "")
    if key != last { count += 1 }
    counts[map] = (count, key)
    if key == "\(count)" { made[properties.count] = path }
  }

  private mutating func add(_ name: String, _ text: String, type: String = "text") {
    properties.append(StructuredProperty(name, text, type: type))
  }

  private func type(of property: String, _ text: String) -> String {
    let usual = StructuredProperty.types[property] ?? "text"
    switch property {
    case "tel": return CardValue.isURI(text.utf8) ? "uri" : usual
    default: return usual == "uri" && !CardValue.isURI(text.utf8) ? "text" : usual
    }
  }

  // MARK: Maps of objects that are one property each

  private mutating func read(_ map: String) {
    for item in card[map]?.members ?? [] {
      let kind = item.value["kind"]?.text ?? (map == "titles" ? "title" : "")
      let isOld = item.value["vCardName"]?.text == "impp"
      guard
        let entry = Vocabulary.entries.first(where: {
          $0.map == map && $0.kind == kind && ($0.property == "impp") == (isOld && map == "onlineServices")
        })
      else { continue }
      var property: StructuredProperty
      if let text = item.value[entry.member]?.text, !text.isEmpty {
        property = StructuredProperty(entry.property, text, type: type(of: entry.property, text))
        if let user = item.value["user"]?.text { property.parameters.append(("username", [user])) }
      } else if map == "onlineServices", let user = item.value["user"]?.text {
        property = StructuredProperty(entry.property, user)
      } else {
        continue
      }
      if let service = item.value["service"]?.text { property.parameters.append(("service-type", [service])) }
      add(property, of: map, item)
    }
  }

  /// Adds a property with what the entry that it is says beside its value.
  private mutating func add(
    _ property: StructuredProperty, of map: String, _ item: JSONValue.Member, path: [String] = []
  ) {
    var property = property
    let value = item.value
    func put(_ name: String, _ text: String?) { if let text { property.parameters.append((name, [text])) } }
    var types = (value["contexts"]?.words ?? []).compactMap { word in
      Vocabulary.contexts.first { $0.1 == word && (map == "addresses" || $0.0 == "home" || $0.0 == "work") }?.0
    }
    types += (value["features"]?.words ?? []).compactMap { word in Vocabulary.features.first { $0.1 == word }?.0 }
    let other = value["vCardParams"]?.members ?? []
    for parameter in other where parameter.name.lowercased() == "type" { types += texts(parameter.value) }
    if !types.isEmpty { property.parameters.append(("type", types)) }
    put("pref", value["pref"]?.number)
    put("mediatype", value["mediaType"]?.text)
    put("index", value["listAs"]?.number)
    if let level = value["level"]?.text {
      let word = value["kind"] == .string("expertise") ? Vocabulary.levels.first { $0.1 == level }?.0 : level
      put("level", word)
    }
    if map == "notes" {
      put("created", value["created"]?.text.map(CardDate.basic))
      put("author", value["author"]?["uri"]?.text)
      put("author-name", value["author"]?["name"]?.text)
    }
    property.parameters.append(("prop-id", [item.name]))
    noteKey(item.name, path.isEmpty ? [map, item.name] : path)
    addOther(other, to: &property)
    addLabelled(property, Vocabulary.withLabel.contains(map) ? value["label"]?.text : nil)
  }

  private mutating func addOther(_ parameters: [JSONValue.Member], to property: inout StructuredProperty) {
    for parameter in parameters {
      switch parameter.name.lowercased() {
      case "type": break
      case "group": property.group = parameter.value.text ?? ""
      default: property.parameters.append((parameter.name.lowercased(), texts(parameter.value)))
      }
    }
  }

  /// Adds a property with its label in a group, as Apple's programs write it (RFC 9555, section 2.15.2).
  private mutating func addLabelled(_ property: StructuredProperty, _ label: String?) {
    guard let label else { return properties.append(property) }
    var property = property
    if property.group.isEmpty {
      lastItem += 1
      property.group = "item\(lastItem)"
    }
    properties.append(property)
    var name = StructuredProperty("x-ablabel", label)
    name.group = property.group
    properties.append(name)
  }

  private func texts(_ value: JSONValue) -> [String] {
    value.text.map { [$0] } ?? value.number.map { [$0] } ?? value.elements.compactMap(\.text)
  }

  // MARK: Names

  private mutating func readName() {
    let name = card["name"] ?? .object([])
    let components = name["components"]?.elements ?? []
    if let full = name["full"]?.text, !full.isEmpty {
      var property = StructuredProperty("fn", full)
      addOther(name[JSContact.own + "full"]?.members ?? [], to: &property)
      properties.append(property)
    } else {
      // The property is demanded, so what a program would show stands in for it (RFC 9555, section 3.4).
      let full = JSContactName.derived(from: card)
      if !full.isEmpty {
        var property = StructuredProperty("fn", full)
        property.parameters = [("derived", ["TRUE"])]
        properties.append(property)
      }
    }
    guard !components.isEmpty else { return }
    var property = JSContactName.property(of: components)
    let sort = ["surname", "given"].map { name["sortAs"]?[$0]?.text ?? "" }
    if sort != ["", ""] {
      property.parameters.append(("sort-as", [sort[1].isEmpty ? sort[0] : sort.joined(separator: ",")]))
    }
    if let order = JSContactOrder.parameter(of: name, parts: JSContactName.parts(of: property)) {
      property.parameters.append(("jscomps", [order]))
    }
    addOther(name["vCardParams"]?.members ?? [], to: &property)
    properties.append(property)
    for (kind, name) in JSContactName.phonetic {
      let words = components.filter { $0["kind"]?.text == kind }.compactMap { $0["phonetic"]?.text }
      if !words.isEmpty { add(name, words.joined(separator: " ")) }
    }
  }

  // MARK: Organizations

  private mutating func readOrganizations() {
    for item in card["organizations"]?.members ?? [] {
      let units = item.value["units"]?.elements ?? []
      var property = StructuredProperty()
      property.name = "org"
      property.values = [[[item.value["name"]?.text ?? ""]] + units.map { [$0["name"]?.text ?? ""] }]
      let sort = [item.value["sortAs"]?.text ?? ""] + units.map { $0["sortAs"]?.text ?? "" }
      let length = sort.lastIndex { !$0.isEmpty }.map { $0 + 1 } ?? 0
      if length > 0 { property.parameters.append(("sort-as", [sort[..<length].joined(separator: ",")])) }
      add(property, of: "organizations", item)
    }
  }

  /// How to speak to and of somebody.
  private mutating func readForms() {
    if let gender = card["speakToAs"]?["grammaticalGender"]?.text { add("gramgender", gender.uppercased()) }
    for item in card["speakToAs"]?["pronouns"]?.members ?? [] {
      guard let text = item.value["pronouns"]?.text else { continue }
      add(
        StructuredProperty("pronouns", text), of: "pronouns", item,
        path: ["speakToAs", "pronouns", item.name])
    }
  }

  // MARK: Addresses

  private mutating func readAddresses() {
    for item in card["addresses"]?.members ?? [] {
      let value = item.value
      let names = Set(value.members.map(\.name)).subtracting(["vCardParams"])
      if names == ["coordinates"], let place = value["coordinates"]?.text, CardValue.isURI(place.utf8) {
        add(StructuredProperty("geo", place, type: "uri"), of: "addresses", item)
      } else if names == ["timeZone"], let zone = value["timeZone"]?.text {
        let offset = JSContactAddress.offset(of: zone)
        add(
          StructuredProperty("tz", offset ?? zone, type: offset == nil ? "text" : "utc-offset"), of: "addresses", item)
      } else {
        var property = JSContactAddress.property(of: value)
        if let code = value["countryCode"]?.text { property.parameters.append(("cc", [code])) }
        if let place = value["coordinates"]?.text { property.parameters.append(("geo", [place])) }
        if let zone = value["timeZone"]?.text { property.parameters.append(("tz", [zone])) }
        if let label = value["full"]?.text { property.parameters.append(("label", [label])) }
        if let order = JSContactOrder.parameter(of: value, parts: JSContactAddress.parts(of: property)) {
          property.parameters.append(("jscomps", [order]))
        }
        add(property, of: "addresses", item)
      }
    }
  }

  // MARK: Anniversaries, relations

  private mutating func readAnniversaries() {
    for item in card["anniversaries"]?.members ?? [] {
      guard let known = Vocabulary.anniversaries.first(where: { $0.kind == item.value["kind"]?.text }) else { continue }
      let date = item.value["date"] ?? .null
      if let text = JSContactDate.text(of: date) {
        var property = StructuredProperty(known.date, text, type: "date-and-or-time")
        if let scale = date["calendarScale"]?.text { property.parameters.append(("calscale", [scale])) }
        add(property, of: "anniversaries", item)
      }
      guard !known.place.isEmpty, let place = item.value["place"] else { continue }
      let uri = place["coordinates"]?.text
      guard let text = place["full"]?.text ?? uri else { continue }
      var property = StructuredProperty(known.place, text, type: place["full"] == nil ? "uri" : "text")
      property.parameters.append(("prop-id", [item.name]))
      noteKey(item.name, ["anniversaries", item.name])
      properties.append(property)
    }
  }

  private mutating func readRelations() {
    for member in card["members"]?.words ?? [] { add("member", member, type: type(of: "member", member)) }
    for item in card["relatedTo"]?.members ?? [] {
      var property = StructuredProperty("related", item.name, type: type(of: "related", item.name))
      let types = item.value["relation"]?.words ?? []
      if !types.isEmpty { property.parameters = [("type", types)] }
      addOther(item.value["vCardParams"]?.members ?? [], to: &property)
      properties.append(property)
    }
  }

  /// An extra field that came from no card.
  private mutating func readOwn(_ member: JSONValue.Member) {
    let name = String(member.name.dropFirst(JSContact.own.count))
    let values = member.value.text.map { [$0] } ?? member.value.elements.compactMap(\.text)
    guard name != "reason", !values.isEmpty else { return }
    var property = StructuredProperty()
    property.name = "x-switchbook-extra"
    property.values = [([name] + values).map { [$0] }]
    properties.append(property)
  }
}

extension JSONValue {
  /// A number as it is written; nil for anything else.
  var number: String? { if case .number(let text) = self { text } else { nil } }
}
