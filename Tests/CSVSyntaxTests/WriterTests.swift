import CSVSyntax
import Testing

@Suite struct WriterTests {
  private func written(_ rows: [[String]], _ writer: CSVWriter = CSVWriter()) -> String {
    var writer = writer
    for row in rows {
      for field in row { writer.field(field) }
      writer.endRecord()
    }
    return String(decoding: writer.take(), as: UTF8.self)
  }

  @Test func quotesWhatMustBe() {
    #expect(written([["a", "b,c", "d\"e", "f\ng", " h", ""]]) == "a,\"b,c\",\"d\"\"e\",\"f\ng\",\" h\",\n")
  }

  @Test func aRecordOfOneEmptyFieldIsNoBlankLine() { #expect(written([["a"], [""]]) == "a\n\"\"\n") }

  @Test func obeysItsOptions() {
    let writer = CSVWriter(delimiter: UInt8(ascii: ";"), lineEnd: .crlf, quoting: .always)
    #expect(written([["a;b", "c,d"]], writer) == "\"a;b\";\"c,d\"\r\n")
  }

  @Test(arguments: [
    ("=1+1", "'=1+1"), ("@SUM(A1)", "'@SUM(A1)"), ("\tx", "'\tx"), ("+44 20 7946 0123", "+44 20 7946 0123"),
    ("+44 (0)20-7946/0123", "+44 (0)20-7946/0123"), ("-12.5", "-12.5"), ("+cmd|x", "'+cmd|x"), ("-", "-"),
    ("--1+A1", "'--1+A1"), ("Ann", "Ann"),
  ])
  func defusesFormulas(_ cell: String, _ safe: String) {
    #expect(written([[cell]], CSVWriter(defusesFormulas: true)) == "\(safe)\n")
    #expect(written([[cell]]) == "\(cell)\n")
  }
}
