extension DiagnosticCode {
  /// What the code means; the reference page and `switchbook explain` are made from it.
  public var explanation: Explanation {
    switch self {
    // What a file is
    case .formatGuessed:
      note("read as {subject}", "The content decides, not the file's name.", "name another with --from")
    case .encodingGuessed:
      warning(
        "the text is neither UTF-8 nor marked; read as {subject}", "A wrong guess spoils accents.",
        "look at the names, and name the encoding with --encoding if they are wrong")
    case .undecodableBytes:
      warning(
        "bytes that are no {subject} text became �", "Those letters cannot be known.",
        "save the file as UTF-8, or name its encoding with --encoding")
    case .linesBeforeHeader:
      note("{subject} above the header, taken for a title", "Titles and dates are not contacts.", "")
    case .headerMissing:
      warning(
        "the first row is no header, so columns are told by their content",
        "A column can be taken for another.", "put a header row on top")
    case .columnUnmapped:
      note(
        "column \"{subject}\" has no meaning here; it travels with the contacts as an extra field",
        "Nothing is lost, but a target shows it only where it can hold extras.", "")
    case .columnGuessed:
      note(
        "column \"{subject}\" was told by its content: {example}", "Its title says nothing, or there is none.",
        "if it is something else, say so with --map")
    case .mojibakeSuspected:
      warning(
        "UTF-8 was once read as {subject}, as {example}", "Names look broken on every phone.",
        "repair them with --repair-mojibake")
    case .mojibakeRepaired: note("letters torn apart by a wrong encoding were made whole, as {example}", "", "")
    case .sheetGuessed:
      note(
        "the sheet \"{subject}\" was read, and no other: {example}", "Its columns tell the most.",
        "name another with --sheet")
    case .sheetLeft:
      warning(
        "the sheet \"{subject}\" seems to hold contacts too, and was not read", "Its contacts would be missing.",
        "name it with --sheet in a run of its own")
    case .rowsHidden:
      note("hidden {subject} of the sheet were read like all others", "A filter may have been left set.", "")
    case .cellsMerged:
      note("the value of cells that are merged was read in each of their rows", "That is how people read them.", "")
    case .formulaWithoutResult:
      warning(
        "cells hold a formula whose result was never computed, and are empty",
        "Programs that write workbooks compute nothing.",
        "open the workbook in a spreadsheet program, save it, and read it again")
    case .keyUnknown:
      warning(
        "the key \"{subject}\" is none of a contact's{example}; it was kept as an extra field",
        "What stands under a misspelt key does not reach the phones.", "")
    case .numberColumnMissing:
      warning(
        "no column is known to hold telephone numbers; the header is {example}",
        "Contacts without a number are of no use to a phone.",
        "name the columns in a descriptor of your own (switchbook formats show csv)")
    case .markupRepaired:
      warning("the markup is broken and was repaired: {subject}", "A phone might refuse the file.", "")
    // What a record is
    case .rowBlank: note("rows without any text are not records", "Spreadsheets often end in them.", "")
    case .headerRepeated:
      note("rows that repeat the header are not records", "Files were put one behind the other.", "")
    case .tableFollows:
      warning(
        "another table with other columns begins here", "Its rows would stand in the wrong columns of the first.",
        "look whether its contacts are as they should be")
    case .tableLeft:
      warning(
        "another table with other columns begins here and was not written", "One file holds one table.",
        "split the file")
    case .rowRagged:
      warning(
        "a row has {subject} fields where the header has another number of columns",
        "Fields may stand in the wrong column.", "look for a separator inside a field that is not quoted")
    case .quoteStray:
      warning("a quotation mark inside an unquoted field was kept as text", "The row may be cut wrongly.", "look at it")
    case .quoteOpen:
      error(
        "a quoted field is never closed; the rest of its line was taken as its text",
        "The file may be cut off, or a mark is missing.", "close the quotation mark")
    case .nulByte: warning("NUL bytes were removed", "The file is damaged or binary in part.", "")
    case .fieldOversized:
      error("a field is larger than {subject}", "No phone system holds it.", "shorten the field")
    case .propertyUnmapped:
      note(
        "property {subject} has no meaning here; it travels with the contacts as an extra field",
        "Nothing is lost, but a target shows it only where it can hold extras.", "")
    case .cardRepaired:
      warning(
        "a card is broken and was read all the same: {subject}", "Something may stand in the wrong place.",
        "look at it, and export it again where it came from if anything is missing")
    case .cardCut:
      error("a part of a card was left out: {subject}", "No phone system holds so much.", "shorten it at the source")
    case .cardReshaped:
      warning(
        "{subject} says more by its form than a line of a vCard can, as {example}",
        "Its texts are kept; written again, it has another form.", "look at it")
    case .recordUnreadable:
      error("the record cannot be read: {subject}", "What can be kept of it is in the rejected file.", "")
    case .entrySkipped: note("{subject} were passed over, as {example}", "", "")
    case .elementUnknown:
      warning(
        "elements that {subject} does not know were passed over with all that is in them, as <{example}>",
        "Contacts in them would be missing.",
        "look at them, and describe them in a format of your own if they hold contacts: Formats/README.md")
    // Cleaning
    case .spacesTidied:
      note("spaces before, after or doubled inside {subject} were removed", "\"Ann \" and \"Ann\" are one name.", "")
    case .invisiblesRemoved:
      note(
        "invisible characters were removed from {subject}",
        "Zero-width and direction marks hide in copied text and break comparison.", "")
    case .accentsComposed:
      note("accents of {subject} were composed (Unicode NFC)", "Equal names must be equal bytes.", "")
    case .emptyWord: note("\"{example}\" in {subject} means that nothing is there", "", "")
    case .cellUnwrapped:
      note("{subject} around a value was taken off, as {example}", "Spreadsheets and web pages put it there.", "")
    case .numberInName:
      note("a number stood in the place of a name and was taken for a number: {example}", "", "")
    case .numberRemark:
      note("words beside a number became its label: {example}", "A phone dials digits only.", "")
    case .numberLetters:
      warning(
        "letters in the place of digits were read as the digits that they look like, as {example}",
        "A phone dials digits only.", "compare it with the source")
    case .numberUnrounded:
      note(
        "a number that a spreadsheet wrote in powers of ten has all its digits and was restored: {example}",
        "Spreadsheets take long numbers for quantities.", "format the column as text")
    case .numberRounded:
      error(
        "{example} lost its last digits to a spreadsheet", "Whom it called cannot be known.",
        "export the list again with the column formatted as text")
    case .numberRoundedAway:
      warning(
        "{example} lost its last digits to a spreadsheet; the contact has another number, and keeps this one as an extra field",
        "Whom it called cannot be known.", "export the list again with the column formatted as text")
    case .nameSwapped:
      note("\"{example}\" was read as family name, given name", "A comma parts them that way round.", "")
    case .numbersSplit:
      note("several numbers in one cell of {subject} were told apart: {example}", "A phone dials one at a time.", "")
    case .emailInNumber: note("an e-mail address in the place of a number was taken for one: {example}", "", "")
    case .numberRepeated: note("the same number twice in one contact was kept once: {example}", "", "")
    // Numbers
    case .numberNormalised:
      note("numbers became E.164, as {example}", "So they can be dialled and compared everywhere.", "")
    case .numberInternal:
      note("internal numbers and short codes were kept as written, as {example}", "They are dialled as they are.", "")
    case .numberZeroRestored:
      note("numbers without their leading 0 were read as national ones, as {example}", "Spreadsheets drop it.", "")
    case .numberPlusRestored:
      note(
        "numbers that mean something with a + only got it back, as {example}", "Spreadsheets drop it.",
        "if that is wrong, complete them at the source")
    case .numberInvalid:
      warning(
        "{example} has a possible length, but is not in use in {subject}; it was kept",
        "It may be mistyped.", "compare it with the source")
    case .numberTooShort:
      warning(
        "{example} is too short for a number of {subject}; it was kept as written",
        "The area code may be missing, or digits were lost.", "complete it at the source")
    case .numberTooLong:
      warning(
        "{example} is too long for a number of {subject}; it was kept as written",
        "Two numbers may be joined, or digits were added.", "mend it at the source")
    case .numberCountryUnknown:
      warning(
        "{example} begins with a country code that nobody has; it was kept as written", "It cannot be dialled.",
        "mend it at the source")
    case .numberRegionMissing:
      warning(
        "{example} is written without a country code, and no region was told; it was kept as written",
        "The same digits mean different lines in different countries.", "name the country with --region")
    case .numberNone:
      warning(
        "\"{example}\" in {subject} is no telephone number; it was moved to the extra fields",
        "A phone cannot dial it.", "")
    case .numberUnclear:
      warning(
        "\"{example}\" in {subject} holds more than one number, and it cannot be told which; it was kept as written",
        "A phone cannot dial it.", "part its numbers by a semicolon at the source")
    case .numberRoundLooking:
      warning(
        "{example} ends in six zeros, as numbers do whose last digits a spreadsheet rounded away; it was kept",
        "It may call somebody else.", "compare it with the source")
    case .countryUnknown:
      note("country \"{example}\" is not known, so numbers of its row were read with the default region", "", "")
    // Validation
    case .contactWithoutNumber:
      error(
        "{example} has no telephone number", "A contact that cannot be called is of no use to a phone system.",
        "add a number in the rejected file and import that file")
    case .contactWithoutName:
      error(
        "{example} has neither a name nor an organization", "Nobody could find it on a phone.",
        "add a name in the rejected file and import that file")
    case .textTooLong:
      warning(
        "{subject}, as \"{example}\"",
        "The phone system would cut or refuse it; here it is kept whole.",
        "shorten it, or let the export cut it")
    case .textForbidden:
      warning(
        "{subject}, as \"{example}\"", "The phone system would refuse it; here it is kept.",
        "change it, or let the export leave it out")
    case .emailMalformed:
      warning("\"{example}\" is no e-mail address that the phone system accepts; here it is kept", "", "correct it")
    // Duplicates
    case .mergedKnown:
      note("records that the bundle holds already were found again, as {example}", "", "")
    case .mergedSameRecord:
      note("records with the same id of {subject} became one contact, as {example}", "They are one record there.", "")
    case .mergedSameNumber:
      note("records with the same number and name became one contact, as {example}", "They are the same person.", "")
    case .mergedSameEmail:
      note("records with the same e-mail and name became one contact, as {example}", "They are the same person.", "")
    case .mergedSameBirthday:
      note("records with the same birthday and name became one contact, as {example}", "They are the same person.", "")
    case .mergedSamePlace:
      note(
        "records with the same name and organization or address became one contact, as {example}",
        "They are the same person.", "")
    case .mergedDecision: note("records became one contact because it was decided so, as {example}", "", "")
    case .phonebooksJoined:
      warning(
        "records of different phonebooks became one contact, which is in all of them, as {example}",
        "Whoever may view one of them sees all that the contact holds, its notes too.",
        "take it out of a phonebook; or undo the import, and decide that they are different")
    case .duplicateSuspected:
      warning(
        "{example} may be one person; they were kept apart", "A wrong merge is worse than a duplicate.",
        "decide about them in a review file (--review), and give it back with --decisions")
    case .mergedContinuation:
      note("entries that go on with an earlier one's numbers were joined to it, as {example}", "", "")
    case .numberShared:
      warning(
        "{example} belongs to contacts with different names; they were kept apart",
        "Colleagues and families share lines; calls from it show one of them.", "check that they are different people")
    case .recordsDiffer:
      warning(
        "{example} has the same name and number under different ids of {subject}; they were kept apart",
        "Their own system holds them as two.", "merge them there, if they are one")
    case .recordReused:
      warning(
        "records with the same id of {subject} have names without a word in common, as {example}; they were kept apart",
        "The column may not identify a person.", "check the id column")
    case .valueReplaced:
      note("{subject} was replaced by the newer value, as {example}", "The import is newer than the bundle.", "")
    // Limits
    case .limitExceeded:
      error(
        "{subject}", "The phone system holds no more.",
        "remove what is too much, or enlarge the system with switchbook bundle extensions --maximum")
    case .limitRejected: error("{subject}; the rest was rejected", "The phone system holds no more.", "")
    // Owners, phonebooks and permissions
    case .ownerInvalid:
      error(
        "\"{subject}\" is no extension number, so nobody can own the contact", "It would be visible to nobody.",
        "correct the owner in the rejected file and import that file")
    case .ownerUnknown:
      error(
        "the bundle lists no extension \"{subject}\", so nobody can own the contact", "A mistyped owner would get it.",
        "correct the owner, or list the extension with switchbook bundle extensions --add")
    case .ownerConflicts:
      error(
        "a record says that it belongs to \"{subject}\", the command line says otherwise",
        "A personal contact has one owner.", "import it for its own owner")
    case .ownersMixed:
      error(
        "records of several owners cannot go into one list", "Personal contacts are for their owner only.",
        "import them into a bundle, and export what each extension may see")
    case .ownerUnmapped:
      error(
        "a column {subject} names extensions of the bundle, and would not be understood",
        "Personal contacts would become company contacts, which others see.",
        "say with --map what it is: COLUMN=owner, or COLUMN=extra to keep it as it is")
    case .phonebookSynced:
      error(
        "the phonebook \"{subject}\" is filled by a sync; people cannot change it",
        "The next sync would undo the change.", "change the contact in the system that it is synced with")
    case .phonebookAlike:
      warning(
        "the phonebooks {subject} differ in case only", "Each has contacts and permissions of its own.",
        "if they should be one, correct the name in the list and import it again, and remove the other")
    case .permissionRemains:
      warning("{subject}", "A permission that reaches it by another way stays.", "revoke that too")
    case .permissionMissing:
      error("the permission is missing", "", "ask somebody who may, or leave --as out to act as the administrator")
    case .extensionUnknown:
      error("there is no such extension", "", "see switchbook bundle extensions")
    // What a check finds
    case .idRepeated:
      error("two contacts of {subject} have the id {example}", "An id must name one contact.", "give one another id")
    case .aliasRepeated:
      error(
        "two contacts of {subject} have the alias {example}", "A later import finds one of them only.",
        "take it, and what is not theirs, out of one of the two by hand, and run switchbook check BUNDLE --accept")
    case .ownerMisplaced:
      error(
        "a contact names another owner than its file, {subject}", "A personal contact belongs to its owner only.",
        "move it to its owner's file, or correct the owner")
    case .phonebookUnlisted:
      warning(
        "contacts name a phonebook \"{subject}\" that bundle.yaml does not list, as {example}", "Nobody may see it.",
        "add it to bundle.yaml, or correct its name")
    case .phonebookEmpty:
      warning(
        "the phonebook \"{subject}\" has no contacts", "Phones would show an empty list.",
        "import contacts with --phonebook, correct its members, or remove it with switchbook bundle phonebook --delete")
    case .permissionUnused:
      warning(
        "{subject} reaches nobody", "The name may be misspelt.",
        "correct it, list the extension, or take it back with switchbook bundle revoke")
    case .extensionUnlisted:
      warning(
        "the extension {subject} owns contacts and is not listed in bundle.yaml",
        "Whoever gets the number is given them.",
        "list it with switchbook bundle extensions --add, if its owner has it still; or remove them with --remove and "
          + "--drop-personal")
    case .fileUnlisted:
      warning(
        "{subject} is not listed in bundle.yaml, so nobody reads it", "It may be left from a change by hand.",
        "remove it, or import it")
    case .fileOpen:
      warning(
        "others than their owner can read or write files of the bundle, as {example}",
        "Whoever can read them can read all contacts, personal ones too.", "take that away with chmod -R go-rwx")
    case .contactsUnreadable:
      error(
        "{subject}", "Nobody can be given these contacts.",
        "mend or restore the file; of one that is gone, switchbook check BUNDLE --accept takes note")
    case .contactIncomplete:
      error(
        "contacts of the bundle have no {subject}, as {example}", "The phone system would refuse them.",
        "look whether a field's name was mistyped by hand, and mend it; then run switchbook check BUNDLE --accept")
    case .countDiffers:
      error("{subject}", "The limits go by the number in bundle.yaml.", "run switchbook check BUNDLE --accept")
    case .numberOutdated:
      warning(
        "numbers of {subject} are not in use by today's numbering plans, as {example}", "A call may not go through.",
        "ask the contact for the new number")
    // Writing
    case .fieldLost:
      warning("{subject} cannot be held by the target, as {example}", "It stays in the source only.", "")
    case .entryRefused:
      error(
        "{example} was not written, because the target refuses it without {subject}",
        "One such row can make it refuse the whole file.", "complete it at the source")
    case .textShortened: warning("{subject} was shortened to fit, as \"{example}\"", "The target holds no more.", "")
    case .textAltered:
      warning("characters that the target forbids were left out of {subject}, as \"{example}\"", "", "")
    case .nameComposed: note("{subject}, as {example}", "The target wants it so.", "")
    case .nameMadeUnique: note("equal names were numbered, as {example}", "The target wants them unique.", "")
    // Failures
    case .usage: error("{subject}", "", "see --help")
    case .fileMissing: error("there is no such file", "", "check the path")
    case .fileIsFolder: error("this is a folder", "", "name a file")
    case .fileUnreadable: error("the file cannot be read", "", "check its permissions")
    case .fileDamaged: error("the file is damaged", "", "export it again from where it came")
    case .fileEmpty: error("the file is empty", "", "export it again from where it came")
    case .fileBinary: error("the file is binary, not text", "", "export it as CSV, vCard or XML")
    case .fileWithoutRecords: error("there is a header, but no record below it", "", "export it again with its rows")
    case .archiveWithoutCards:
      error("the archive holds no cards", "", "unpack it, and name the files in it")
    case .workbookEncrypted:
      error("the workbook needs a password", "", "save it without one, or the sheet as CSV")
    case .workbookForeign:
      error("this is a document of a kind that is not read", "", "open it, and save the table as .xlsx, .ods or CSV")
    case .workbookDamaged:
      error("the workbook cannot be read", "", "open it in a spreadsheet program, and save it again")
    case .workbookTooLarge:
      error(
        "the workbook unpacks to more than any list needs", "Such files are made to fill memory and disks.",
        "if it is a real one, save the sheet as CSV")
    case .sheetUnknown: error("there is no such sheet", "", "name one of the workbook's sheets, or its number")
    case .formatUnknown: error("there is no such format", "", "see switchbook formats list")
    case .formatAmbiguous: error("the file could be of several formats", "", "name one with --from")
    case .formatUnlike: error("the file is not of the format that was named", "", "leave out --from")
    case .formatReadOnly: error("the format can be read, not written", "", "see switchbook formats list")
    case .tableTooWide:
      error("the table has more columns than any list of contacts", "", "take out the columns that are not needed")
    case .columnAmbiguous:
      error("a column could mean several things", "", "say which with --map \"COLUMN=FIELD\"")
    case .columnUnknown: error("there is no such column", "", "see switchbook check FILE for its columns")
    case .fieldUnknown: error("there is no such field", "", "see Formats/README.md for all fields")
    case .lossRefused:
      error("something would be lost, and nothing was written", "", "leave --fail-on-loss out to accept that")
    case .regionUnknown:
      error("there is no such region", "", "use a two-letter country code, as --region GB")
    case .decisionsInvalid: error("the review file cannot be used", "", "write one with --review")
    case .decisionsContradict: error("decisions contradict each other", "", "nothing was merged; remove one of them")
    case .decisionsMerged:
      error(
        "two records that a decision parts were merged before", "",
        "nothing was changed; take the merge back with switchbook undo, or take the alias and the values of one of them out "
          + "of the contact by hand and run switchbook check BUNDLE --accept; then import again")
    case .decisionsOutdated:
      error(
        "a decision is about contacts that are not there", "",
        "nothing was merged; the contacts changed since the file was written: write it anew with --review")
    case .settingMissing: error("a setting of the site is missing", "", "give it with --set name=value")
    case .encodingUnknown: error("there is no such encoding", "", "see iconv -l")
    case .markupRefused: error("the markup is refused", "", "export it again from where it came")
    case .outputUnwritable: error("the output cannot be written", "", "choose another path")
    case .extensionRepeated:
      error("an extension is named twice", "", "give every extension its own number")
    case .phonebookUnknown: error("a phonebook is not known", "", "add it to bundle.yaml")
    case .bundleMissing: error("there is no bundle here", "", "make one with switchbook import")
    case .bundleInvalid: error("bundle.yaml cannot be used", "", "mend it as told")
    case .bundleNewer:
      error("the bundle was written by a newer program", "", "use that program; nothing was changed")
    case .bundleChanged: error("the bundle was changed while it was read", "", "run the command again")
    case .bundleEdited:
      error("the bundle was edited by hand", "", "keep a copy of it, and use --discard-edits")
    case .historyEmpty:
      error(
        "no change is kept that could be taken back", "", "bundle.yaml says with history how many are kept")
    case .bundleLocked: error("the bundle is being changed", "", "wait until that is done, and try again")
    case .bundleDamaged:
      error(
        "{subject} is not as the bundle left it", "It was changed by hand or damaged.",
        "restore it; or run switchbook check BUNDLE --accept to take a wanted hand edit over")
    case .descriptorInvalid: error("the descriptor cannot be used", "", "see Formats/README.md")
    case .ledgerUnbalanced:
      error("a record was lost or counted twice; nothing was written", "", "please report this fault with the input")
    }
  }

  private func note(_ message: String, _ why: String, _ help: String) -> Explanation {
    Explanation(severity: .note, message: message, why: why, help: help)
  }
  private func warning(_ message: String, _ why: String, _ help: String) -> Explanation {
    Explanation(severity: .warning, message: message, why: why, help: help)
  }
  private func error(_ message: String, _ why: String, _ help: String) -> Explanation {
    Explanation(severity: .error, message: message, why: why, help: help)
  }
}
