import Contacts
import Formats
import YAMLSyntax

extension Manifest {
  /// Reads `bundle.yaml`.
  ///
  /// - Throws: ``Failure`` with line and column of the first mistake, and the nearest known word where one is misspelt.
  init(yaml: UnsafeRawBufferPointer, file: String) throws(Failure) {
    let node: YAMLNode
    do throws(YAMLError) { node = try YAMLNode.parse(yaml) } catch {
      throw Failure(.bundleInvalid, error.message, file: file, line: error.line, column: error.column)
    }
    let top = try Section(
      node, of: "a bundle", in: file, code: .bundleInvalid,
      known: ["version", "profile", "region", "maximum-extensions", "extensions", "phonebooks", "files"])
    guard let version = try top.number("version") else {
      throw top.failure("the key \"version\" is missing", at: top.node)
    }
    guard version <= Self.currentVersion else {
      throw top.failure(
        "the bundle has version \(version), this program knows versions up to \(Self.currentVersion)",
        at: top["version"] ?? top.node)
    }
    profile = try top.text("profile") ?? ""
    region = try top.text("region") ?? ""
    maximumExtensions = try top.number("maximum-extensions")
    extensions = try Self.extensions(in: top)
    phonebooks = try Self.phonebooks(in: top)
    for (key, value) in try top.section("files", known: nil)?.all ?? [] {
      let path = key.scalar ?? ""
      guard Bundle.Scope(file: path) != nil else {
        throw top.failure("a bundle has no file \"\(path)\"", at: key)
      }
      let record = try Section(
        value, of: "a file", in: file, code: .bundleInvalid, known: ["contacts", "sha256"])
      files[path] = FileRecord(contacts: try record.number("contacts") ?? 0, sha256: try record.required("sha256"))
    }
  }

  private static func extensions(in top: Section) throws(Failure) -> [Extension] {
    var known = Set<String>()
    var result: [Extension] = []
    for item in try top.items("extensions") {
      let section = try Section(
        item, of: "an extension", in: top.file, code: .bundleInvalid,
        known: ["number", "name", "groups", "department"])
      var one = Extension(number: try section.required("number"))
      let place = section["number"] ?? item
      guard Extension.isNumber(one.number) else {
        throw section.failure("\"\(one.number)\" is no extension number: digits, letters, dashes", at: place)
      }
      guard known.insert(one.number).inserted else {
        throw Failure(
          .extensionRepeated, "the extension \(one.number) is named twice", file: top.file, line: place.line,
          column: place.column)
      }
      one.name = try section.text("name") ?? ""
      one.groups = try section.texts("groups")
      one.department = try section.text("department") ?? ""
      result.append(one)
    }
    return result
  }

  private static func phonebooks(in top: Section) throws(Failure) -> [Phonebook] {
    var known = Set<String>()
    var result: [Phonebook] = []
    for item in try top.items("phonebooks") {
      let section = try Section(
        item, of: "a phonebook", in: top.file, code: .bundleInvalid, known: ["name", "view", "manage"])
      var one = Phonebook(name: try section.required("name"))
      guard known.insert(one.name).inserted else {
        throw section.failure("the phonebook \"\(one.name)\" is named twice", at: section["name"] ?? item)
      }
      one.view = try section.texts("view")
      one.manage = try section.texts("manage")
      result.append(one)
    }
    return result
  }
}

extension Manifest.Extension {
  /// Whether `text` can be an extension's number, and so the name of a file.
  public static func isNumber(_ text: String) -> Bool {
    guard let first = text.utf8.first, text.utf8.count <= 31, first != UInt8(ascii: "-") else { return false }
    return text.utf8.allSatisfy { byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"): true
      default: false
      }
    }
  }
}
