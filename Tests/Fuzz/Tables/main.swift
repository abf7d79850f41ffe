import CSVSyntax
import Fuzzing
import TextEncoding

// Whatever the text: reading ends, every field lies within the text's size, lines never run backwards, and the clean
// table is read as it was written, with as many rows.
fuzz { bytes in
  guard let text = try? DecodedText.decode(FileBytes(bytes)) else { return }
  let table = CSVTable(text.text)
  var rows = 0
  var line = 0
  for part in 0..<table.partCount {
    var reader = table.reader(part: part)
    while reader.next() {
      rows += 1
      precondition(reader.line >= line)
      line = reader.line
      for index in 0..<reader.fieldCount {
        precondition(reader.field(index).count <= text.text.count)
        precondition(reader.column(index) >= 1)
      }
    }
  }
  precondition(rows == 0 || table.columnCount > 0)
  var clean: [UInt8] = []
  _ = table.writeClean { clean += $0 }
  precondition(clean.isEmpty == (table.columnCount == 0))
  if let following = table.following() { precondition(following.columnCount > 0) }
}
