import Fuzzing
import YAMLSyntax

// Whatever it is, both readers end with the same events or the same mistakes, whole or in parts.
fuzz { bytes in
  let events = lines(of: bytes, isSlow: false, partSize: 1 << 20)
  let slow = lines(of: bytes, isSlow: true, partSize: 1 << 20)
  precondition(events == slow, "\(events)\n\(slow)")
  precondition(lines(of: bytes, isSlow: false, partSize: 3) == events)
  _ = try? YAMLNode.parse(bytes)
}

func lines(of bytes: UnsafeRawBufferPointer, isSlow: Bool, partSize: Int) -> [String] {
  let file = YAMLItems.File(bytes, partSize: partSize)
  var lines: [String] = []
  for part in 0..<file.partCount {
    var items = file.items(ofPart: part)
    items.isSlow = isSlow
    var events = YAMLEvents()
    while true {
      do throws(YAMLError) {
        guard try items.next(into: &events) else { break }
        for index in events.indices {
          let (line, column) = events.place(at: index)
          let event = events[index]
          let text = event.kind == .scalar ? events.text(at: index) : ""
          lines.append("\(event.kind) \(event.isPlain) \(line):\(column) \(text)")
        }
      } catch {
        lines.append("\(error)")
      }
    }
  }
  return lines
}
