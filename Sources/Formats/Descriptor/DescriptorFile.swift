import Contacts
import TextEncoding
import YAMLSyntax

/// A descriptor's file, parsed and not yet understood.
struct DescriptorFile: Sendable {
  let node: YAMLNode
  let origin: String

  init(_ bytes: UnsafeRawBufferPointer, origin: String) throws(Failure) {
    do throws(YAMLError) {
      node = try YAMLNode.parse(bytes)
    } catch {
      throw Failure(.descriptorInvalid, error.message, file: origin, line: error.line, column: error.column)
    }
    self.origin = origin
  }

  /// One that a build has parsed.
  init(stored: StaticString, origin: String) { self.init(node: YAMLNode(stored: stored), origin: origin) }

  /// Reads the file at `path`.
  init(path: String) throws(Failure) {
    let file = try FileBytes(named: path)
    // The bytes are the file's, which must not close before they are read.
    defer { withExtendedLifetime(file) {} }
    try self.init(file.bytes, origin: path)
  }

  private init(node: YAMLNode, origin: String) {
    self.node = node
    self.origin = origin
  }

  /// The name that it gives its format.
  var id: String { node["format"]?.scalar ?? "" }

  /// The name of the format that it is like.
  var like: String? { node["like"].map { $0.scalar ?? "" } }

  /// The descriptor with what it takes over from the one that it is like.
  ///
  /// - Parameter isOutline: whether that of which an outline is made is enough.
  func complete(among library: FormatLibrary, isOutline: Bool = false) throws(Failure) -> DescriptorFile {
    guard let like = node["like"] else { return self }
    func failure(_ what: String) -> Failure {
      Failure(.descriptorInvalid, what, file: origin, line: like.line, column: like.column)
    }
    let name = like.scalar ?? ""
    guard let base = library.descriptor(named: name, isOutline: isOutline) else {
      throw failure(DescriptorMistake.unknown("format", name, among: library.names).what)
    }
    guard base.node["like"] == nil else { throw failure("\(name) is itself like another format") }
    // A file is recognised as one format, and variants are of models that the other vendor does not make.
    let taken = base.node.without(["recognise", "variants", "load", "vendor"])
      .placed(line: like.line, column: like.column)
    return DescriptorFile(node: taken.changed(by: node.without(["like"])), origin: origin)
  }

  /// The descriptor's variants, each a descriptor of its own.
  func variants() throws(Failure) -> [DescriptorFile] {
    guard case .mapping(let variants)? = node["variants"]?.content else { return [] }
    let base = node.without(["variants", "recognise"])
    var result: [DescriptorFile] = []
    for (key, value) in variants {
      _ = try Section(value, of: "a variant", in: origin, known: ["title", "limits", "write", "kinds"])
      let name = YAMLNode(content: .scalar("\(id)/\(key.scalar ?? "")"), line: key.line, column: key.column)
      let title = "\(node["title"]?.scalar ?? ""), \(value["title"]?.scalar ?? key.scalar ?? "")"
      let words = YAMLNode(
        content: .mapping([
          (.text("format", at: key), name), (.text("title", at: key), .text(title, at: value)),
        ]), line: key.line, column: key.column)
      result.append(DescriptorFile(node: base.changed(by: value).changed(by: words), origin: origin))
    }
    return result
  }
}

extension YAMLNode {
  fileprivate static func text(_ text: String, at node: YAMLNode) -> YAMLNode {
    YAMLNode(content: .scalar(text), line: node.line, column: node.column)
  }

  subscript(key: String) -> YAMLNode? {
    guard case .mapping(let entries) = content else { return nil }
    return entries.first { $0.key.scalar == key }?.value
  }

  fileprivate func without(_ keys: Set<String>) -> YAMLNode {
    guard case .mapping(let entries) = content else { return self }
    let kept = entries.filter { !keys.contains($0.key.scalar ?? "") }
    return YAMLNode(content: .mapping(kept), line: line, column: column)
  }

  /// The mapping with the keys of another: a key with nothing after it drops what was there, mappings are merged, but
  /// `map`, whose order matters, is replaced whole.
  fileprivate func changed(by other: YAMLNode) -> YAMLNode {
    guard case .mapping(var entries) = content, case .mapping(let changes) = other.content else { return other }
    for (key, value) in changes {
      let known = entries.firstIndex { $0.key.scalar == key.scalar }
      if value.scalar == "" {
        if let known { entries.remove(at: known) }
      } else if let known {
        entries[known] = (key, key.scalar == "map" ? value : entries[known].value.changed(by: value))
      } else {
        entries.append((key, value))
      }
    }
    return YAMLNode(content: .mapping(entries), line: other.line, column: other.column)
  }
}
