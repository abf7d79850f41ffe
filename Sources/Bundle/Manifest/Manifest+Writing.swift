import YAMLSyntax

extension Manifest {
  /// `bundle.yaml` of a new bundle: always the same bytes for the same manifest.
  var yaml: [UInt8] {
    var text = "version: \(Self.currentVersion)\n"
    for (key, value) in scalars { text += "\(key): \(value)\n" }
    if !extensions.isEmpty { text += "extensions:\n" + extensions.map { "- \($0.entries.flow)\n" }.joined() }
    if !phonebooks.isEmpty { text += "phonebooks:\n" + phonebooks.map { "- \($0.entries.flow)\n" }.joined() }
    text += "\(Self.filesComment)\n" + fileLines.map { "\($0)\n" }.joined()
    return Array(text.utf8)
  }

  static let filesComment = "# What follows is kept by the program."

  /// The keys with single values that are present, in canonical order, with their values as YAML.
  var scalars: [(key: String, value: String)] {
    [
      ("profile", profile.isEmpty ? "" : profile.yamlScalar),
      ("region", region.isEmpty ? "" : region.yamlScalar),
      ("maximum-extensions", maximumExtensions.map(String.init) ?? ""),
      ("history", history.map(String.init) ?? ""),
    ].filter { !$0.1.isEmpty }
  }

  /// The lines of the key `files`.
  var fileLines: [String] {
    if files.isEmpty { return ["files: {}"] }
    return ["files:"]
      + files.sorted { $0.key < $1.key }.map { path, record in
        "  \(path.yamlScalar): {contacts: \(record.contacts), sha256: \(record.sha256.yamlScalar)}"
      }
  }
}

/// The keys of a mapping in canonical order, with their values as YAML on one line.
typealias FlowEntries = [(key: String, value: String)]

extension FlowEntries {
  /// As one mapping on one line.
  var flow: String { "{\(map { "\($0.key): \($0.value)" }.joined(separator: ", "))}" }
}

extension Manifest.Extension {
  var entries: FlowEntries {
    var entries: FlowEntries = [("number", number.description.yamlScalar)]
    if !name.isEmpty { entries.append(("name", name.yamlScalar)) }
    if !groups.isEmpty { entries.append(("groups", groups.yamlList)) }
    if !department.isEmpty { entries.append(("department", department.yamlScalar)) }
    return entries
  }
}

extension Manifest.Phonebook {
  var entries: FlowEntries {
    var entries: FlowEntries = [("name", name.yamlScalar)]
    if kind != .native { entries.append(("kind", kind.rawValue)) }
    switch members {
    case .byHand: break
    case .all: entries.append(("members", "all"))
    case .rule(let conditions): entries.append(("members", conditions.map(\.entry).flow))
    }
    if !view.isEmpty { entries.append(("view", view.map(\.description).yamlList)) }
    if !manage.isEmpty { entries.append(("manage", manage.map(\.description).yamlList)) }
    return entries
  }
}

extension Manifest.Condition {
  var entry: (key: String, value: String) {
    (field.yamlScalar, patterns.count == 1 ? patterns[0].yamlScalar : patterns.yamlList)
  }
}

extension String {
  /// The text with the quotes that YAML needs.
  var yamlScalar: String {
    var writer = YAMLWriter()
    writer.scalar(self)
    return String(decoding: writer.take(), as: UTF8.self)
  }
}

extension [String] {
  /// As a list on one line.
  fileprivate var yamlList: String { "[\(map(\.yamlScalar).joined(separator: ", "))]" }
}
