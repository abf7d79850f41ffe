import Fuzzing
import XMLSyntax

// Whatever it is, reading ends with records or an error; a record that was read is written, read again and the same.
fuzz { bytes in
  var records: [XMLElement] = []
  guard (try? readXML(bytes, records: ["Unit"]) { if case .record(let unit) = $0 { records.append(unit) } }) != nil
  else { return }
  _ = xmlRootName(of: bytes)
  var writer = XMLWriter()
  writer.open("Book")
  for record in records { writer.element(record) }
  let written = writer.take()
  precondition(writer.droppedCount == 0)
  var again: [XMLElement] = []
  let problems = written.withUnsafeBytes { written in
    try? readXML(written, records: ["Unit"]) { if case .record(let unit) = $0 { again.append(unit) } }
  }
  precondition(problems?.isEmpty == true || records.contains(where: repeatsAttribute))
  precondition(again.map(shape) == records.map(shape))
}

/// Both values are read, and written.
func repeatsAttribute(_ element: XMLElement) -> Bool {
  Set(element.attributes.map(\.name)).count < element.attributes.count
    || element.children.contains(where: repeatsAttribute)
}

func shape(_ element: XMLElement) -> String {
  let attributes = element.attributes.map { "\($0.name)=\($0.value)" }
  return "\(element.qualifiedName)\(attributes)\(element.children.map(shape))\(element.text)"
}
