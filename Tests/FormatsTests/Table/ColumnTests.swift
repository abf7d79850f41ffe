import Contacts
import Testing

@testable import Formats

/// What columns are taken for, and how an admin overrules it.
@Suite struct ColumnTests {
  private let csv = Result { try Tables.library.get().format(named: "csv") }

  private func guesses(_ text: String, told: [ColumnOverride] = []) throws -> [ColumnGuess] {
    try Tables.source(text, try csv.get(), told: told).plan.guesses
  }

  @Test func valuesTellWhatTitlesDoNot() throws {
    let guesses = try guesses(
      """
      Foo,Bar,Baz,Qux
      Anna Weber,030 23125110,anna@weber.example,Weber GmbH
      Tom Okafor,020 7946 0958,tom@okafor.example,Okafor Ltd

      """)
    #expect(guesses.map(\.field) == ["name.display", "number.business", "email.work", "organization"])
    #expect(guesses.allSatisfy { $0.reason == .content && $0.confidence > 0.7 && $0.confidence < 0.9 })
  }

  @Test(arguments: ["03-1234-5678", "02-2345-6781", "020 7946 0001"]) func numbersOfAnyRegionAreNoDates(
    _ number: String
  ) throws {
    let rows = (0...5).map { "P\($0),07700900121,\(number)\n" }.joined()
    #expect(try guesses("Name,Mobile,Xyz\n" + rows)[2].field == "number.business")
    let dates = (1...6).map { "P\($0),07700900121,0\($0)-10-2024\n" }.joined()
    #expect(try guesses("Name,Mobile,Xyz\n" + dates)[2].field == "extra")
  }

  @Test(arguments: [
    "Ονοματεπώνυμο,Κινητό,Εταιρεία", "שם מלא,נייד,חברה", "الاسم,الجوال,الشركة", "이름,휴대폰,회사", "Név,Mobiltelefon,Cég",
    "ПІБ,Мобільний,Компанія", "姓名,手機,公司",
  ]) func titlesOfManyLanguages(_ header: String) throws {
    let fields = try guesses(header + "\nX Y,6912345678,Z\n").map(\.field)
    #expect(fields == ["name.display", "number.mobile", "organization"])
  }

  @Test(arguments: ["Άννα Παππά", "רות כהן", "أحمد علي", "김 철수"]) func namesOfAlphabetsWithoutCapitals(_ name: String)
    throws
  {
    #expect(try guesses("Foo,Mobile\n\(name),6912345678\n\(name),6912345679\n")[0].field == "name.display")
  }

  @Test func aTableWiderThanAWorksheetIsRefused() throws {
    let header = (0...16_384).map { "c\($0)" }.joined(separator: ",")
    let failure = #expect(throws: Failure.self) { try guesses(header + "\n" + header + "\n") }
    #expect(failure?.code == .tableTooWide)
  }

  @Test func aTitleThatItsValuesBelieIsLessSure() throws {
    let sure = try guesses("Name,E-mail\nAnn,ann@x.example\n")[1]
    let unsure = try guesses("Name,E-mail\nAnn,call her\n")[1]
    #expect(sure.confidence > 0.9)
    #expect(unsure.confidence < 0.6)
  }

  @Test(arguments: [
    ("Titel", "Dr.", "name.prefix"), ("Titel", "Verkäufer", "title"), ("Titel", "Frau Dr.", "name.prefix"),
    ("Title", "Mrs", "name.prefix"), ("Title", "Sales Manager", "title"), ("Title", "", "title"),
  ]) func aTitleOfTwoMeaningsIsToldByItsValues(_ header: String, _ value: String, _ field: String) throws {
    #expect(try guesses("Name,\(header),Telefon\nAnn Lee,\(value),02079460958\n")[1].field == field)
  }

  @Test func twoEquallyLikelyMeaningsStopTheRun() throws {
    let text = "Name,Titel,Telefon\nAnn Lee,Dr.,02079460958\nTom Okafor,Verkäufer,02079460123\n"
    let failure = #expect(throws: Failure.self) { try guesses(text) }
    #expect(failure?.code == .columnAmbiguous)
    #expect(failure?.what.contains("name.prefix or title") == true)
    #expect(try guesses(text, told: [ColumnOverride("Titel=title")])[1].field == "title")
  }

  @Test func whatIsToldComesFirst() throws {
    let guesses = try guesses(
      "Name,Cell,Dept\nAnn,020 7946 0958,Sales\n",
      told: [ColumnOverride("cell=home"), ColumnOverride("Dept=note")])
    #expect(guesses.map(\.field) == ["name.display", "number.home", "note"])
    #expect(guesses[1].reason == .told)
  }

  @Test(arguments: [
    ("Cel=mobile", DiagnosticCode.columnUnknown, "\"Cell\""), ("Cell=moble", .fieldUnknown, "\"mobile\""),
    ("Cell", .usage, "COLUMN=FIELD"),
  ]) func mistakesNameTheNearest(_ text: String, _ code: DiagnosticCode, _ near: String) throws {
    let failure = #expect(throws: Failure.self) {
      try guesses("Name,Cell\nAnn,020 7946 0958\n", told: [ColumnOverride(text)])
    }
    #expect(failure?.code == code)
    #expect(failure?.what.contains(near) == true)
  }

  @Test func aTitleInTheFieldsPlaceNamesTheField() throws {
    let library = try Tables.library.get()
    for (title, field) in [("state", "address.region"), ("Firma", "organization")] {
      let failure = #expect(throws: Failure.self) { try ColumnOverride("ST=\(title)", library: library) }
      #expect(failure?.what == "there is no field \"\(title)\"; did you mean \"\(field)\"?")
    }
  }

  /// Every format's words come back out of ``Meaning/text`` as they went in.
  @Test func meaningsAreWrittenAsTheyAreRead() throws {
    for rule in try Tables.library.get().formats.flatMap(\.rules) {
      #expect(Meaning(rule.meaning.text) == rule.meaning)
    }
  }
}
