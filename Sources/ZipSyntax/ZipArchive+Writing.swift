import CLibZip

extension ZipArchive {
  /// An archive of files, as bytes: always the same for the same files, whatever the day or time zone.
  ///
  /// - Parameter files: their names, parted by slashes, and their bytes.
  /// - Throws: ``ZipError`` where the archive would be larger than libzip can make, or memory is short.
  public static func bytes(of files: [(name: String, bytes: UnsafeRawBufferPointer)]) throws(ZipError) -> [UInt8] {
    var error = zip_error_t()
    zip_error_init(&error)
    defer { zip_error_fini(&error) }
    func failure() -> ZipError { ZipError(reason: "it cannot be made: \(String(cString: zip_error_strerror(&error)))") }
    guard let target = zip_source_buffer_create(nil, 0, 0, &error) else { throw failure() }
    // Closing the archive takes one reference, reading the result another.
    zip_source_keep(target)
    defer { zip_source_free(target) }
    guard let archive = zip_open_from_source(target, ZIP_TRUNCATE, &error) else {
      zip_source_free(target)
      throw failure()
    }
    for file in files {
      do throws(ZipError) { try add(file, to: archive) } catch {
        zip_discard(archive)
        throw error
      }
    }
    guard zip_close(archive) == 0 else {
      let reason = String(cString: zip_strerror(archive))
      zip_discard(archive)
      throw ZipError(reason: "it cannot be made: \(reason)")
    }
    return try contents(of: target)
  }

  private static func add(
    _ file: (name: String, bytes: UnsafeRawBufferPointer), to archive: OpaquePointer
  ) throws(ZipError) {
    func failure() -> ZipError { ZipError(reason: "it cannot be made: \(String(cString: zip_strerror(archive)))") }
    guard let source = zip_source_buffer(archive, file.bytes.baseAddress, UInt64(file.bytes.count), 0) else {
      throw failure()
    }
    let index = zip_file_add(archive, file.name, source, ZIP_FL_ENC_UTF_8)
    guard index >= 0 else {
      zip_source_free(source)
      throw failure()
    }
    // The first day that the format knows, 1 January 1980, and a file that only its owner may read.
    zip_file_set_dostime(archive, UInt64(index), 0, 0x21, 0)
    zip_file_set_external_attributes(archive, UInt64(index), 0, UInt8(ZIP_OPSYS_UNIX), 0o100600 << 16)
  }

  private static func contents(of source: OpaquePointer) throws(ZipError) -> [UInt8] {
    var status = zip_stat_t()
    guard zip_source_stat(source, &status) == 0, zip_source_open(source) == 0 else {
      throw ZipError(reason: "it cannot be made")
    }
    defer { zip_source_close(source) }
    var isWhole = false
    let size = Int(clamping: status.size)
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      count = max(0, Int(zip_source_read(source, buffer.baseAddress, UInt64(size))))
      isWhole = count == size
    }
    guard isWhole else { throw ZipError(reason: "it cannot be made") }
    return bytes
  }
}
