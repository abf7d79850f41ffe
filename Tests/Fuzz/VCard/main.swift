import Fuzzing
import VCardSyntax

// Whatever the bytes are: the cards of the parts are those of the whole, and a card written again in its own version has
// the same properties when it is read.
fuzz { bytes in
  var limits = VCardReader.Limits()
  limits.propertyBytes = 1_000
  limits.properties = 50
  var reader = VCardReader(bytes, fallback: "WINDOWS-1252", limits: limits)
  var writer = VCardWriter(version: .v30)
  var names: [[UInt8]] = []
  while reader.next() {
    precondition(reader.range.upperBound <= bytes.count)
    writer.version = reader.version
    writer.begin()
    names.removeAll()
    for property in reader.properties where !property.name.equals("VERSION") && !property.name.equals("AGENT") {
      var types = 0
      property.forEachType { types += $0.count }
      precondition(types <= property.parameterText.count)
      let text = VCardText.unescaped(property.value)
      let name = Array(property.name)
      writer.append(text)
      writer.property(
        name, isBase64: property.encoding == .base64 && text.utf8.allSatisfy { $0 < 0x80 && $0 > 0x20 })
      names.append(name)
    }
    writer.end()
    let written = writer.take()
    written.withUnsafeBytes { bytes in
      var again = VCardReader(bytes)
      precondition(again.next())
      precondition(again.properties.count == names.count + 1)
      for (property, name) in zip(again.properties.dropFirst(), names) {
        precondition(property.name.elementsEqual(name))
      }
      precondition(!again.next())
    }
  }
}
