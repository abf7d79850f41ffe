import YAMLSyntax

extension Manifest {
  /// `bundle.yaml`: always the same bytes for the same manifest.
  var yaml: [UInt8] {
    var writer = YAMLWriter()
    writer.raw("version: \(Self.currentVersion)\n")
    writer.line("profile", profile)
    writer.line("region", region)
    if let maximumExtensions { writer.raw("maximum-extensions: \(maximumExtensions)\n") }
    if !extensions.isEmpty { writer.raw("extensions:\n") }
    for one in extensions {
      writer.raw("- {number: ")
      writer.scalar(one.number)
      writer.pair("name", one.name)
      writer.pair("groups", one.groups)
      writer.pair("department", one.department)
      writer.raw("}\n")
    }
    if !phonebooks.isEmpty { writer.raw("phonebooks:\n") }
    for one in phonebooks {
      writer.raw("- {name: ")
      writer.scalar(one.name)
      writer.pair("view", one.view)
      writer.pair("manage", one.manage)
      writer.raw("}\n")
    }
    writer.raw("# What follows is kept by the program.\n")
    writer.raw("files:\(files.isEmpty ? " {}" : "")\n")
    for (path, record) in files.sorted(by: { $0.key < $1.key }) {
      writer.raw("  ")
      writer.scalar(path)
      writer.raw(": {contacts: \(record.contacts), sha256: ")
      writer.scalar(record.sha256)
      writer.raw("}\n")
    }
    return writer.take()
  }
}

extension YAMLWriter {
  fileprivate mutating func line(_ key: String, _ text: String) {
    if text.isEmpty { return }
    raw("\(key): ")
    scalar(text)
    raw("\n")
  }

  fileprivate mutating func pair(_ key: String, _ text: String) {
    if text.isEmpty { return }
    raw(", \(key): ")
    scalar(text)
  }

  fileprivate mutating func pair(_ key: String, _ texts: [String]) {
    if texts.isEmpty { return }
    raw(", \(key): [")
    for (index, text) in texts.enumerated() {
      if index > 0 { raw(", ") }
      scalar(text)
    }
    raw("]")
  }
}
