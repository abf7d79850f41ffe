import Glibc

/// Text in UTF-8 and what it took.
struct Decoding {
  let text: FileBytes
  let replacements: Replacements

  /// The bytes of `file`, which are in `encoding`, as UTF-8.
  init(_ file: FileBytes, encoding: String) throws(DecodingError) {
    let name = encoding.uppercased().filter { $0 != "-" && $0 != "_" }
    switch name {
    case "UTF8": self.init(file, UTF8RepairDecoder())
    case "UTF16LE": self.init(file, UTF16Decoder(isBigEndian: false))
    case "UTF16BE": self.init(file, UTF16Decoder(isBigEndian: true))
    default:
      if let table = SingleByteTable(encoding) {
        self.init(file, SingleByteDecoder(table: table))
      } else {
        try self.init(file, iconv: encoding)
      }
    }
  }

  /// Decodes chunks at the same time: first how long each becomes, then each into its place.
  private init(_ file: FileBytes, _ decoder: some ChunkDecoder) {
    let size = 1 << 20
    var cuts = [0]
    while let last = cuts.last, last < file.count {
      cuts.append(last + size >= file.count ? file.count : decoder.cut(file.bytes, at: last + size))
    }
    let chunks = zip(cuts, cuts.dropFirst()).map { $0..<$1 }
    let counts = concurrentMap(chunks.count) { decoder.count(file.bytes, chunks[$0]) }
    var offsets = [0]
    for count in counts { offsets.append(offsets[offsets.count - 1] + count) }
    let total = offsets[offsets.count - 1]
    // Text grows threefold at most. In pages of 2 MiB it is there with a fraction of the page faults.
    let page = 1 << 21
    var memory: UnsafeMutableRawPointer?
    guard posix_memalign(&memory, total < page ? 16 : page, max(1, total)) == 0, let memory else {
      fatalError("out of memory")
    }
    if total >= page { madvise(memory, total, MADV_HUGEPAGE) }
    nonisolated(unsafe) let output = memory
    let starts = offsets
    let found = concurrentMap(chunks.count) { decoder.decode(file.bytes, chunks[$0], to: output + starts[$0]) }
    var replacements = Replacements()
    for (index, chunk) in found.enumerated() { replacements.append(chunk, offset: offsets[index]) }
    self.replacements = replacements
    text = FileBytes(owning: memory, count: total)
  }

  /// Decodes from start to end through iconv.
  private init(_ file: FileBytes, iconv encoding: String) throws(DecodingError) {
    guard let iconv = Iconv(from: encoding) else { throw .unknownEncoding(encoding) }
    let unit = Self.unitLength(of: encoding)
    var output = GrowingText(capacity: file.count + file.count / 2 + 64)
    var input = file.bytes
    var replacements = Replacements()
    while !input.isEmpty {
      switch output.append({ iconv.convert(&input, to: &$0) }) {
      case .done, .outputFull: continue
      case .invalid, .incomplete:
        replacements.add(at: output.count)
        output.append(bytes: [0xEF, 0xBF, 0xBD])
        input = UnsafeRawBufferPointer(rebasing: input.dropFirst(unit))
      }
    }
    _ = output.append { iconv.finish(to: &$0) }
    self.replacements = replacements
    text = output.take()
  }

  /// How many bytes one unit of the encoding takes at least.
  private static func unitLength(of encoding: String) -> Int {
    let name = encoding.uppercased()
    if name.hasPrefix("UTF-16") || name.hasPrefix("UCS-2") { return 2 }
    return name.hasPrefix("UTF-32") || name.hasPrefix("UCS-4") ? 4 : 1
  }
}

/// Text in memory that grows as needed.
private struct GrowingText: ~Copyable {
  private var memory: UnsafeMutableRawPointer
  private var capacity: Int
  private(set) var count = 0

  init(capacity: Int) {
    self.capacity = capacity
    memory = Self.grown(nil, to: capacity)
  }

  deinit { free(memory) }

  /// Lets `fill` write into the room behind the text, of which there is some.
  mutating func append(_ fill: (inout UnsafeMutableRawBufferPointer) -> Iconv.Stop) -> Iconv.Stop {
    if capacity - count < 64 {
      capacity *= 2
      memory = Self.grown(memory, to: capacity)
    }
    var room = UnsafeMutableRawBufferPointer(start: memory + count, count: capacity - count)
    let stop = fill(&room)
    count = capacity - room.count
    return stop
  }

  mutating func append(bytes: [UInt8]) {
    _ = append { room in
      room.copyBytes(from: bytes)
      room = UnsafeMutableRawBufferPointer(rebasing: room.dropFirst(bytes.count))
      return .done
    }
  }

  consuming func take() -> FileBytes {
    let result = FileBytes(owning: memory, count: count)
    discard self
    return result
  }

  private static func grown(_ memory: UnsafeMutableRawPointer?, to capacity: Int) -> UnsafeMutableRawPointer {
    guard let memory = realloc(memory, capacity) else { fatalError("out of memory") }
    return memory
  }
}
