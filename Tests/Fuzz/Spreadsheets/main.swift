import CSVSyntax
import Fuzzing
import SpreadsheetSyntax
import TextEncoding
import ZipSyntax

// Whatever a workbook, a worksheet or the content of a spreadsheet is, reading ends with a table or an error, and the
// table has a record for every row.
fuzz { bytes in
  read(Array(bytes))
  let relation = "<Relationship Id=\"a\" Type=\"x/officeDocument\" Target=\"w.xml\"/>"
  let sheet = "<Relationship Id=\"s\" Type=\"x/worksheet\" Target=\"s.xml\"/>"
  read([
    ("[Content_Types].xml", Array("<t/>".utf8)), ("_rels/.rels", Array("<r>\(relation)</r>".utf8)),
    ("w.xml", Array("<w><sheet name=\"S\" id=\"s\"/></w>".utf8)), ("_rels/w.xml.rels", Array("<r>\(sheet)</r>".utf8)),
    ("s.xml", Array(bytes)),
  ])
  read([("mimetype", []), ("content.xml", Array(bytes))])
}

func read(_ parts: [(name: String, bytes: [UInt8])]) {
  guard let writer = try? ZipWriter() else { return }
  for (name, bytes) in parts { try? writer.add(name, bytes) }
  if let archive = try? writer.finish() { read(archive) }
}

func read(_ bytes: [UInt8]) {
  guard let workbook = try? Workbook(FileBytes(bytes)) else { return }
  for index in workbook.sheets.indices {
    guard let sheet = try? workbook.read(index) else { continue }
    let table = CSVTable(sheet.text, delimiter: UInt8(ascii: ","))
    var rows = 0
    for part in 0..<table.partCount {
      var reader = table.reader(part: part)
      while reader.next() { rows += 1 }
    }
    precondition(rows <= sheet.rowCount)
    precondition(sheet.rowCount == 0 || sheet.row(ofLine: 1) >= 1)
  }
}
