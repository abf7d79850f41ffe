import Contacts

/// Parts entries into documents that a device holds.
struct DirectoryPages {
  private let writer: DirectoryWriter
  private let title: String
  private let entries: [EntryComposer.Entry]

  init(_ writer: DirectoryWriter, title: String, entries: [EntryComposer.Entry]) {
    self.writer = writer
    self.title = title
    self.entries = entries
  }

  /// The entries of each document; one empty range where there are none.
  ///
  /// - Throws: ``Failure`` where there are too many and the format knows no second document.
  func parts() throws(Failure) -> [Range<Int>] {
    let limits = writer.layout.limits
    let maximum = limits.entries ?? .max
    guard writer.format.writing.tooMany != .fail else {
      if entries.count > maximum {
        throw writer.tooMany("\(writer.format.id) holds \(maximum) entries", entries.count, maximum)
      }
      return [0..<entries.count]
    }
    let empty = try limits.fileBytes == nil ? 0 : size(of: [], hasLinks: true)
    let room = limits.fileBytes.map { $0 - empty } ?? .max
    var parts: [Range<Int>] = []
    var start = 0
    var filled = 0
    for (index, entry) in entries.enumerated() {
      let size = try limits.fileBytes == nil ? 0 : size(of: [entry], hasLinks: true) - empty
      if index > start, index - start >= maximum || filled + size > room {
        parts.append(start..<index)
        start = index
        filled = 0
      }
      filled += size
    }
    return parts + [start..<entries.count]
  }

  /// The bytes of a document with some entries; links are of the longest name that a page could have.
  private func size(of entries: [EntryComposer.Entry], hasLinks: Bool) throws(Failure) -> Int {
    var document = DirectoryDocument(
      writer, title: title, phonebooks: [], members: Array(entries.indices)
    ) { [entries[$0]] }
    if hasLinks, writer.format.writing.tooMany == .pages {
      let link = "\(writer.options.settings["url"] ?? "")/\(writer.options.stem)-999999.xml"
      document.page.next = link
      document.page.previous = link
    }
    document.page.total = self.entries.count
    document.page.first = self.entries.count
    document.page.last = self.entries.count
    var unheard = DiagnosticLog()
    return try document.bytes(root: writer.layout.roots.first ?? "", writer.layout.map, log: &unheard).count
  }
}
