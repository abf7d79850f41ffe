package import Contacts
package import YAMLSyntax

extension Contact {
  /// Writes the contact as an item of a canonical sequence: fixed key order, fixed quoting, absent fields left out.
  package func write(to yaml: inout YAMLWriter) {
    yaml.raw("- id: ")
    yaml.scalar(id)
    yaml.raw("\n")
    yaml.line("owner", owner)
    writeName(to: &yaml)
    yaml.line("organization", organization)
    yaml.line("department", department)
    yaml.line("title", title)
    if !numbers.isEmpty {
      yaml.raw("  numbers:\n")
      for number in numbers { number.write(to: &yaml) }
    }
    if !emails.isEmpty {
      yaml.raw("  emails:\n")
      for email in emails {
        yaml.raw("  - {kind: ")
        yaml.plain(email.kind.rawValue)
        yaml.pair("address", email.address)
        yaml.pair("label", email.label)
        yaml.raw("}\n")
      }
    }
    if !addresses.isEmpty {
      yaml.raw("  addresses:\n")
      for address in addresses { address.write(to: &yaml) }
    }
    yaml.list("urls", urls)
    yaml.line("note", note)
    yaml.line("birthday", birthday)
    yaml.line("photo", photo)
    yaml.list("phonebooks", phonebooks)
    yaml.line("revised", revised)
    if source != SourceRecord() {
      yaml.raw("  source: {system: ")
      yaml.scalar(source.system)
      yaml.raw(", id: ")
      yaml.scalar(source.id)
      yaml.raw("}\n")
    }
    yaml.list("aliases", aliases)
    writeExtras(to: &yaml)
  }

  private func writeName(to yaml: inout YAMLWriter) {
    var isFirst = true
    func part(_ key: StaticString, _ text: String) {
      if text.isEmpty { return }
      yaml.raw(isFirst ? "  name: {" : ", ")
      isFirst = false
      yaml.raw(key)
      yaml.scalar(text)
    }
    part("display: ", name.display)
    part("prefix: ", name.prefix)
    part("given: ", name.given)
    part("middle: ", name.middle)
    part("family: ", name.family)
    part("suffix: ", name.suffix)
    part("nickname: ", name.nickname)
    part("phonetic-given: ", name.phoneticGiven)
    part("phonetic-family: ", name.phoneticFamily)
    if !isFirst { yaml.raw("}\n") }
  }

  private func writeExtras(to yaml: inout YAMLWriter) {
    if extras.isEmpty { return }
    yaml.raw("  extras: {")
    for (index, extra) in extras.enumerated() {
      if index > 0 { yaml.raw(", ") }
      yaml.key(extra.name)
      if extra.values.count == 1 { yaml.scalar(extra.values[0]) } else { yaml.flow(extra.values) }
    }
    yaml.raw("}\n")
  }
}

extension Number {
  fileprivate func write(to yaml: inout YAMLWriter) {
    yaml.raw("  - {kind: ")
    yaml.plain(kind.rawValue)
    if !number.isEmpty {
      // E.164 is digits behind a plus sign and needs its quotes always.
      yaml.raw(", number: \"")
      yaml.plain(number)
      yaml.raw("\"")
    }
    yaml.pair("extension", self.extension)
    yaml.pair("internal", self.internal)
    yaml.pair("label", label)
    yaml.pair("raw", raw)
    yaml.raw("}\n")
  }
}

extension PostalAddress {
  fileprivate func write(to yaml: inout YAMLWriter) {
    yaml.raw("  - {kind: ")
    yaml.plain(kind.rawValue)
    yaml.pair("po-box", poBox)
    yaml.pair("extended", extended)
    yaml.pair("street", street)
    yaml.pair("locality", locality)
    yaml.pair("region", region)
    yaml.pair("postal-code", postalCode)
    yaml.pair("country", country)
    yaml.raw("}\n")
  }
}

extension YAMLWriter {
  /// `  key: text`, or nothing where the text is absent.
  fileprivate mutating func line(_ key: StaticString, _ text: String) {
    if text.isEmpty { return }
    raw("  ")
    raw(key)
    raw(": ")
    scalar(text)
    raw("\n")
  }

  /// `, key: text`, or nothing where the text is absent.
  fileprivate mutating func pair(_ key: StaticString, _ text: String) {
    if text.isEmpty { return }
    raw(", ")
    raw(key)
    raw(": ")
    scalar(text)
  }

  /// `  key: [a, b]`, or nothing where the list is empty.
  fileprivate mutating func list(_ key: StaticString, _ texts: [String]) {
    if texts.isEmpty { return }
    raw("  ")
    raw(key)
    raw(": ")
    flow(texts)
    raw("\n")
  }

  fileprivate mutating func flow(_ texts: [String]) {
    raw("[")
    for (index, text) in texts.enumerated() {
      if index > 0 { raw(", ") }
      scalar(text)
    }
    raw("]")
  }
}
