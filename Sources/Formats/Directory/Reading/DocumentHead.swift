import Contacts
import XMLSyntax

/// A place, perhaps with a value, by which documents with the same root are told apart: `Contact/Phone/@type`,
/// `@response=get_list`.
struct DocumentMark: Sendable {
  /// As ``DocumentHead`` notes places: names of elements, then `@` and an attribute, then `=` and its value.
  let text: String

  init(_ text: String) throws(DescriptorMistake) {
    let place = try DirectoryPlace(String(text.prefix { $0 != "=" }))
    guard !place.text.contains("[") else { throw DescriptorMistake("\"\(text)\": a mark has no conditions") }
    self.text = text
  }
}

/// What the beginning of a document shows of its layout.
struct DocumentHead {
  /// How much is looked at: the first contact tells.
  private static let size = 64 << 10
  private static let maximumPlaces = 2_000

  /// The name of the first outermost element.
  private(set) var root = ""
  /// How many outermost elements there are; a document should have one.
  private var rootCount = 0
  /// Places with the root's name in front.
  private var places = Set<String>()

  init(_ bytes: UnsafeRawBufferPointer, path: String) throws(Failure) {
    do throws(XMLError) {
      do throws(XMLError) { try look(at: bytes.prefix(Self.size)) } catch {
        guard bytes.count > Self.size else { throw error }
        // What stands before the first element may be longer, within bounds of the reader's own.
        try look(at: bytes.prefix(Self.size + XMLLimits().prolog))
      }
    } catch {
      throw Failure(.markupRefused, error.message, file: path, line: error.line, column: error.column)
    }
  }

  private mutating func look(at bytes: Slice<UnsafeRawBufferPointer>) throws(XMLError) {
    var head = (root: "", rootCount: 0, places: Set<String>())
    var names: [String] = []
    do throws(XMLError) {
      _ = try readXML(UnsafeRawBufferPointer(rebasing: bytes), records: []) { event in
        switch event {
        case .open(let element):
          if names.isEmpty {
            head.rootCount += 1
            if head.rootCount == 1 { head.root = element.name }
          }
          names.append(element.name)
          guard head.places.count < Self.maximumPlaces else { return }
          let place = names.joined(separator: "/")
          head.places.insert(place)
          for attribute in element.attributes {
            head.places.insert("\(place)/@\(attribute.name)")
            if names.count == 1 { head.places.insert("\(place)/@\(attribute.name)=\(attribute.value)") }
          }
        case .close: names.removeLast()
        case .record: break
        }
      }
    } catch {
      // What the document is refused for behind its first element, who reads it tells.
      guard !head.root.isEmpty else { throw error }
    }
    (root, rootCount, places) = head
  }

  /// How well the document fits: 0 not at all, 1 by a pattern of roots, 2 by its root's name, more for every mark.
  func fit(of recognition: Recognition) -> Int {
    let marks = recognition.has.count + recognition.lacks.count
    if recognition.roots.contains(root) {
      return fits(recognition, below: root + "/") ? 2 + marks : 0
    }
    if recognition.roots.contains(where: { root.matches(wildcard: $0) }) {
      return fits(recognition, below: root + "/") ? 1 + marks : 0
    }
    // A document without a root is told by what would lie in it.
    return rootCount > 1 && !recognition.has.isEmpty && fits(recognition, below: "") ? marks : 0
  }

  private func fits(_ recognition: Recognition, below prefix: String) -> Bool {
    recognition.has.allSatisfy { places.contains(prefix + $0.text) }
      && !recognition.lacks.contains { places.contains(prefix + $0.text) }
  }
}

extension String {
  /// Whether the text is as a pattern says, whose `*` stands for any letters.
  func matches(wildcard pattern: String) -> Bool {
    let parts = pattern.split(separator: "*", omittingEmptySubsequences: false)
    guard parts.count > 1, let first = parts.first, let last = parts.last else { return self == pattern }
    guard count >= first.count + last.count, hasPrefix(first), hasSuffix(last) else { return false }
    var rest = dropFirst(first.count).dropLast(last.count)
    for part in parts.dropFirst().dropLast() where !part.isEmpty {
      guard let found = rest.firstRange(of: String(part)) else { return false }
      rest = rest[found.upperBound...]
    }
    return true
  }
}
