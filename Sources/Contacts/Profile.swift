/// A phone system's limits and field rules: what a contact, an extension and a company may hold there.
public struct Profile: Hashable, Sendable {
  /// The format whose system this is, as `izt-cloud-voice`.
  public var id: String
  /// The system's name for people.
  public var title: String
  /// From the smallest company to the largest; empty where the system states no such limits.
  public var tiers: [Tier]
  /// What a contact must have at least one of, each.
  public var requirements: Set<Requirement>
  /// Rules for single texts.
  public var rules: FieldRules

  /// A profile from its parts.
  public init(
    id: String, title: String, tiers: [Tier] = [], requirements: Set<Requirement> = [.name, .number],
    rules: FieldRules = FieldRules()
  ) {
    self.id = id
    self.title = title
    self.tiers = tiers
    self.requirements = requirements
    self.rules = rules
  }

  /// The profile of no system: a name and a number, and no limits.
  public static let unlimited = Profile(id: "none", title: "no limits")

  /// Something without which a contact is rejected.
  public enum Requirement: String, CaseIterable, Sendable {
    case name, number
  }

  /// The column of the limits table that the number of extensions selects.
  public struct Tier: Hashable, Sendable {
    /// The largest company that it is for; nil for any.
    public var extensions: Int?
    /// Company contacts in all.
    public var companyContacts: Int
    /// Company phonebooks.
    public var phonebooks: Int
    /// Personal contacts of one extension.
    public var personalContacts: Int

    /// A tier from its numbers.
    public init(extensions: Int?, companyContacts: Int, phonebooks: Int, personalContacts: Int) {
      self.extensions = extensions
      self.companyContacts = companyContacts
      self.phonebooks = phonebooks
      self.personalContacts = personalContacts
    }

    /// `up to 50 extensions`, or `any number of extensions`.
    public var description: String {
      extensions.map { "up to \($0) extensions" } ?? "any number of extensions"
    }
  }

  /// The tier for a company of `extensions` extensions: the smallest that is large enough.
  public func tier(extensions: Int) -> Tier? {
    tiers.first { ($0.extensions ?? .max) >= extensions }
  }
}

/// Rules for the texts of a contact, by field.
public struct FieldRules: Hashable, Sendable {
  /// Rules of single-text fields.
  public var texts: [TextField: TextRule] = [:]
  /// Rule of every number as it is dialled.
  public var number: TextRule?
  /// Rule of every e-mail address, which must also look like `name@domain.tld`.
  public var email: TextRule?
  /// Rules of address parts.
  public var address: [PostalAddress.Part: TextRule] = [:]

  /// Without any rule.
  public init() {}
}

/// What a system accepts in one text.
public struct TextRule: Hashable, Sendable {
  /// At most so many characters (Unicode scalars, as databases count them).
  public var maximumCharacters: Int?
  /// At most so many bytes of UTF-8.
  public var maximumBytes: Int?
  /// The only characters that may stand in it; nil for any.
  public var allowed: AllowedCharacters?
  /// Characters that may not stand in it.
  public var denied: AllowedCharacters?
  /// The only characters that it may begin with; nil for any.
  public var beginning: AllowedCharacters?

  /// A rule from its parts.
  public init(
    maximumCharacters: Int? = nil, maximumBytes: Int? = nil, allowed: AllowedCharacters? = nil,
    denied: AllowedCharacters? = nil, beginning: AllowedCharacters? = nil
  ) {
    self.maximumCharacters = maximumCharacters
    self.maximumBytes = maximumBytes
    self.allowed = allowed
    self.denied = denied
    self.beginning = beginning
  }

  /// Whether `text` is within the size limits. O(1) for texts that are short in bytes.
  public func fits(_ text: String) -> Bool {
    let bytes = text.utf8.count
    if let maximumBytes, bytes > maximumBytes { return false }
    guard let maximumCharacters, bytes > maximumCharacters else { return true }
    return text.unicodeScalars.count <= maximumCharacters
  }

  /// Whether every character of `text` may stand where it stands.
  public func allows(_ text: String) -> Bool {
    if let allowed, !text.utf8.allSatisfy(allowed.contains) { return false }
    if let denied, text.utf8.contains(where: denied.contains) { return false }
    guard let beginning, let first = text.utf8.first else { return true }
    return beginning.contains(first)
  }

  /// Whether a text in UTF-8 may stand as it is: ``allows(_:)`` and ``fits(_:)`` without a string.
  package func accepts(_ utf8: UnsafeBufferPointer<UInt8>) -> Bool {
    if let maximumBytes, utf8.count > maximumBytes { return false }
    if let maximumCharacters, utf8.count > maximumCharacters {
      var scalars = 0
      for byte in utf8 where byte & 0xC0 != 0x80 { scalars += 1 }
      if scalars > maximumCharacters { return false }
    }
    if let allowed { for byte in utf8 where !allowed.contains(byte) { return false } }
    if let denied { for byte in utf8 where denied.contains(byte) { return false } }
    guard let beginning, let first = utf8.first else { return true }
    return beginning.contains(first)
  }

  /// The longest beginning of `text` that fits, cut between characters as people see them.
  public func shortened(_ text: String) -> String {
    guard !fits(text) else { return text }
    var end = text.startIndex
    var bytes = 0
    var scalars = 0
    for (index, character) in zip(text.indices, text) {
      bytes += character.utf8.count
      scalars += character.unicodeScalars.count
      if bytes > maximumBytes ?? .max || scalars > maximumCharacters ?? .max { break }
      end = text.index(after: index)
    }
    return String(text[..<end])
  }
}

/// A set of ASCII characters, written as in a regular expression's brackets: `0-9A-Za-z().+*#-`.
public struct AllowedCharacters: Hashable, Sendable {
  private var low: UInt64 = 0
  private var high: UInt64 = 0
  /// As it was written.
  public let pattern: String

  /// The characters of `pattern`: single ones, and ranges as `a-z`; a dash at either end is itself. Nil where a
  /// character is not ASCII or a range runs backwards.
  public init?(_ pattern: String) {
    self.pattern = pattern
    let bytes = Array(pattern.utf8)
    guard bytes.allSatisfy({ $0 < 128 }) else { return nil }
    var i = 0
    while i < bytes.count {
      if i + 2 < bytes.count, bytes[i + 1] == UInt8(ascii: "-") {
        guard bytes[i] <= bytes[i + 2] else { return nil }
        for byte in bytes[i]...bytes[i + 2] { insert(byte) }
        i += 3
      } else {
        insert(bytes[i])
        i += 1
      }
    }
  }

  private mutating func insert(_ byte: UInt8) {
    if byte < 64 { low |= 1 << UInt64(byte) } else { high |= 1 << UInt64(byte - 64) }
  }

  /// Whether the ASCII character `byte` is in the set; bytes of other characters never are.
  public func contains(_ byte: UInt8) -> Bool {
    byte < 64 ? low >> UInt64(byte) & 1 == 1 : byte < 128 ? high >> UInt64(byte - 64) & 1 == 1 : false
  }
}
