import Contacts

extension Manifest {
  private static let order = [
    "version", "profile", "region", "maximum-extensions", "history", "extensions", "phonebooks", "files",
  ]

  /// `bundle.yaml` after a change: `text`, which says `old`, with only that rewritten in which this manifest differs.
  ///
  /// What was written is read again and must say this manifest; a layout that the edit cannot follow is given up for
  /// the canonical one.
  func yaml(editing text: String, saying old: Manifest) -> [UInt8] {
    guard var edit = ManifestText(text) else { return yaml }
    edit.set("version", to: String(Self.currentVersion), order: Self.order)
    for key in ["profile", "region", "maximum-extensions", "history"] {
      let value = scalars.first { $0.key == key }?.value
      if value != old.scalars.first(where: { $0.key == key })?.value { edit.set(key, to: value, order: Self.order) }
    }
    if extensions != old.extensions {
      edit.setItems(
        "extensions", from: old.extensions.map(\.entries), to: extensions.map(\.entries),
        matches: Self.matches(extensions.map(\.number.description), in: old.extensions.map(\.number.description)),
        order: Self.order)
    }
    // Version 1 wrote permissions in other words.
    let isOlder = edit.value(of: "version") != String(Self.currentVersion)
    if phonebooks != old.phonebooks || isOlder {
      let before = old.phonebooks.map { isOlder ? $0.entries.filter { $0.key == "name" } : $0.entries }
      edit.setItems(
        "phonebooks", from: before, to: phonebooks.map(\.entries),
        matches: Self.matches(phonebooks.map(\.name), in: old.phonebooks.map(\.name)), order: Self.order)
    }
    if files != old.files || edit.value(of: "files") == nil {
      edit.replace("files", with: fileLines, order: Self.order, comment: Self.filesComment)
    }
    guard let text = edit.text else { return yaml }
    let result = Array(text.utf8)
    let said = result.withUnsafeBytes { bytes in try? Manifest(yaml: bytes, file: "bundle.yaml") }
    return said == self ? result : yaml
  }

  /// For each of `new`, where it was among `old`: by name, or by place where one name was exchanged for another.
  private static func matches(_ new: [String], in old: [String]) -> [Int?] {
    var places: [String: Int] = [:]
    for (index, name) in old.enumerated() { places[name] = index }
    let known = Set(new)
    return new.indices.map { index in
      if let place = places[new[index]] { return place }
      return new.count == old.count && !known.contains(old[index]) ? index : nil
    }
  }
}
