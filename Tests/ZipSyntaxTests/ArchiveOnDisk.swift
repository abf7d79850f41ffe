import CLibZip
import Glibc

/// An archive made for a test, in a file that is gone afterwards.
struct ArchiveOnDisk {
  /// The bytes of an archive with these files.
  static func bytes(_ files: [(name: String, content: [UInt8])]) -> [UInt8] {
    var template = Array("/tmp/switchbook-zip-XXXXXX".utf8CString)
    close(mkstemp(&template))
    defer { unlink(template) }
    unlink(template)
    guard let archive = zip_open(template, ZIP_CREATE, nil) else { return [] }
    for (name, content) in files {
      // libzip frees the copy once it has written it.
      guard let copy = malloc(max(content.count, 1)) else { return [] }
      content.withUnsafeBytes { copy.copyMemory(from: $0.baseAddress ?? UnsafeRawPointer(copy), byteCount: $0.count) }
      let source = zip_source_buffer(archive, copy, UInt64(content.count), 1)
      if let source { zip_file_add(archive, name, source, 0) }
    }
    zip_close(archive)
    guard let file = fopen(template, "rb") else { return [] }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 1 << 22)
    let count = fread(&bytes, 1, bytes.count, file)
    return Array(bytes[..<count])
  }
}
