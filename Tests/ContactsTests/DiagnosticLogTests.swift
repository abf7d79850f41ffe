import Testing

@testable import Contacts

@Suite struct DiagnosticLogTests {
  /// Notes about endless different things are one line beyond a number of them; what is wrong is told apart.
  @Test func notesAreBounded() {
    func log(_ code: DiagnosticCode, _ subjects: Range<Int>) -> DiagnosticLog {
      var log = DiagnosticLog()
      for subject in subjects { log.add(code, "\(subject)", at: Place(line: subject + 1)) }
      return log
    }
    var notes = log(.propertyUnmapped, 0..<1_000)
    #expect(notes.diagnostics.count == DiagnosticLog.maximumNotes + 1 && notes.count(of: .propertyUnmapped) == 1_000)
    notes.append(log(.propertyUnmapped, 50..<150))
    #expect(notes.diagnostics.count == DiagnosticLog.maximumNotes + 1 && notes.count(of: .propertyUnmapped) == 1_100)
    #expect(notes.diagnostics[60].count == 2 && notes.diagnostics.last?.subject == DiagnosticLog.others)
    #expect(notes.diagnostics.last?.count == 950 && notes.diagnostics.last?.places.first == Place(line: 101))
    notes.append(log(.columnUnmapped, 0..<10))
    #expect(notes.diagnostics.count == DiagnosticLog.maximumNotes + 11)
    #expect(log(.phonebookUnlisted, 0..<500).diagnostics.count == 500)
  }

  @Test func placesNameTheFileOfAFolder() {
    let inputs = [InputName("a.csv"), InputName("cards", files: ["x.vcf", "y/z.vcf"])]
    #expect(Place(line: 3).description(inputs: inputs) == "a.csv:3")
    #expect(Place(input: 1, file: 2, line: 3, column: 4).description(inputs: inputs) == "cards/y/z.vcf:3:4")
    #expect(Place(input: 1, file: 1).description(inputs: inputs) == "cards/x.vcf")
    #expect(Place(input: 1).description(inputs: inputs) == "cards")
    #expect(Place(input: 1, file: 1, line: 9) < Place(input: 1, file: 2, line: 1))
  }
}
