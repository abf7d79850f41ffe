import Contacts
import Testing

@testable import Pipeline

/// Names that are so like each other that only people know whether they are one: behind one mobile number, the first are
/// merged, and the second never are.
@Suite struct LikeNamesTests {
  @Test(arguments: [
    // German
    ("Hans|Müller", "Johannes|Mueller"), ("Karl-Heinz|Schäfer", "Karlheinz|Schaefer"), ("Sepp|Huber", "Josef|Huber"),
    ("Uschi|Lang", "Ursula|Lang"), ("Prof. Dr. med. Eva|Klein", "Eva|Klein"), ("Weber|Anna", "Anna|Weber"),
    ("Hans|Meier", "Hans|Meyer"),
    // Polish, Czech, Hungarian, Romanian, Serbian
    ("Małgorzata|Wójcik", "Gosia|Wojcik"), ("Katarzyna|Nowak-Kowalska", "Kasia|Nowak"), ("Łukasz|Żak", "Lukasz|Zak"),
    ("Jan|Dvořák", "Honza|Dvorak"), ("Jiří|Novák", "Jirka|Novak"), ("István|Tóth", "Pista|Toth"),
    ("Kovács|Péter", "Peter|Kovacs"), ("Ștefan|Țepeș", "Stefan|Tepes"), ("Đorđe|Đukić", "Djordje|Djukic"),
    // Turkish
    ("İbrahim|Çelik", "IBRAHIM|CELIK"), ("Şükrü|Ağaoğlu", "Sukru|Agaoglu"),
    // Chinese, Korean, Japanese
    ("伟|王", "|王伟"), ("小明|李", "|李小明"), ("Xiaoming|Li", "Xiao Ming|Li"), ("Wei|Wang", "Wang|Wei"),
    ("민수|김", "|김민수"), ("太郎|山田", "|山田太郎"),
    // Arabic
    ("محمد|الأحمد", "محمد|الاحمد"), ("فاطمة|علي", "فاطمه|علي"), ("Mohammed|Al-Ahmad", "Muhammad|Al Ahmad"),
    ("Ahmed|El Sayed", "Ahmad|Elsayed"),
    // Russian, Ukrainian, Greek
    ("Александр|Иванов", "Саша|Иванов"), ("Александр|Иванов", "Aleksandr|Ivanov"), ("Дмитрий|Петров", "Дима|Петров"),
    ("Алёна|Королёва", "Алена|Королева"), ("Иван|Сидоров", "Иван Петрович|Сидоров"),
    ("Ирина|Медведева", "Ira|Medvedeva"), ("Γιώργος|Παπαδόπουλος", "Giorgos|Papadopoulos"),
    // Spanish, Portuguese, Italian, French, Dutch, Scandinavian, English
    ("José Luis|García Márquez", "Jose Luis|Garcia"), ("Pepe|Ruiz", "José|Ruiz"), ("Zé|Silva", "José|Silva"),
    ("Beppe|Rossi", "Giuseppe|Rossi"), ("Gianni|De Luca", "Giovanni|Deluca"),
    ("Jean-Pierre|Lefèvre", "Jean Pierre|Lefevre"), ("François|d'Alembert", "Francois|Dalembert"),
    ("Piet|van der Berg", "Pieter|Vanderberg"), ("Fien|de Heer", "Fien|de Her"), ("Bjørn|Ødegård", "Bjorn|Odegaard"),
    ("Bob|O'Brien", "Robert|OBrien"), ("Liz|McDonald", "Elizabeth|Mac Donald"), ("Anna M.|Weber", "Anna Maria|Weber"),
  ])
  func areOnePerson(a: String, b: String) {
    #expect(decision(a, b) == .merge, "\(a) and \(b)")
    #expect(decision(b, a) == .merge, "\(b) and \(a)")
  }

  @Test(arguments: [
    // A letter of a short name
    "Lena Lea Lera", "Tim Tom Timo", "Jane June Jana", "Tina Nina", "Lara Laura Lars", "Ralf Rolf", "Eric Erin",
    "Carl Carol",
    "Sean Dean", "Mark Mary", "Esra Ezra", "Deniz Denis", "Ali Alim", "Nur Nuri", "Ayşe Ayşen", "Marco Mario",
    "Luca Lucia", "Саша Маша", "Дима Тима", "Лена Лера", "Raj Rajesh Raja", "Priya Priyanka", "Ion Ionel Ioana",
    // A man and a woman
    "Daniel Daniela", "Julian Juliane Julia", "Gabriel Gabriela", "Simon Simone", "Erik Erika", "Wilhelm Wilhelmine",
    "Michel Michèle", "Frédéric Frédérique", "Emmanuel Emmanuelle", "Axel Axelle", "Claude Claudie", "Simone Simona",
    "Gabriele Gabriella", "Daniele Daniela", "Michele Michela", "Raffaele Raffaella", "Emanuele Emanuela",
    "Andrés Andrea", "José Josefa", "Jan Janneke Jana", "Josef Josefine", "Валерий Валерия", "Виктор Виктория",
    "Евгений Евгения", "Marian Maria Mariusz", "Marion Mario", "Adrian Adriana Adrienne", "Emin Emine", "Péter Petra",
    "Γιώργος Γεωργία", "Κώστας Κωνσταντίνα",
    // Two names
    "Jarosław Mirosław Radosław", "Serkan Serhan", "Carina Marina", "Reinhard Reinhold", "Roland Ronald",
    "Karsten Torsten",
    "Мария Марина", "Justyna Martyna", "Brandon Brendan", "Calvin Kelvin", "Andrea Andreina",
    // Other scripts
    "محمد محمود", "سامي سامية", "أمين أمينة", "نور نورا", "حسن حسين", "كريم كريمة", "伟 会 芳", "민수 민서", "太郎 次郎",
  ])
  func areSeveral(given: String) {
    let names = given.split(separator: " ").map(String.init)
    for (index, a) in names.enumerated() {
      for b in names[(index + 1)...] {
        for family in ["Berg", "王", "Иванова"] {
          #expect(decision("\(a)|\(family)", "\(b)|\(family)") != .merge, "\(a) and \(b) \(family)")
        }
      }
    }
  }

  @Test(arguments: [
    ("王伟|", "王会|"), ("王伟|", "会|王"), ("김민수|", "김민서|"), ("Wei|Pan", "Wei|Chen"), ("Rob|Hall", "Bob|Hill"),
    ("Eva|Ing", "Eva|Mag"),
  ])
  func areTwoOfWhichOneWordIsAlike(a: String, b: String) {
    #expect(decision(a, b) != .merge)
  }

  /// What cannot be compared contradicts nothing, and proves nothing.
  @Test(arguments: [("דוד|כהן", "David|Cohen"), ("伟|王", "Wei|Wang")])
  func namesInTwoScriptsAreAskedAbout(a: String, b: String) {
    #expect(decision(a, b) == .review)
  }

  private func decision(_ a: String, _ b: String) -> Decision? {
    let contacts = [a, b].map { person($0) { $0.numbers = [Number(kind: .mobile, number: "+447700900201")] } }
    let found = DuplicateFinder().find(in: keys(contacts))
    return found.groups.isEmpty ? found.reviews.isEmpty ? .different : .review : .merge
  }
}
