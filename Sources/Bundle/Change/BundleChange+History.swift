public import Contacts
import Glibc
import TextEncoding

/// The state before a change: its `bundle.yaml`, and the files that the change replaced or removed.
///
///     .history/7/bundle.yaml              as it was before the change
///     .history/7/contacts/company.yaml    a hard link, or a copy where the file system has none
///     .history/7/after                    SHA-256 of the bundle.yaml that the change wrote
///
/// What a change leaves alone is not kept with it, so a hand edit elsewhere survives an undo.
extension BundleChange {
  /// Keeps what this change replaces.
  func keep(_ old: Bundle, replacedBy yaml: [UInt8]) throws(Failure) {
    if manifest.history ?? Manifest.defaultHistory == 0 { return }
    let place = "\(BundleFolder.history)/\((folder.historyNumbers.last ?? 0) + 1)"
    try write(Array(old.text.utf8), to: "\(place)/bundle.yaml")
    try write(Array(SHA256.digest(of: yaml).utf8), to: "\(place)/after")
    for (file, record) in old.manifest.files where manifest.files[file] != record {
      try bring(file, to: "\(place)/\(file)")
    }
  }

  /// Makes `file` of the bundle part of the change as `target`, by hard link or by copy; nothing where it is missing.
  func bring(_ file: String, to target: String) throws(Failure) {
    let path = "\(BundleFolder.next)/\(target)"
    try folder.makeFolder(path.split(separator: "/").dropLast().joined(separator: "/"))
    if folder.disk.does({ link(folder.absolute(file), folder.absolute(path)) }) { return }
    guard let bytes = try folder.read(file) else { return }
    try write(bytes.array, to: target)
  }

  /// Takes the last change of the bundle back; what it says afterwards is in the result.
  ///
  /// - Parameter discardingEdits: whether an edit of `bundle.yaml` by hand since that change may go with it.
  /// - Throws: ``Failure`` where no state is kept, `bundle.yaml` was edited since, or what was kept is damaged.
  public func undo(discardingEdits: Bool = false) throws(Failure) -> Manifest {
    guard let old, let number = folder.historyNumbers.last else {
      throw Failure(.historyEmpty, "no change is kept that could be taken back", file: folder.path)
    }
    let place = "\(BundleFolder.history)/\(number)"
    guard let file = try folder.read("\(place)/bundle.yaml") else {
      throw Failure(.historyEmpty, "no change is kept that could be taken back", file: folder.path)
    }
    let after = try folder.read("\(place)/after")?.string
    if !discardingEdits, let after, after != SHA256.digest(of: Array(old.text.utf8)) {
      throw Failure(
        .bundleEdited, "bundle.yaml was edited by hand since the last change, and undo would lose that edit",
        file: folder.path)
    }
    let earlier = try file.withBytes { (bytes) throws(Failure) in
      try Manifest(yaml: bytes, file: "\(folder.path)/\(place)/bundle.yaml")
    }
    for (path, record) in earlier.files where old.manifest.files[path] != record {
      guard let kept = try folder.read("\(place)/\(path)"), SHA256.digest(of: kept) == record.sha256 else {
        throw Failure(
          .bundleDamaged, "what was kept is not as the bundle left it", file: "\(folder.path)/\(place)/\(path)")
      }
      try bring("\(place)/\(path)", to: path)
    }
    retired += old.manifest.files.keys.filter { earlier.files[$0] == nil }.sorted()
    retired += try folder.files(below: place).map { "\(place)/\($0)" }
    manifest = earlier
    try finish(with: file.array)
    try? folder.remove(place)
    return earlier
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
