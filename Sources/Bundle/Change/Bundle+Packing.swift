public import Contacts
import TextEncoding
import ZipSyntax

extension Bundle {
  /// The whole bundle as one ZIP archive, which ``init(at:)`` reads: `bundle.yaml` and all contacts, personal ones too;
  /// reports and what undo needs stay behind.
  ///
  /// - Throws: ``Failure`` where a file cannot be read, somebody changed the bundle since it was opened, or the archive
  ///   would hold more than is read from one.
  public func packed() throws(Failure) -> [UInt8] {
    var files: [(name: String, bytes: FileBytes)] = [("bundle.yaml", FileBytes(yaml))]
    for file in manifest.files.keys.sorted() { files.append((file, try bytes(of: file))) }
    let entries = files.map { (name: $0.name, bytes: $0.bytes.bytes) }
    let archive: (bytes: [UInt8], excess: ZipArchive.Entry?)
    do throws(ZipError) {
      archive = try withExtendedLifetime(files) { () throws(ZipError) in
        let bytes = try ZipArchive.bytes(of: entries)
        return (bytes, try Self.excess(of: bytes))
      }
    } catch {
      throw Failure(.outputUnwritable, "the archive: \(error.reason)", file: path)
    }
    guard let excess = archive.excess else { return archive.bytes }
    throw Failure(
      .outputUnwritable, "the archive would hold \(excess.name), \(BundleArchive.excess(excess))", file: path,
      help: "copy the folder instead")
  }

  /// The first file of an archive that would not be read from it.
  private static func excess(of archive: [UInt8]) throws(ZipError) -> ZipArchive.Entry? {
    let listed = archive.withUnsafeBytes { bytes in
      Result { () throws(ZipError) in try ZipArchive(bytes, limits: BundleArchive.limits) }
    }
    return try listed.get().entries.first { $0.problem == .tooLarge }
  }
}

extension BundleChange {
  /// Makes the new bundle the same as `other`, byte for byte.
  ///
  /// - Throws: ``Failure`` where there is a bundle already, or a file cannot be read or written.
  public func unpack(_ other: Bundle) throws(Failure) {
    if old != nil {
      throw Failure(.outputUnwritable, "there is a bundle already", file: folder.path, help: "name another folder")
    }
    for file in other.manifest.files.keys.sorted() { try write(other.bytes(of: file).array, to: file) }
    manifest = other.manifest
    try finish(with: other.yaml)
  }
}
