/// The names of elements and attributes of a document, each made a `String` once.
///
/// One thread adds names while another looks up those that it was told of: a name never moves.
final class XMLNames: @unchecked Sendable {
  private let all = StandingList<XMLName>()
  private let contents: UnsafeMutablePointer<XMLNamesContents>

  init(records: [String]) {
    contents = .allocate(capacity: 1)
    contents.initialize(to: XMLNamesContents(records: records, all: all))
  }

  deinit {
    contents.deinitialize(count: 1)
    contents.deallocate()
  }

  func name(_ index: Int32) -> XMLName { all[Int(index)] }
  /// Whether elements of a name may be records; for the thread that adds names.
  func isOfRecord(_ index: Int32) -> Bool { contents.pointee.areOfRecords[Int(index)] }
  /// How many there are; for the thread that adds them.
  var count: Int { all.count }
  func forgetAddresses() { contents.pointee.forgetAddresses() }

  /// - Parameter uri: the namespace, which is kept of the first name that is new.
  func index(
    _ local: UnsafePointer<UInt8>, _ prefix: UnsafePointer<UInt8>?, in uri: UnsafePointer<UInt8>? = nil
  ) -> Int32 {
    contents.pointee.index(local, prefix, uri)
  }
}

struct XMLName {
  let local: String
  let prefix: String
  /// The name as written, with its prefix.
  let qualified: String
  /// The namespace of the first element or attribute that is called so; empty for none.
  let namespace: String
  /// The names around elements of the name that are delivered whole, innermost last; none where it is of no record.
  let recordPaths: [[String]]
}

/// How the names are found.
private struct XMLNamesContents {
  private let all: StandingList<XMLName>
  private var records: [String: [[String]]] = [:]
  private var indices: [String: Int32] = [:]
  /// Of each name, whether it has a way to records.
  private(set) var areOfRecords: [Bool] = []
  /// libxml2 keeps one copy of a name, so that its address tells it: an open table of address pairs.
  private var slots: [(local: UnsafePointer<UInt8>?, prefix: UnsafePointer<UInt8>?, index: Int32)]
  private var slotCount = 0

  init(records: [String], all: StandingList<XMLName>) {
    self.all = all
    for record in records {
      let path = record.split(separator: "/").map(String.init)
      if let name = path.last { self.records[name, default: []].append(path.dropLast()) }
    }
    slots = Array(repeating: (nil, nil, 0), count: 64)
  }

  /// Forgets addresses, because another parser has its own.
  mutating func forgetAddresses() {
    slots = Array(repeating: (nil, nil, 0), count: slots.count)
    slotCount = 0
  }

  mutating func index(
    _ local: UnsafePointer<UInt8>, _ prefix: UnsafePointer<UInt8>?, _ uri: UnsafePointer<UInt8>?
  ) -> Int32 {
    var slot = Self.hash(local, prefix) & (slots.count - 1)
    while let known = slots[slot].local {
      if known == local, slots[slot].prefix == prefix { return slots[slot].index }
      slot = (slot + 1) & (slots.count - 1)
    }
    func text(_ bytes: UnsafePointer<UInt8>?) -> String { bytes.map { String(cString: $0) } ?? "" }
    let index = index(String(cString: local), prefix: text(prefix), namespace: text(uri))
    remember(local, prefix, index)
    return index
  }

  private mutating func index(_ local: String, prefix: String, namespace: String) -> Int32 {
    let whole = prefix.isEmpty ? local : "\(prefix):\(local)"
    if let known = indices[whole] { return known }
    let name = XMLName(
      local: local, prefix: prefix, qualified: whole, namespace: namespace, recordPaths: records[local] ?? [])
    let index = Int32(truncatingIfNeeded: all.append(name))
    indices[whole] = index
    areOfRecords.append(!name.recordPaths.isEmpty)
    return index
  }

  private mutating func remember(_ local: UnsafePointer<UInt8>, _ prefix: UnsafePointer<UInt8>?, _ index: Int32) {
    slotCount += 1
    if slotCount * 2 > slots.count {
      let old = slots
      slots = Array(repeating: (nil, nil, 0), count: old.count * 2)
      for entry in old where entry.local != nil { insert(entry) }
    }
    insert((local, prefix, index))
  }

  private mutating func insert(_ entry: (local: UnsafePointer<UInt8>?, prefix: UnsafePointer<UInt8>?, index: Int32)) {
    var slot = Self.hash(entry.local, entry.prefix) & (slots.count - 1)
    while slots[slot].local != nil { slot = (slot + 1) & (slots.count - 1) }
    slots[slot] = entry
  }

  private static func hash(_ local: UnsafePointer<UInt8>?, _ prefix: UnsafePointer<UInt8>?) -> Int {
    let bits = UInt(bitPattern: local) &+ UInt(bitPattern: prefix) &* 31
    return Int(truncatingIfNeeded: (bits &* 0x9E37_79B9_7F4A_7C15) >> 40)
  }
}
