public import Contacts
import Glibc
import TextEncoding

/// The state before a change: its `bundle.yaml`, and the files that the change replaced or removed.
///
///     .history/7/bundle.yaml              as it was before the change
///     .history/7/contacts/company.yaml    a hard link, or a copy where the file system has none
///     .history/7/reports/rejected.csv     likewise, where the change is an import
///     .history/7/after                    SHA-256 of the bundle.yaml that the change wrote
///     .history/7/reports.written          SHA-256 and name of each report that the change wrote
///
/// What a change leaves alone is not kept with it, so a hand edit elsewhere survives an undo.
extension BundleChange {
  /// Keeps what this change replaces, `reports` among it.
  func keep(_ old: Bundle, replacedBy yaml: [UInt8], reports replaced: Set<String>) throws(Failure) {
    if manifest.history ?? Manifest.defaultHistory == 0 { return }
    let place = "\(BundleFolder.history)/\((folder.historyNumbers.last ?? 0) + 1)"
    try write(old.yaml, to: "\(place)/bundle.yaml")
    try write(Array(SHA256.digest(of: yaml).utf8), to: "\(place)/after")
    for (file, record) in old.manifest.files.sorted(by: { $0.key < $1.key }) where manifest.files[file] != record {
      // Only what is as the bundle left it can be brought back as such.
      _ = try old.bytes(of: file)
      try bring(file, to: "\(place)/\(file)")
    }
    for report in replaced.sorted() where folder.holds(report) { try bring(report, to: "\(place)/\(report)") }
    if reports.isEmpty { return }
    let list = reports.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)\n" }.joined()
    try write(Array(list.utf8), to: "\(place)/reports.written")
  }

  /// Makes `file` of the bundle part of the change as `target`, by hard link or by copy; nothing where it is missing.
  func bring(_ file: String, to target: String) throws(Failure) {
    let path = "\(BundleFolder.next)/\(target)"
    try folder.makeFolder(path.split(separator: "/").dropLast().joined(separator: "/"))
    if folder.disk.does({ link(folder.absolute(file), folder.absolute(path)) }) { return }
    guard let bytes = try folder.read(file) else { return }
    try write(bytes.array, to: target)
  }

  /// Takes the last change of the bundle back.
  ///
  /// - Parameter discardingEdits: whether edits by hand since that change may go with it; and where what was kept of it
  ///   is damaged, those before it too, as far back as something whole was kept.
  /// - Returns: what `bundle.yaml` says afterwards, and how many changes were taken back.
  /// - Throws: ``Failure`` where no state is kept, the bundle was edited since, or what was kept is damaged.
  public func undo(discardingEdits: Bool = false) throws(Failure) -> (manifest: Manifest, changes: Int) {
    let numbers = folder.historyNumbers
    guard let old, !numbers.isEmpty else {
      throw Failure(.historyEmpty, "no change is kept that could be taken back", file: folder.path)
    }
    var damage: Failure?
    for (index, number) in numbers.enumerated().reversed() {
      let state: KeptState
      do throws(Failure) { state = try KeptState(numbers[index...], in: folder, before: old.manifest) } catch {
        damage = damage ?? error
        if discardingEdits { continue }
        throw error
      }
      if !discardingEdits { try refuseEdits(since: number, old, state) }
      for (file, kept) in state.files { try bring(kept, to: file) }
      retired += old.manifest.files.keys.filter { state.manifest.files[$0] == nil }.sorted()
      for (report, kept) in try reports(before: numbers[index...]).sorted(by: { $0.key < $1.key }) {
        if let kept { try bring(kept, to: report) } else { retired.append(report) }
      }
      let places = numbers[index...].map { "\(BundleFolder.history)/\($0)" }
      for place in places { retired += try folder.files(below: place).map { "\(place)/\($0)" } }
      manifest = state.manifest
      try finish(with: state.yaml)
      for place in places { try? folder.remove(place) }
      return (manifest, places.count)
    }
    throw damage ?? Failure(.historyEmpty, "no change is kept that could be taken back", file: folder.path)
  }

  /// Fails where somebody edited what taking change `number` back would replace.
  private func refuseEdits(since number: Int, _ old: Bundle, _ state: KeptState) throws(Failure) {
    func refuse(_ what: String) throws(Failure) {
      throw Failure(
        .bundleEdited, "\(what) was edited by hand since the last change, and undo would lose that edit",
        file: folder.path)
    }
    let after = try folder.read("\(BundleFolder.history)/\(number)/after")?.string
    if let after, after != SHA256.digest(of: old.yaml) { try refuse("the bundle") }
    for (file, record) in old.manifest.files.sorted(by: { $0.key < $1.key })
    where state.manifest.files[file] != record {
      if let bytes = try folder.read(file), SHA256.digest(of: bytes) != record.sha256 { try refuse(file) }
    }
  }

  /// What becomes of reports when the changes `numbers` are taken back: where each was kept, or nil for one that goes.
  /// Those that somebody edited since stay as they are.
  private func reports(before numbers: ArraySlice<Int>) throws(Failure) -> [String: String?] {
    var result: [String: String?] = [:]
    for place in numbers.reversed().map({ "\(BundleFolder.history)/\($0)" }) {
      let kept = Set(try folder.files(below: "\(place)/reports").map { "reports/\($0)" })
      var written = Set<String>()
      for line in try folder.read("\(place)/reports.written")?.string.split(separator: "\n") ?? [] {
        let report = "reports/\(line.dropFirst(65))"
        written.insert(report)
        guard let now = result[report] ?? report, let bytes = try folder.read(now) else { continue }
        guard SHA256.digest(of: bytes) == line.prefix(64) else { continue }
        result[report] = .some(kept.contains(report) ? "\(place)/\(report)" : nil)
      }
      for report in kept.subtracting(written) where result[report] == nil && !folder.holds(report) {
        result[report] = "\(place)/\(report)"
      }
    }
    return result
  }
}

/// What was kept of the state before some changes, whole.
private struct KeptState {
  let yaml: [UInt8]
  let manifest: Manifest
  /// The files that are not as they were, and where each was kept.
  private(set) var files: [(file: String, kept: String)] = []

  /// - Parameter numbers: of the changes that are taken back, the first first: what that one left alone, a later one may
  ///   have kept.
  /// - Throws: ``Failure`` where anything is missing or damaged.
  init(_ numbers: ArraySlice<Int>, in folder: BundleFolder, before now: Manifest) throws(Failure) {
    func damage(_ file: String) -> Failure {
      Failure(
        .bundleDamaged, "what was kept is not as the bundle left it", file: folder.absolute(file),
        help: "go back to the newest state that is whole with switchbook undo --discard-edits")
    }
    let places = numbers.map { "\(BundleFolder.history)/\($0)" }
    guard let place = places.first, let bytes = try folder.read("\(place)/bundle.yaml") else {
      throw damage(BundleFolder.history)
    }
    yaml = bytes.array
    do throws(Failure) {
      manifest = try bytes.withBytes { (bytes) throws(Failure) in try Manifest(yaml: bytes, file: "bundle.yaml") }
    } catch { throw damage("\(place)/bundle.yaml") }
    for (file, record) in manifest.files.sorted(by: { $0.key < $1.key }) where now.files[file] != record {
      let kept = places.map { "\($0)/\(file)" }.first { folder.holds($0) } ?? "\(place)/\(file)"
      guard let bytes = try folder.read(kept), SHA256.digest(of: bytes) == record.sha256 else { throw damage(kept) }
      files.append((file, kept))
    }
  }
}

extension BundleFolder {
  /// Removes the states that are older than the last `depth`.
  func forget(before depth: Int) throws(Failure) {
    for number in historyNumbers.dropLast(depth) { try remove("\(Self.history)/\(number)") }
  }

  /// Waits until the names in a folder and in all folders below it are on the disk.
  func synchroniseAll(below folder: String) throws(Failure) {
    var folders: Set<String> = [folder]
    for file in try files(below: folder) {
      var steps = file.split(separator: "/").dropLast()
      while !steps.isEmpty {
        folders.insert("\(folder)/\(steps.joined(separator: "/"))")
        steps.removeLast()
      }
    }
    for one in folders.sorted().reversed() { try synchronise(one) }
  }
}
