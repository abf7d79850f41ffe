import Contacts
import Testing

@testable import Bundle

/// Edits of `bundle.yaml` keep what people wrote.
@Suite struct ManifestTextTests {
  static let text = """
    # The bundle of ACME.
    version: 2
    profile: izt-cloud-voice   # our PBX

    extensions:
      # the office
      - {number: "1001", name: Anna, groups: [Sales]}  # the boss
      - number: 1010-1040   # warehouse
        groups:
          - Warehouse
        # no department

    # Phonebooks
    phonebooks:
    - name: Customers # all of them
      view: [everyone]   # yes
      manage: [ "1001",
                "group Sales" ]
    - {name: Don't, view: ['1001']}
    # The end.
    # What follows is kept by the program.
    files: {}

    """

  static func manifest(_ text: String) throws -> Manifest {
    try Array(text.utf8).withUnsafeBytes { try Manifest(yaml: $0, file: "bundle.yaml") }
  }

  static func edited(_ text: String, _ edit: (inout Manifest) -> Void) throws -> String {
    let old = try manifest(text)
    var new = old
    edit(&new)
    let result = String(decoding: new.yaml(editing: text, saying: old), as: UTF8.self)
    #expect(try manifest(result) == new)
    return result
  }

  @Test func nothingChanges() throws {
    #expect(try Self.edited(Self.text) { _ in } == Self.text)
  }

  @Test func scalarsAreSetInPlace() throws {
    let result = try Self.edited(Self.text) {
      $0.profile = "csv"
      $0.region = "DE"
      $0.maximumExtensions = 60
    }
    #expect(
      result
        == Self.text.replacing(
          "profile: izt-cloud-voice   # our PBX\n",
          with: "profile: csv   # our PBX\nregion: DE\nmaximum-extensions: 60\n"))
  }

  @Test func itemsAreChangedInPlace() throws {
    let result = try Self.edited(Self.text) {
      $0.extensions[0].department = "Board"
      $0.extensions[1].groups = ["Night"]
      $0.extensions[1].department = "Logistics"
      $0.phonebooks[0].view = [.group("Sales")]
      $0.phonebooks[0].manage = []
      $0.phonebooks[1].manage = [.department("Board")]
    }
    #expect(
      result == """
        # The bundle of ACME.
        version: 2
        profile: izt-cloud-voice   # our PBX

        extensions:
          # the office
          - {number: "1001", name: Anna, groups: [Sales], department: Board}  # the boss
          - number: 1010-1040   # warehouse
            groups:
              - Night
            department: Logistics
            # no department

        # Phonebooks
        phonebooks:
        - name: Customers # all of them
          view: [group Sales]   # yes
        - {name: Don't, view: ["1001"], manage: [department Board]}
        # The end.
        # What follows is kept by the program.
        files: {}

        """)
  }

  @Test func itemsComeAndGo() throws {
    let added = try #require(NumberRange("2001"))
    let result = try Self.edited(Self.text) {
      $0.extensions.removeFirst()
      $0.phonebooks.removeLast()
      $0.phonebooks.append(Manifest.Phonebook(name: "New"))
      $0.extensions.append(Manifest.Extension(added))
      $0.files["contacts/company.yaml"] = Manifest.FileRecord(contacts: 1, sha256: "ab")
    }
    #expect(
      result == """
        # The bundle of ACME.
        version: 2
        profile: izt-cloud-voice   # our PBX

        extensions:
          - number: 1010-1040   # warehouse
            groups:
              - Warehouse
            # no department
          - {number: "2001"}

        # Phonebooks
        phonebooks:
        - name: Customers # all of them
          view: [everyone]   # yes
          manage: [ "1001",
                    "group Sales" ]
        - {name: New}
        # The end.
        # What follows is kept by the program.
        files:
          contacts/company.yaml: {contacts: 1, sha256: ab}

        """)
  }

  @Test func renamingKeepsThePlace() throws {
    let result = try Self.edited(Self.text) { $0.phonebooks[0].name = "Clients" }
    #expect(result == Self.text.replacing("name: Customers #", with: "name: Clients #"))
  }

  /// Lines end as they ended, whatever program wrote the file; a new one ends as the others do.
  @Test(arguments: ["\r\n", "\r"]) func lineEndsStay(_ end: String) throws {
    func ended(_ text: String) -> String { text.replacing("\n", with: end) }
    let text = ended(Self.text)
    let change: (inout Manifest) -> Void = {
      $0.region = "DE"
      $0.phonebooks[0].view = [.group("Sales")]
      $0.phonebooks.append(Manifest.Phonebook(name: "New"))
      $0.files["contacts/company.yaml"] = Manifest.FileRecord(contacts: 1, sha256: "ab")
    }
    #expect(try Self.edited(text) { _ in } == text)
    #expect(try Self.edited(text, change) == ended(Self.edited(Self.text, change)))
    #expect(try Self.edited("\u{FEFF}" + text, change) == "\u{FEFF}" + ended(Self.edited(Self.text, change)))
  }

  /// One line of another program's in a file, and signs within texts that YAML counts as line ends.
  @Test func otherLineEndsAreLineEndsToo() throws {
    let text = """
      version: 2 # ours\r
      phonebooks:
      - {name: "a\u{2028}b\u{2029}c\u{85}d"} # odd
      - name: B # plain\r
        view: [everyone] # all\rfiles: {}

      """
    let result = try Self.edited(text) {
      $0.phonebooks[1].view = []
      $0.phonebooks[1].manage = [.everyone]
      $0.region = "GB"
    }
    #expect(
      result == """
        version: 2 # ours\r
        region: GB\r
        phonebooks:
        - {name: "a\u{2028}b\u{2029}c\u{85}d"} # odd
        - name: B # plain\r
          manage: [everyone]\r
        files: {}

        """)
  }

  @Test func commentsWithinListsStay() throws {
    let text = """
      version: 2
      extensions: [{number: "1001"}, # Anna
        {number: "1002", name: "# 2"}] # Bob
      phonebooks:
      # Everybody's.
      - name: A
        view:
        - everyone # all of us
        # the boss
        - "1001"
      # Nobody's.
      - name: B
        view: [ # both
          "1001", # 'twas so
          "1002"]
      files: {}

      """
    let result = try Self.edited(text) {
      $0.extensions[0].name = "Anna"
      $0.phonebooks[0].view = [.everyone, .group("Sales")]
      $0.phonebooks[1].view.removeLast()
    }
    #expect(
      result == """
        version: 2
        # Anna
        # Bob
        extensions:
        - {number: "1001", name: Anna}
        - {number: "1002", name: "# 2"}
        phonebooks:
        # Everybody's.
        - name: A
          view:
          - everyone # all of us
          - group Sales
        # Nobody's.
        - name: B
          # both
          # 'twas so
          view: ["1001"]
        files: {}

        """)
    #expect(
      try Self.edited(text) { $0.phonebooks.removeLast() }
        == text.replacing(/# Nobody's(.|\n)*"1002"]\n/, with: ""))
  }

  /// Whatever a program or a person makes of the file, it is read or refused, and edits say what they should.
  @Test(arguments: 1...40) func noTextIsTooOdd(seed: UInt64) throws {
    var random = Seeded(seed)
    let signs = [
      "\r", "\n", "\r\n", "\u{85}", "\u{2028}", "\u{2029}", "\u{FEFF}", "\u{301}", "\t", " ", "  ", "#", "'", "\"",
      "{", "}", "[", "]", ":", ": ", "-", "- ", ",", "a", "é", "😀", "\\", "---\n", "|\n", "everyone",
    ]
    for _ in 0..<25 {
      var text = Array(Self.text.unicodeScalars)
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let place = Int.random(in: 0..<text.count, using: &random)
        let end = random.chance(50) ? place : min(text.count, place + Int.random(in: 1...12, using: &random))
        let sign = random.chance(80) ? signs.randomElement(using: &random) ?? "" : ""
        text.replaceSubrange(place..<end, with: Array(sign.unicodeScalars))
      }
      if random.chance(20) {
        text = text.flatMap { $0 == "\n" && random.chance(70) ? Array("\r\n".unicodeScalars) : [$0] }
      }
      let odd = String(String.UnicodeScalarView(text))
      _ = ManifestText(odd)
      guard let old = try? Self.manifest(odd) else { continue }
      var new = old
      new.region = "AT"
      new.files["contacts/company.yaml"] = Manifest.FileRecord(contacts: 1, sha256: "ab")
      if !new.phonebooks.isEmpty {
        new.phonebooks[0].view = random.chance(50) ? [] : new.phonebooks[0].view + [.group("Night")]
        new.phonebooks[0].name += "'"
      }
      if new.extensions.count > 1, random.chance(50) { new.extensions.removeFirst() }
      let result = String(decoding: new.yaml(editing: odd, saying: old), as: UTF8.self)
      #expect(try Self.manifest(result) == new, "seed \(seed)")
    }
  }

  @Test func versionOneIsUpgraded() throws {
    let old = """
      version: 1 # old
      extensions:
      - {number: "1001", groups: [Sales], department: Board}
      phonebooks:
      - {name: A, view: [Sales, Board, "1001", everyone]} # mine
      files: {}

      """
    let result = try Self.edited(old) { _ in }
    #expect(
      result
        == old.replacing("version: 1", with: "version: 2").replacing(
          #"[Sales, Board, "1001", everyone]"#, with: #"[group Sales, department Board, "1001", everyone]"#))
  }

  /// Any change of any manifest leaves a text that says it, whatever the layout was.
  @Test(arguments: 1...60) func anyChangeIsWritten(seed: UInt64) throws {
    var random = Seeded(seed)
    var (a, b) = (Manifest.random(&random), Manifest.random(&random))
    a.files = ["contacts/company.yaml": Manifest.FileRecord(contacts: 3, sha256: "00")]
    b.files = a.files
    let text = String(decoding: a.yaml, as: UTF8.self)
    let changed = String(decoding: b.yaml(editing: text, saying: a), as: UTF8.self)
    #expect(try Self.manifest(changed) == b, "seed \(seed)")
    #expect(try Self.manifest(text) == a, "seed \(seed)")
  }

  @Test(arguments: [
    ("version: 2\nextensions:\n- {number: abc}\n", "3:12", "is no extension"),
    ("version: 2\nextensions:\n- {number: 1001-1003}\n- {number: 1002}\n", "4:12", "named twice"),
    ("version: 2\nphonebooks:\n- {name: A, veiw: [everyone]}\n", "3:13", "did you mean \"view\""),
    ("version: 2\nphonebooks:\n- {name: A, view: [nobody]}\n", "3:20", "is nobody"),
    (
      "version: 2\nextensions: [{number: 1, groups: [Sales]}]\nphonebooks: [{name: A, view: [Sales]}]\n", "3:31",
      "group Sales"
    ),
    ("version: 2\nphonebooks:\n- {name: A, members: {organisation: B}}\n", "3:23", "did you mean \"organization\""),
    ("version: 2\nphonebooks:\n- {name: A, kind: sinced}\n", "3:19", "did you mean \"synced\""),
    ("version: 2\nphonebooks:\n- {name: A}\n- {name: A}\n", "4:10", "named twice"),
    ("version: 3\n", "1:10", "newer"),
    ("version: 0\n", "1:10", "at least 1"),
    ("version: 2\nphonebooks:\n- {name: \"\"}\n", "3:10", "says nothing"),
    (
      "version: 2\nextensions: [{number: 1}]\nphonebooks: [{name: A, view: \"\"}]\n", "3:30",
      "is nobody: write everyone, an extension's number, \"group NAME\" or \"department NAME\"; mend"
    ),
    ("version: 2\nmaximum-extensions: 0\n", "2:21", "at least 1"),
    ("version: 2\nextensions:\n- {number: 1040-1001}\n", "3:12", "runs backwards"),
    ("version: 2\nextensions:\n- {number: 1-1000}\n", "3:12", "equally many digits"),
    ("version: 2\nextensions:\n- {number: 1000000-2000000}\n", "3:12", "more than 100000"),
    ("version: 2\nextensions:\n- {number: 10-a}\n", "3:12", "is no extension"),
    ("version: 2\nextensions:\n- {number: 1001, groups: [Sales, \"\"]}\n", "3:26", "is empty"),
    ("version: 2\nextensions:\n- {number: 1001, departement: X}\n", "3:18", "did you mean \"department\""),
    ("version: 2\nphonebooks:\n- {name: \" A\"}\n", "3:10", "begins or ends with a space"),
    ("version: 2\nphonebooks:\n- {name: A, view: [[x]]}\n", "3:20", "list of texts"),
    ("version: 2\nphonebooks:\n- {name: A, view: [1040-1001]}\n", "3:20", "runs backwards"),
    ("version: 2\nphonebooks:\n- {name: A, members: {organization: []}}\n", "3:23", "says nothing"),
    ("version: 2\nphonebooks:\n- {name: A, kind: synced, members: all}\n", "3:36", "no other members"),
    ("version: 2\nhistory: many\n", "2:10", "whole number"),
    ("version: 2\nfiles: {../secret.yaml: {contacts: 1, sha256: x}}\n", "2:9", "no file"),
    ("version: 2\nfiles: {contacts/personal/../../x.yaml: {contacts: 1, sha256: x}}\n", "2:9", "no file"),
  ]) func mistakesAreLocated(_ text: String, _ place: String, _ words: String) throws {
    let failure = try #require(throws: Failure.self) { _ = try Self.manifest(text) }
    #expect("\(failure.line):\(failure.column)" == place, "\(failure)")
    #expect("\(failure) newer".contains(words), "\(failure)")
  }
}
