import Contacts

/// Sees to it that no two entries share what a device wants unique.
struct UniqueEntries {
  private let what: Set<DirectoryLayout.Limits.Unique>
  private var names = Set<String>()
  private var numbers = Set<String>()

  init(_ what: Set<DirectoryLayout.Limits.Unique>) { self.what = what }

  /// The entry, its name numbered where it is taken; nil, told as a loss, where its numbers are.
  mutating func accepted(
    _ entry: EntryComposer.Entry, _ composer: EntryComposer, _ log: inout DiagnosticLog
  ) -> EntryComposer.Entry? {
    var entry = entry
    if what.contains(.number) {
      entry.numbers.removeAll { _, dialled in
        let isTaken = !numbers.insert(dialled).inserted
        if isTaken { log.add(.fieldLost, "a number that another entry has", example: dialled) }
        return isTaken
      }
      var isEmpty = entry.numbers.isEmpty
      for (index, rule) in composer.rules.enumerated() where rule.isNumber && !entry.texts[index].isEmpty {
        if numbers.insert(entry.texts[index]).inserted {
          isEmpty = false
        } else {
          log.add(
            .fieldLost, "a number that another entry has",
            example: "\(entry.texts[index]) of \(composer.name(of: entry))")
          entry.texts[index] = ""
        }
      }
      if isEmpty, entry.hasNumber { return nil }
    }
    if what.contains(.name) {
      let name = composer.name(of: entry)
      var number = 2
      var unique = entry
      while !names.insert(composer.name(of: unique)).inserted {
        unique = composer.numbered(entry, " \(number)")
        number += 1
      }
      if number > 2 { log.add(.nameMadeUnique, example: composer.name(of: unique)) }
      if !name.isEmpty { entry = unique }
    }
    return entry
  }
}
