extension Manifest {
  /// The extensions, phonebooks and settings in which `other` says something else, a line each: `+` what came, `-` what
  /// went.
  public func differences(to other: Manifest) -> [String] {
    let (old, new) = (lines, other.lines)
    let (before, after) = (Set(old), Set(new))
    return old.filter { !after.contains($0) }.map { "- \($0)" } + new.filter { !before.contains($0) }.map { "+ \($0)" }
  }

  private var lines: [String] {
    scalars.map { "\($0.key): \($0.value)" } + extensions.map { "extension \($0.entries.flow)" }
      + phonebooks.map { "phonebook \($0.entries.flow)" }
  }
}
