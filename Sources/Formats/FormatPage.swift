public import Contacts

/// A page of documentation that the descriptors make: what a vendor's phones load, hold and need.
public struct FormatPage: Sendable {
  /// The vendor, or the list of all.
  public let title: String
  /// The page's file name, as `yealink.md`.
  public let fileName: String
  /// Markdown.
  public let text: String

  /// A page for every vendor of `library`, the list of them first.
  public static func all(of library: FormatLibrary) throws(Failure) -> [FormatPage] {
    let formats = try library.formats.filter { !$0.vendor.isEmpty }
    let vendors = Set(formats.map(\.vendor)).sorted()
    let pages = vendors.map { vendor in FormatPage(vendor, formats.filter { $0.vendor == vendor }) }
    var list =
      "# Phones\n\nWhat each vendor's phones load, made from the descriptors in `Formats/` by `make golden`.\n\n"
    list += "| vendor | formats |\n| --- | --- |\n"
    for (vendor, page) in zip(vendors, pages) {
      let names = formats.filter { $0.vendor == vendor }.map { "`\($0.id)`" }.joined(separator: " ")
      list += "| [\(vendor)](\(page.fileName)) | \(names) |\n"
    }
    return [FormatPage(title: "Phones", fileName: "README.md", text: list)] + pages
  }

  private init(title: String, fileName: String, text: String) {
    self.title = title
    self.fileName = fileName
    self.text = text
  }

  private init(_ vendor: String, _ formats: [Format]) {
    let words = vendor.lowercased().split { !$0.isLetter && !$0.isNumber }
    let sections = formats.map { format in
      var text = "## \(format.title)\n\n`switchbook export acme --to \(format.id) -o acme.\(format.suffix)`\n"
      if !format.loading.isEmpty { text += "\n" + format.loading + "\n" }
      text += "\n" + format.table + "\n" + format.limitLines.map { "- \($0)\n" }.joined()
      if !format.variants.isEmpty {
        text += "- Variants: \(format.variants.map { "`\($0.id)` (\($0.title))" }.joined(separator: ", "))\n"
      }
      return text + "- Source: \(format.source.split(whereSeparator: \.isNewline).joined(separator: " "))\n"
    }
    self.init(
      title: vendor, fileName: words.joined(separator: "-") + ".md",
      text: (["# \(vendor)\n"] + sections).joined(separator: "\n"))
  }
}

extension Format {
  /// What stands where, as a table in Markdown.
  fileprivate var table: String {
    var rows: [(place: String, holds: String)] = []
    if let directory {
      func add(_ map: DirectoryMap, below path: String) {
        for entry in map.entries {
          let place = path.isEmpty ? entry.place.text : entry.place.text == "." ? path : "\(path)/\(entry.place.text)"
          for content in entry.contents {
            switch content {
            case .element(let element):
              if let each = element.each { rows.append((place, "one for each \(each.rawValue)")) }
              add(element.map, below: place)
            case .value(let value):
              if let holds = value.holds(directory) { rows.append((place, holds)) }
            }
          }
        }
      }
      add(directory.map, below: "")
    } else {
      rows = rules.map { ($0.locator.text, $0.meaning.name) }
    }
    return "| place | holds |\n| --- | --- |\n"
      + rows.map { "| `\($0.place)` | \($0.holds.replacing("|", with: "\\|")) |\n" }.joined()
  }

  /// What the device holds, a sentence each.
  fileprivate var limitLines: [String] {
    var lines: [String] = []
    let limits = directory?.limits
    if let entries = limits?.entries {
      let more =
        switch writing.tooMany {
        case .fail: "more are refused"
        case .pages: "more make further pages"
        case .files: "more make further files"
        }
      lines.append("Entries: \(entries); \(more).")
    }
    if let phonebooks = limits?.phonebooks { lines.append("Phonebooks: \(phonebooks).") }
    if let bytes = limits?.fileBytes { lines.append("File: \(bytes) bytes.") }
    for field in TextField.allCases {
      if let rule = profile.rules.texts[field] { lines.append("`\(field.rawValue)`: \(rule.words).") }
    }
    if let rule = profile.rules.number { lines.append("Numbers: \(rule.words).") }
    if let rule = limits?.phonebookName { lines.append("Names of phonebooks: \(rule.words).") }
    for unique in DirectoryLayout.Limits.Unique.allCases where limits?.unique.contains(unique) == true {
      lines.append("No two entries share `\(unique.rawValue)`.")
    }
    let more = writing.moreNumbers == .furtherEntries ? "become further entries" : "are told as lost"
    if syntax == .xml, directory?.numbersAnEntry != .max {
      lines.append("Numbers that an entry has no place for \(more).")
    }
    if writing.dial != .e164 { lines.append("Numbers are dialled without a plus sign.") }
    for need in directory?.needs ?? [] { lines.append("Needs `--set \(need.name)=…`: \(need.what).") }
    return lines
  }
}

extension TextRule {
  fileprivate var words: String {
    var parts: [String] = []
    if let maximumCharacters { parts.append("at most \(maximumCharacters) characters") }
    if let maximumBytes { parts.append("at most \(maximumBytes) bytes") }
    if let allowed { parts.append("only `\(allowed.pattern)`") }
    if let denied { parts.append("without `\(denied.pattern)`") }
    return parts.joined(separator: ", ")
  }
}

extension DirectoryValue {
  /// What stands at the place, for people; nil where that is nothing that a contact has.
  fileprivate func holds(_ layout: DirectoryLayout) -> String? {
    switch meaning {
    case .rule(let index):
      let rule = layout.rules[index]
      return rule.isKindOfNumber ? "the number's kind" : rule.meaning.name
    case .number: return "number"
    case .numberKind: return "the number's kind"
    case .firstNumber: return "whether it is the first number"
    case .numberExtra(let name): return "\(name), of the number"
    case .email: return "e-mail"
    case .title: return "the title"
    case .phonebookName: return "the phonebook's name"
    case .phonebookID: return "the phonebook's number"
    case .composed: return patterns.isEmpty ? nil : "name and number in one text"
    case .position, .page, .fixed, .ignored: return nil
    }
  }
}

extension Meaning {
  /// The meaning as a descriptor writes it.
  fileprivate var name: String {
    switch self {
    case .text(let field): field.rawValue
    case .number(let kind, let ordinal):
      "number" + (kind.map { ".\($0.rawValue)" } ?? "") + (ordinal > 1 ? ".\(ordinal)" : "")
    case .numberLabel: "number-label"
    case .email(let setting, _): "email" + (setting.map { ".\($0.rawValue)" } ?? "")
    case .address(let setting, let part): "address.\(setting.rawValue).\(part.rawValue)"
    case .url: "url"
    case .phonebooks: "phonebooks"
    case .birthday(let part): "birthday.\(part.rawValue)"
    case .extra(let name): "extra \(name)"
    case .ignored: "ignored"
    }
  }
}
