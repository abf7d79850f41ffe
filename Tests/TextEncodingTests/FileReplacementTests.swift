import Glibc
import Testing
import TextEncoding

@Suite struct FileReplacementTests {
  let folder: String

  init() throws {
    var template = Array("/tmp/switchbook-test.XXXXXX".utf8CString)
    _ = mkdtemp(&template)
    folder = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  @Test func standsOnlyOnceCommitted() throws {
    let path = "\(folder)/out.csv"
    let file = try FileReplacement(of: path)
    try file.write(Array("a,b\n".utf8))
    #expect(throws: FileReadError.missing) { try FileBytes(path: path) }
    try file.commit()
    #expect(try FileBytes(path: path).string == "a,b\n")
    var status = stat()
    #expect(stat(path, &status) == 0)
    #expect(status.st_mode & 0o777 == 0o600)
  }

  @Test func leavesWhatStoodThereWhenDiscarded() throws {
    let path = "\(folder)/out.csv"
    let first = try FileReplacement(of: path)
    try first.write(Array("old".utf8))
    try first.commit()
    do {
      let second = try FileReplacement(of: path)
      try second.write(Array("new".utf8))
    }
    #expect(try FileBytes(path: path).string == "old")
    #expect(try names(in: folder) == ["out.csv"])
  }

  @Test func aFolderIsNotReplaced() {
    #expect(throws: FileWriteError.self) { try FileReplacement(of: folder) }
  }

  private func names(in folder: String) throws -> [String] {
    let handle = try #require(opendir(folder))
    defer { closedir(handle) }
    var names: [String] = []
    while let entry = readdir(handle) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names
  }

  /// What was let go is there again when it is read; nothing but files is touched.
  @Test func memoryThatWasLetGoComesBack() throws {
    let path = "\(folder)/long.csv"
    let text = (0..<800_000).map { "\($0)" }.joined(separator: ",")
    let writing = try FileReplacement(of: path)
    try writing.write(Array(text.utf8))
    try writing.commit()
    for file in [try FileBytes(path: path), FileBytes(text)] {
      let part = FileBytes(10_000..<50_000, of: file)
      let expected = part.array
      for range in [0..<file.count, 1..<2, 5_000..<5_000, 4_096..<file.count] {
        file.letGo(range)
        part.letGo(0..<min(range.upperBound, part.count))
        #expect(part.array == expected && file.string == text)
      }
    }
  }
}
