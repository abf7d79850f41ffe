import Bundle
import Contacts
import Foundation
import Testing

#if canImport(Glibc)
  import Glibc
#endif

/// A disk that is really full, or cannot be written: the bundle and the export that were there are there.
@Suite(.enabled(if: isThorough, "make test-all"), .serialized) struct FullDiskTests {
  private static let isMountable = (try? SmallDisk(kilobytes: 64)) != nil

  @Test(.enabled(if: isMountable, "needs mount(8) of a tmpfs, which this user may not"))
  func aFullDiskLeavesTheOldBundle() throws {
    let disk = try SmallDisk(kilobytes: 2_048)
    let path = disk.folder.file("acme")
    try Self.change(path, to: "old", contacts: 2_000)
    let export = disk.folder.file("phones")
    try Self.export(to: export, [UInt8](repeating: 65, count: 100_000))
    let before = try FaultTests.state(path)
    var failures = 0
    for room in stride(from: 0, through: 1_400, by: 28) {
      try disk.fill(leaving: room)
      do {
        try Self.change(path, to: "new", contacts: 3_000)
      } catch let failure as Failure {
        failures += 1
        #expect(failure.code == .outputUnwritable)
        #expect(failure.what.contains("No space left on device"), "\(failure)")
        #expect(try FaultTests.state(path) == before, "\(room) KiB left")
      }
      do {
        try Self.export(to: export, [UInt8](repeating: 66, count: 500_000))
      } catch let failure as Failure {
        #expect(failure.what.contains("No space left on device"), "\(failure)")
        #expect(try Data(contentsOf: URL(fileURLWithPath: "\(export)/1002.xml")) == Data(repeating: 65, count: 100_000))
      }
      disk.empty()
      // Nothing is left in the way, and there is room again.
      if try FaultTests.state(path) == before { continue }
      #expect(try FaultTests.state(path).hasPrefix("new"))
      try FaultTests.undo(path, on: .real)
      #expect(try FaultTests.state(path) == before)
      try Self.export(to: export, [UInt8](repeating: 65, count: 100_000))
    }
    #expect(failures > 5)
    try disk.fill(leaving: 0)
    #expect(throws: Failure.self) { _ = try BundleChange(of: disk.folder.file("another")).commit() }
    #expect(!Company.exists(at: disk.folder.file("another")))
  }

  @Test(.enabled(if: isMountable, "needs mount(8) of a tmpfs, which this user may not"))
  func aDiskThatCannotBeWrittenIsReadAllTheSame() throws {
    let disk = try SmallDisk(kilobytes: 1_024)
    let path = disk.folder.file("acme")
    try Self.change(path, to: "old", contacts: 10)
    let before = try FaultTests.state(path)
    try disk.makeReadOnly()
    let failure = try #require(throws: Failure.self) { try Self.change(path, to: "new", contacts: 10) }
    #expect(failure.what.contains("Read-only file system"), "\(failure)")
    #expect(throws: Failure.self) { _ = try ExportFolder(disk.folder.file("phones")) }
    #expect(try FaultTests.state(path) == before)
  }

  private static func change(_ path: String, to name: String, contacts count: Int) throws {
    let change = try BundleChange(of: path)
    change.manifest.phonebooks = [Manifest.Phonebook(name: name)]
    let contacts = (0..<count).map { index in
      var contact = Contact()
      contact.id = String(String(UInt64(1 << 60 + index), radix: 16).suffix(16))
      contact.name.display = name
      contact.note = String(repeating: "x", count: 100)
      return contact
    }
    try change.write(ContactSelection(PackedContacts(contacts)), to: .company)
    try change.commit()
  }

  private static func export(to path: String, _ bytes: [UInt8]) throws {
    let folder = try ExportFolder(path)
    try folder.write(bytes, named: ["1001.xml", "1002.xml"])
    try folder.commit()
  }
}

/// A disk of a test's own, in memory, that goes with it.
private final class SmallDisk {
  let folder: TemporaryFolder
  private let size: Int

  init(kilobytes: Int) throws {
    folder = try TemporaryFolder()
    size = kilobytes
    try Self.run("mount", "-t", "tmpfs", "-o", "size=\(kilobytes)k", "tmpfs", folder.path)
  }

  deinit { try? Self.run("umount", folder.path) }

  /// Leaves so many kilobytes free.
  func fill(leaving kilobytes: Int) throws {
    empty()
    var status = statvfs()
    try #require(statvfs(folder.path, &status) == 0)
    let free = Int(status.f_bavail) * Int(status.f_frsize) - kilobytes * 1_024
    try #require(free >= 0)
    let filler = Data(repeating: 1, count: free)
    try #require(FileManager.default.createFile(atPath: folder.file("filler"), contents: filler))
  }

  func empty() { unlink(folder.file("filler")) }

  func makeReadOnly() throws { try Self.run("mount", "-o", "remount,ro", folder.path) }

  private static func run(_ words: String...) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = words
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0, "\(words)")
  }
}
