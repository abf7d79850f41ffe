import YAMLSyntax

/// A file of items read into lines of text, one an event, by one engine or the other.
func itemLines(_ text: String, isSlow: Bool = false, partSize: Int = 4 << 20) -> [String] {
  Array(text.utf8).withUnsafeBytes { bytes in
    let file = YAMLItems.File(bytes, partSize: partSize)
    var lines: [String] = []
    for part in 0..<file.partCount {
      var items = file.items(ofPart: part)
      items.isSlow = isSlow
      var events = YAMLEvents()
      while true {
        do throws(YAMLError) {
          guard try items.next(into: &events) else { break }
          lines.append("item")
          for index in events.indices {
            let (line, column) = events.place(at: index)
            switch events[index].kind {
            case .openSequence: lines.append("\(line):\(column) [")
            case .closeSequence: lines.append("]")
            case .openMapping: lines.append("\(line):\(column) {")
            case .closeMapping: lines.append("}")
            case .scalar:
              lines.append("\(line):\(column) \(events[index].isPlain ? "" : "\"")\(events.text(at: index))")
            }
          }
        } catch {
          lines.append("error \(error.line):\(error.column): \(error.message)")
        }
      }
    }
    return lines
  }
}
