extension ZipArchive {
  /// An archive of files, as bytes: always the same for the same files, whatever the day or time zone.
  ///
  /// - Parameter files: their names, parted by slashes, and their bytes.
  /// - Throws: ``ZipError`` where the archive would be larger than libzip can make, or memory is short.
  public static func bytes(of files: [(name: String, bytes: UnsafeRawBufferPointer)]) throws(ZipError) -> [UInt8] {
    let writer = try ZipWriter()
    for file in files { try writer.add(file.name, keptUntilTheEnd: file.bytes) }
    return try writer.finish()
  }
}
