import Contacts

/// Makes the key of one contact after another, with the same buffers.
struct KeyBuilder: Sendable {
  private var words = WordList()
  private var strong: [UInt64] = []
  /// Of a street: its name, and its house numbers.
  private var joined = Letters()
  private var house = Letters()
  /// The systems whose record ids tell nobody apart.
  var unnamedSystems: [String]

  init(unnamedSystems unnamed: [String] = []) { unnamedSystems = unnamed }

  /// Of the words of the key so far; of their texts, for their indices depend on the order of the input.
  private var content: UInt64 = 0
  /// Of the name.
  private var accents = Accents()

  mutating func build(
    _ contact: borrowing Contact, in vocabulary: inout Vocabulary, into values: inout [UInt32]
  ) -> KeyHead {
    var head = KeyHead()
    content = 0
    head.start = UInt32(truncatingIfNeeded: values.count)
    head.owner = Self.ownerHash(contact.owner)
    head.birthday = Birthday.key(contact.birthday)
    head.names = addName(contact, &head.generation, &head.titles, &vocabulary, &values)
    head.organizations = addOrganization(contact.organization, &vocabulary, &values)
    head.places = addPlaces(contact.addresses, &vocabulary, &values)
    contact.numbers.withUnsafeBufferPointer { numbers in
      // Field by field: a number as a whole would be copied.
      for index in numbers.indices {
        let key = NumberKey.key(
          numbers[index].dialled, extension: numbers[index].extension, isMobile: numbers[index].kind == .mobile)
        if let key { strong.append(key) }
      }
    }
    head.numbers = UInt32(addStrong(&values))
    contact.emails.withUnsafeBufferPointer { all in
      for index in all.indices.prefix(Int(UInt16.max)) {
        if let key = EmailMeaning.key(all[index].address) { strong.append(key) }
      }
    }
    head.emails = UInt16(addStrong(&values))
    if head.organizations > 0, head.names == 0 || Self.isNamedAsItsOrganization(contact) {
      head.tail.insert(.firm)
    }
    if !contact.department.isEmpty {
      head.tail.insert(.department)
      let department = Folding.folded(contact.department).withUnsafeBufferPointer { Hash.bytes($0) }
      values.append(UInt32(truncatingIfNeeded: department))
    }
    if accents.bits != 0 {
      head.tail.insert(.accents)
      values.append(accents.bits)
    }
    if !contact.source.isEmpty {
      head.tail.insert(.record)
      if unnamedSystems.contains(contact.source.system) { head.tail.insert(.unnamedSystem) }
      let id = Hash.text(contact.source.id)
      values.append(UInt32(truncatingIfNeeded: Hash.text(contact.source.system)))
      values.append(UInt32(truncatingIfNeeded: id))
      values.append(UInt32(truncatingIfNeeded: id >> 32))
    }
    head.content = content
    for offset in head.wordCount..<head.valueCount {
      head.content = Hash.mix(head.content, UInt64(values[Int(head.start) + offset]))
    }
    head.content = Hash.mix(
      head.content ^ UInt64(head.generation) ^ UInt64(head.titles.rawValue) << 8
        ^ (head.tail.contains(.firm) ? 1 << 16 : 0),
      UInt64(head.owner) << 32 | UInt64(head.birthday))
    return head
  }

  /// Whether the name is not a person's: cards must have one.
  private static func isNamedAsItsOrganization(_ contact: borrowing Contact) -> Bool {
    guard contact.name.given.isEmpty, contact.name.family.isEmpty,
      contact.name.display.utf8.count == contact.organization.utf8.count
    else { return false }
    return contact.name.display == contact.organization
      || Folding.folded(contact.name.display) == Folding.folded(contact.organization)
  }

  /// 0 for the company.
  static func ownerHash(_ owner: String) -> UInt32 {
    owner.isEmpty ? 0 : UInt32(truncatingIfNeeded: Hash.text(owner)) | 1
  }

  /// Adds the keys of numbers or e-mails, sorted and each once, so that two contacts' are compared in one walk.
  private mutating func addStrong(_ values: inout [UInt32]) -> Int {
    if strong.isEmpty { return 0 }
    if strong.count > 1 { strong.sort() }
    var count = 0
    for (index, key) in strong.enumerated() where index == 0 || key != strong[index - 1] {
      values.append(UInt32(truncatingIfNeeded: key))
      values.append(UInt32(truncatingIfNeeded: key >> 32))
      count += 1
    }
    strong.removeAll(keepingCapacity: true)
    return count
  }

  // MARK: Names

  private mutating func addName(
    _ contact: borrowing Contact, _ generation: inout UInt8, _ titles: inout Titles, _ vocabulary: inout Vocabulary,
    _ values: inout [UInt32]
  ) -> UInt8 {
    words.removeAll()
    accents = Accents()
    var signs: Folding.Signs
    if contact.name.given.isEmpty && contact.name.family.isEmpty {
      signs = addWhole(contact.name.display, &vocabulary)
    } else if contact.name.family.isEmpty {
      signs = addWhole(contact.name.given, &vocabulary)
    } else if contact.name.given.isEmpty {
      signs = addWhole(contact.name.family, &vocabulary)
    } else {
      signs = add(contact.name.given, as: .given, &vocabulary)
      _ = add(contact.name.middle, as: .middle, &vocabulary)
      signs.formUnion(add(contact.name.family, as: .family, &vocabulary))
    }
    let known = words.count
    _ = add(contact.name.suffix, as: .family, &vocabulary)
    takeGeneration(&generation, vocabulary, suffixAt: known)
    if !contact.name.prefix.isEmpty { addTitles(contact.name.prefix, to: &titles) }
    if signs.contains(.joining) { titles.insert(.couple) }
    if words.traits.contains(.relation) { titles.insert(.relation) }
    let mayJoin = words.indices.dropFirst().dropLast().contains { words[$0].isInitial }
    if mayJoin, joinsTwo(contact.name.display) || joinsTwo(contact.name.given) { titles.insert(.couple) }
    dropTitles(keepsLast: contact.name.suffix.isEmpty, vocabulary, &titles)
    if words.isEmpty, !contact.name.nickname.isEmpty { _ = add(contact.name.nickname, as: .given, &vocabulary) }
    return store(&values)
  }

  /// A name in one piece: "Anna Maria Weber", or "Weber, Anna Maria".
  private mutating func addWhole(_ name: String, _ vocabulary: inout Vocabulary) -> Folding.Signs {
    if let comma = name.utf8.firstIndex(of: UInt8(ascii: ",")) {
      let signs = add(String(name[name.index(after: comma)...]), as: .given, &vocabulary)
      return signs.union(add(String(name[..<comma]), as: .family, &vocabulary))
    }
    let start = words.count
    let signs = add(name, as: .given, &vocabulary)
    var last = words.count - 1
    while last > start, !words[last].traits.isDisjoint(with: [.generation, .credential]) { last -= 1 }
    if last > start { for index in last..<words.count { words[index].role = UInt8(NameRole.family.rawValue) } }
    return signs
  }

  /// Adds a part of a name, and tells what else it holds.
  private mutating func add(_ name: String, as role: NameRole, _ vocabulary: inout Vocabulary) -> Folding.Signs {
    if name.isEmpty { return [] }
    let signs = addWords(of: name, as: UInt8(role.rawValue), .name, &vocabulary)
    if signs.contains(.beyondASCII) { accents.add(name) }
    return signs
  }

  private mutating func addWords(
    of field: String, as role: UInt8, _ use: Vocabulary.Use, _ vocabulary: inout Vocabulary
  ) -> Folding.Signs {
    let room = WordList.maximumOfName - 1
    var rest: UInt64 = 0
    let signs = Folding.forEachWord(of: field, dotsPart: use != .organization) { word in
      if words.count < room {
        let known = vocabulary.insert(word, for: use)
        words.append(
          WordList.Word(hash: known.hash, id: known.id, role: role, traits: known.traits, isInitial: word.count == 1))
      } else {
        rest = Hash.mix(rest, Hash.bytes(word))
      }
    }
    if rest != 0, words.count == room {
      withUnsafeBytes(of: rest) { hash in
        hash.withMemoryRebound(to: UInt8.self) { bytes in
          let id = vocabulary.insert(bytes, for: use).id
          words.append(WordList.Word(hash: rest, id: id, role: role))
        }
      }
    }
    return signs
  }

  /// "Jr." behind a name or as its suffix. It is the last word of its field, never the first of the name, and never all
  /// that a field of two words holds: Junior is a name too.
  private mutating func takeGeneration(
    _ generation: inout UInt8, _ vocabulary: borrowing Vocabulary, suffixAt suffix: Int
  ) {
    if !words.traits.contains(.generation) { return }
    for index in words.indices.reversed() where index > 0 && words[index].traits.contains(.generation) {
      let isLast = index + 1 == words.count || words[index + 1].role != words[index].role
      let isAlone = words[index - 1].role != words[index].role
      guard index >= suffix || isLast && (!isAlone || words.count > 2) else { continue }
      generation = NameWords.generation(vocabulary.text(words[index].id))
      words.remove(at: index)
      return
    }
  }

  /// Drops what is no name, as long as a name is left: a title needs one word behind it, the others two. The last word of
  /// a name is no title: people are called Ing and Mag.
  private mutating func dropTitles(
    keepsLast: Bool, _ vocabulary: borrowing Vocabulary, _ titles: inout Titles
  ) {
    let last = words.count - 1
    if keepsLast, last > 0 { words[last].traits.remove(.title) }
    // Nearly all names hold none.
    if words.traits.isDisjoint(with: [.title, .credential, .particle, .conjunction]) { return }
    readTitles(vocabulary, &titles)
    for index in 1..<max(1, last) where isBetweenTwo(index) { titles.insert(.couple) }
    for (trait, enough) in [(WordTraits.title, 1), (.credential, 2), (.particle, 2)] {
      let left = words.count - words.count(trait)
      if left >= enough, left < words.count { words.removeAll(trait) }
    }
  }

  /// What the titles among the words say; the ending that an abbreviation has behind its full stop becomes one.
  private mutating func readTitles(_ vocabulary: borrowing Vocabulary, _ titles: inout Titles) {
    for index in words.indices.dropLast() where words[index].traits.contains(.title) {
      let title = vocabulary.text(words[index].id)
      var found = Titles(of: title)
      if index + 2 < words.count, Titles.isFeminineEnding(vocabulary.text(words[index + 1].id), of: title) {
        words[index + 1].traits.insert(.title)
        found.remove(.man)
        found.insert(.woman)
      }
      titles.formUnion(found)
    }
  }

  /// Titles that stand in a field of their own.
  private mutating func addTitles(_ prefix: String, to titles: inout Titles) {
    var last = ""
    Folding.forEachWord(of: prefix) { word in
      let title = String(decoding: word, as: UTF8.self)
      titles.formUnion(Titles(of: title))
      if Titles.isFeminineEnding(title, of: last) {
        titles.remove(.man)
        titles.insert(.woman)
      }
      last = title
    }
  }

  /// Whether a letter joins two names, as it is written: "Mario e Anna", "Иван и Мария", and not "Anna E. Maria".
  private func joinsTwo(_ name: String) -> Bool {
    let words = name.split(separator: " ")
    return words.dropFirst().dropLast().contains { NameWords.joiningLetters.contains($0) }
  }

  /// Whether a word joins the given names of two people, and is no initial.
  private func isBetweenTwo(_ index: Int) -> Bool {
    words[index].traits.contains(.conjunction) && words[index].role == 0
      && (!words[index].isInitial || words[index + 1].role == 0 && !words[index + 1].isInitial)
  }

  private mutating func store(_ values: inout [UInt32]) -> UInt8 {
    content = Hash.mix(content, UInt64(words.count))
    for index in words.indices {
      let word = words[index]
      let role = UInt32(word.role)
      values.append(word.id | role << KeyHead.roleShift | (word.isInitial ? KeyHead.initialBit : 0))
      content = Hash.mix(content, word.hash &+ UInt64(role))
    }
    return UInt8(words.count)
  }

  // MARK: Organizations and places

  private mutating func addOrganization(
    _ organization: String, _ vocabulary: inout Vocabulary, _ values: inout [UInt32]
  ) -> UInt8 {
    if organization.isEmpty { return 0 }
    words.removeAll()
    _ = addWords(of: LegalForms.withoutJoined(organization), as: 0, .organization, &vocabulary)
    if words.traits.contains(.legalForm), words.count(.legalForm) < words.count { words.removeAll(.legalForm) }
    return store(&values)
  }

  private mutating func addPlaces(
    _ addresses: [PostalAddress], _ vocabulary: inout Vocabulary, _ values: inout [UInt32]
  ) -> UInt8 {
    if addresses.isEmpty { return 0 }
    words.removeAll()
    var count = 0
    addresses.withUnsafeBufferPointer { addresses in
      // In place: a loop over elements would copy each.
      for index in addresses.indices where !addresses[index].isEmpty {
        if count == WordList.maximumAddresses { break }
        if count > 0 { words.append(WordList.Word(role: UInt8(PlaceRole.nextAddress.rawValue))) }
        addJoined(addresses[index].postalCode, as: .postalCode, &vocabulary)
        addJoined(addresses[index].locality, as: .locality, &vocabulary)
        addStreet(addresses[index].street, as: .street, &vocabulary)
        addStreet(addresses[index].extended, as: .extended, &vocabulary)
        addJoined(addresses[index].poBox, as: .house, &vocabulary)
        addJoined(addresses[index].region, as: .region, &vocabulary)
        count += 1
      }
    }
    return store(&values)
  }

  /// A place's name is one word: its spaces are where typing goes wrong first.
  private mutating func addJoined(_ place: String, as role: PlaceRole, _ vocabulary: inout Vocabulary) {
    if !place.isEmpty { Folding.forEachWord(of: place, isOneWord: true) { insert($0, as: role, &vocabulary) } }
  }

  /// House numbers apart from the street's name, which loses the word for the kind of way it is.
  private mutating func addStreet(_ street: String, as role: PlaceRole, _ vocabulary: inout Vocabulary) {
    if street.isEmpty { return }
    joined.removeAll()
    house.removeAll()
    Folding.forEachWord(of: street) { word in
      if word[0] <= UInt8(ascii: "9") {
        house.append(word)
      } else if !StreetWords.kinds.contains(Hash.bytes(word)) {
        joined.append(word)
      }
    }
    if joined.isEmpty {
      Folding.forEachWord(of: street) { word in
        if word[0] > UInt8(ascii: "9") { joined.append(word) }
      }
    }
    // Lent by other holders, for `self` changes meanwhile.
    let (name, number) = (joined, house)
    name.withLetters { name in
      insert(UnsafeBufferPointer(rebasing: name[..<StreetWords.lengthWithoutEnding(name)]), as: role, &vocabulary)
    }
    number.withLetters { insert($0, as: .house, &vocabulary) }
  }

  private mutating func insert(
    _ place: UnsafeBufferPointer<UInt8>, as role: PlaceRole, _ vocabulary: inout Vocabulary
  ) {
    if place.isEmpty { return }
    let known = vocabulary.insert(place, for: .place)
    words.append(WordList.Word(hash: known.hash, id: known.id, role: UInt8(role.rawValue)))
  }
}
