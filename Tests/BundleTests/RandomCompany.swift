import Contacts

@testable import Bundle

/// A generator whose numbers depend on its seed only (SplitMix64).
struct Seeded: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &self) < percent }
}

extension Manifest {
  /// Extensions, groups, departments, phonebooks and permissions, at random.
  static func random(_ random: inout Seeded) -> Manifest {
    var manifest = Manifest()
    manifest.profile = random.chance(50) ? "izt-cloud-voice" : ""
    if random.chance(30) { manifest.maximumExtensions = Int.random(in: 1...300, using: &random) }
    for number in 0..<Int.random(in: 1...8, using: &random) {
      let range = "\(2000 + number * 10)-\(2002 + number * 10)"
      guard let number = NumberRange(random.chance(15) ? range : "\(1000 + number)") else { continue }
      var one = Extension(number)
      one.groups = ["Sales", "O'Neill: night", "a, b"].filter { _ in random.chance(30) }
      one.department = ["", "Board", "# 1", "Größe"].randomElement(using: &random) ?? ""
      one.name = ["", "Anna {1}", "\"B\""].randomElement(using: &random) ?? ""
      manifest.extensions.append(one)
    }
    for number in 0..<Int.random(in: 0...5, using: &random) {
      var book = Phonebook(name: "Book\(number) \(["", "é", "'x'", "y # z"].randomElement(using: &random) ?? "")!")
      book.kind = random.chance(20) ? .synced : .native
      if book.kind == .native, random.chance(15) { book.members = .all }
      if book.kind == .native, random.chance(20), let rule = Condition(field: "organization", patterns: ["Firm*", "x"])
      {
        book.members = .rule([rule])
      }
      book.view = manifest.grantees(&random)
      book.manage = random.chance(50) ? manifest.grantees(&random) : []
      manifest.phonebooks.append(book)
    }
    return manifest
  }

  private func grantees(_ random: inout Seeded) -> [Grantee] {
    var all: [Grantee] = extensions.map { .extensions($0.number) }
    all += [.group("Sales"), .group("O'Neill: night"), .department("Board"), .group("nobody")]
    if let range = NumberRange("1000-1003") { all.append(.extensions(range)) }
    if random.chance(20) { all.append(.everyone) }
    return all.filter { _ in random.chance(15) }
  }
}
