import CLibXML2

/// UTF-8 into the encoding that a device wants.
enum TargetEncoding {
  static func isKnown(_ name: String) -> Bool {
    guard let handler = xmlFindCharEncodingHandler(name) else { return false }
    xmlCharEncCloseFunc(handler)
    return true
  }

  /// The text in another encoding; what that lacks becomes a reference, `&#8364;`.
  static func encode(_ text: [UInt8], as name: String) -> [UInt8] {
    if name.uppercased() == "UTF-8" { return text }
    guard let handler = xmlFindCharEncodingHandler(name), let input = xmlBufferCreate(), let output = xmlBufferCreate()
    else { return text }
    defer {
      xmlCharEncCloseFunc(handler)
      xmlBufferFree(input)
      xmlBufferFree(output)
    }
    var result: [UInt8] = []
    var position = 0
    while position < text.count || input.pointee.use > 0 {
      let count = min(text.count - position, 1 << 20)
      text.withUnsafeBufferPointer { bytes in
        _ = xmlBufferAdd(input, bytes.baseAddress.map { $0 + position }, Int32(truncatingIfNeeded: count))
      }
      position += count
      let before = input.pointee.use
      let status = xmlCharEncOutFunc(handler, output, input)
      result += UnsafeBufferPointer(start: output.pointee.content, count: Int(output.pointee.use))
      xmlBufferEmpty(output)
      if status < 0, input.pointee.use == before { xmlBufferShrink(input, 1) }
      if count == 0, input.pointee.use == before { break }
    }
    return result
  }
}
