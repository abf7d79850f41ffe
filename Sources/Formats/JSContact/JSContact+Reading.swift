import Contacts
import JSONSyntax

/// Contacts in JSON (RFC 9553), as RFC 9555 relates them to vCard.
enum JSContact {
  /// The prefix of extra fields that are members of a card, as in `jscontact:example.com:customer`; their values are JSON.
  static let prefix = "jscontact:"

  /// The prefix of members that are extra fields of other formats.
  static let own = "switchbook:"

  /// The contact of a card, and the members of mapped objects that no field holds; nil where the value is no card.
  static func contact(of card: JSONValue) -> (contact: Contact, lost: [String])? {
    guard case .object(let members) = card, card["@type"]?.text.map({ $0 == "Card" }) ?? true else { return nil }
    var reading = Reading()
    for member in members { reading.read(member) }
    return (reading.contact, reading.lost)
  }

  private struct Reading {
    var contact = Contact()
    var lost: [String] = []

    mutating func read(_ member: JSONValue.Member) {
      let value = member.value
      switch member.name {
      case "@type", "version": break
      case "uid": readIdentity(value.text ?? "")
      case "updated": contact.revised = value.text ?? ""
      case "name": readName(value)
      case "nicknames":
        contact.name.nickname = each(value, "nicknames", ["name"]) { $0["name"]?.text ?? "" }.joined(separator: ", ")
      case "organizations": readOrganizations(value, member)
      case "titles": readTitles(value, member)
      case "phones": readPhones(value)
      case "emails": readEmails(value)
      case "addresses": readAddresses(value)
      case "links":
        contact.urls = each(value, "links", ["uri"]) { $0["uri"]?.text ?? "" }.filter { !$0.isEmpty }
      case "notes": contact.note = each(value, "notes", ["note"]) { $0["note"]?.text ?? "" }.joined(separator: "\n")
      case "keywords": contact.phonebooks = value.members.map(\.name)
      case "anniversaries": readAnniversaries(value, member)
      case "media": readMedia(value, member)
      case "switchbook:reason": break
      default: keep(member)
      }
    }

    private mutating func keep(_ member: JSONValue.Member) {
      if member.name.hasPrefix(JSContact.own) {
        let values = member.value.text.map { [$0] } ?? member.value.elements.compactMap(\.text)
        for value in values { contact.keep(value, as: String(member.name.dropFirst(JSContact.own.count))) }
        return
      }
      var writer = JSONWriter()
      writer.append(member.value)
      contact.keep(String(decoding: writer.take(), as: UTF8.self), as: prefix + member.name)
    }

    /// The objects of a map in order; tells members that are not among `known`.
    private mutating func each<Result>(
      _ map: JSONValue, _ name: String, _ known: Set<String>, _ body: (JSONValue) -> Result
    ) -> [Result] {
      map.members.map { entry in
        for member in entry.value.members where !known.contains(member.name) && member.name != "@type" {
          lost.append("\(name)/\(member.name)")
        }
        return body(entry.value)
      }
    }

    private mutating func readIdentity(_ uid: String) {
      if !uid.isEmpty { contact.source = SourceRecord(system: CardReading.system, id: uid) }
    }

    private mutating func readName(_ value: JSONValue) {
      contact.name.display = value["full"]?.text ?? ""
      for component in value["components"]?.elements ?? [] {
        guard let text = component["value"]?.text, !text.isEmpty else { continue }
        func add(_ field: TextField, _ text: String) {
          contact[field] += contact[field].isEmpty ? text : " " + text
        }
        let phonetic = component["phonetic"]?.text ?? ""
        switch component["kind"]?.text {
        case "title": add(.prefix, text)
        case "given":
          add(.given, text)
          if !phonetic.isEmpty { add(.phoneticGiven, phonetic) }
        case "given2": add(.middle, text)
        case "surname", "surname2":
          add(.family, text)
          if !phonetic.isEmpty { add(.phoneticFamily, phonetic) }
        case "generation", "credential": add(.suffix, text)
        case "separator": break
        default: lost.append("name/\(component["kind"]?.text ?? "component")")
        }
      }
    }

    private mutating func readOrganizations(_ value: JSONValue, _ member: JSONValue.Member) {
      let found = each(value, "organizations", ["name", "units"]) { entry in
        (entry["name"]?.text ?? "", (entry["units"]?.elements ?? []).compactMap { $0["name"]?.text })
      }
      contact.organization = found.first?.0 ?? ""
      contact.department = found.first?.1.joined(separator: "; ") ?? ""
      if found.count > 1 { lost.append("organizations") }
    }

    private mutating func readTitles(_ value: JSONValue, _ member: JSONValue.Member) {
      let found = each(value, "titles", ["name", "kind"]) { ($0["name"]?.text ?? "", $0["kind"]?.text ?? "title") }
      contact.title = found.first { $0.1 == "title" }?.0 ?? ""
      if found.count > 1 || found.first.map({ $0.1 != "title" }) == true { lost.append("titles") }
    }

    private func has(_ entry: JSONValue, _ set: String, _ name: String) -> Bool {
      entry[set]?[name] == .bool(true)
    }

    private func setting(_ entry: JSONValue) -> Setting {
      has(entry, "contexts", "work") ? .work : has(entry, "contexts", "private") ? .home : .other
    }

    private mutating func readPhones(_ value: JSONValue) {
      let found = each(value, "phones", ["number", "contexts", "features", "label"]) { $0 }
      for entry in found {
        var raw = entry["number"]?.text ?? ""
        if raw.lowercased().hasPrefix("tel:") {
          let parts = raw.dropFirst(4).split(separator: ";", omittingEmptySubsequences: false)
          raw = String(parts.first ?? "")
          for part in parts.dropFirst() where part.lowercased().hasPrefix("ext=") {
            raw += " ext. " + part.dropFirst(4)
          }
        }
        guard !raw.isEmpty else { continue }
        let setting = setting(entry)
        let label = entry["label"]?.text ?? ""
        let kind: Number.Kind? =
          if has(entry, "features", "fax") {
            setting == .home ? .homeFax : .businessFax
          } else if has(entry, "features", "pager") {
            .pager
          } else if has(entry, "features", "mobile") {
            .mobile
          } else {
            setting == .work || has(entry, "features", "main-number") ? .business : setting == .home ? .home : nil
          }
        contact.numbers.append(Number(kind: kind ?? KindWords.kind(of: label) ?? .other, label: label, raw: raw))
      }
    }

    private mutating func readEmails(_ value: JSONValue) {
      for entry in each(value, "emails", ["address", "contexts", "label"], { $0 }) {
        guard let address = entry["address"]?.text, !address.isEmpty else { continue }
        contact.emails.append(Email(kind: setting(entry), address: address, label: entry["label"]?.text ?? ""))
      }
    }

    private mutating func readAddresses(_ value: JSONValue) {
      for entry in each(value, "addresses", ["components", "countryCode", "full", "contexts", "isOrdered"], { $0 }) {
        var address = PostalAddress(kind: setting(entry))
        for component in entry["components"]?.elements ?? [] {
          guard let text = component["value"]?.text, let part = part(component["kind"]?.text ?? "") else { continue }
          address[part] += address[part].isEmpty ? text : " " + text
        }
        if address.country.isEmpty { address.country = entry["countryCode"]?.text ?? "" }
        if address.isEmpty { address.street = entry["full"]?.text ?? "" }
        if !address.isEmpty { contact.addresses.append(address) }
      }
    }

    private func part(_ kind: String) -> PostalAddress.Part? {
      switch kind {
      case "postOfficeBox": .poBox
      case "apartment", "room", "floor", "building", "extension": .extended
      case "name", "number", "block", "direction", "landmark", "district", "subdistrict": .street
      case "locality": .locality
      case "region": .region
      case "postcode": .postalCode
      case "country": .country
      default: nil
      }
    }

    private mutating func readAnniversaries(_ value: JSONValue, _ member: JSONValue.Member) {
      for entry in each(value, "anniversaries", ["kind", "date"], { $0 }) {
        guard entry["kind"]?.text == "birth", contact.birthday.isEmpty, let date = entry["date"] else {
          lost.append("anniversaries")
          continue
        }
        func digits(_ name: String, _ width: Int) -> String? {
          guard case .number(let text)? = date[name], let number = Int(text), number >= 0 else { return nil }
          return String(repeating: "0", count: max(0, width - String(number).count)) + String(number)
        }
        if let utc = date["utc"]?.text {
          contact.birthday = CardDate.extended(String(utc.prefix(10))) ?? utc
        } else if let month = digits("month", 2), let day = digits("day", 2) {
          contact.birthday = digits("year", 4).map { "\($0)-\(month)-\(day)" } ?? "--\(month)-\(day)"
        } else {
          contact.birthday = [digits("year", 4), digits("month", 2)].compactMap { $0 }.joined(separator: "-")
        }
      }
    }

    private mutating func readMedia(_ value: JSONValue, _ member: JSONValue.Member) {
      for entry in each(value, "media", ["kind", "uri", "mediaType"], { $0 }) {
        if entry["kind"]?.text == "photo", contact.photo.isEmpty {
          contact.photo = entry["uri"]?.text ?? ""
        } else {
          lost.append("media")
        }
      }
    }
  }
}
