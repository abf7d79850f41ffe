import Testing
import TextEncoding

@testable import LDIFSyntax

@Suite struct LDIFTextTests {
  private func table(_ text: String) -> String { LDIFText(FileBytes(text)).table.string }

  @Test(arguments: [
    ("dn: a\ncn: Ann\n\ndn: b\ncn: Bob\nmail: b@x.example\n", "dn,cn,mail\na,Ann,\nb,Bob,b@x.example\n"),
    ("version: 1\n\n# a remark\n that goes on\ndn: a\ncn: An\n n\n", "dn,cn\na,Ann\n"),
    ("dn: a\r\ncn: A\r\n\r\ndn: b\r\ncn: B", "dn,cn\na,A\nb,B\n"),
    ("dn: a\nmail: x\nmail: y\n", "dn,mail\na,\"x\ny\"\n"),
    ("dn: a\nCN;lang-de: A, \"B\"\ncn: C\n", "dn,CN\na,\"A, \"\"B\"\"\nC\"\n"),
    ("dn:: SsO8cmdlbg==\n", "dn\nJürgen\n"),
    ("dn: a\njpegPhoto:: /9j/2Q==\n", "dn,jpegPhoto\na,/9j/2Q==\n"),
    ("dn: a\nnote:: &&&\nurl:< file:///etc/passwd\n", "dn,note,url\na,&&&,file:///etc/passwd\n"),
    ("dn: a\nno colon here\ncn:\n\n\n\ndn:b\n", "dn,cn\na,\nb,\n"),
  ])
  func entriesAreRows(_ text: String, _ expected: String) { #expect(table(text) == expected) }

  @Test func rowsKnowTheirLines() {
    let entries = LDIFText(FileBytes("version: 1\ndn: a\nmail: x\nmail: y\n\n\ndn: b\nmail: z\n"))
    #expect(entries.count == 2)
    #expect(entries.table.string == "dn,mail\na,\"x\ny\"\nb,z\n")
    #expect([1, 2, 4].map(entries.line(ofLine:)) == [1, 2, 7])
  }

  @Test(arguments: [
    ("dn: cn=A\n", true), ("# made by hand\n\nversion: 1\ndn:: QQ==\n", true), ("DN: a\n", true),
    ("Name,Phone\ndn: a\n", false), ("dn,cn\n", false), ("", false),
  ])
  func isToldByItsBeginning(_ text: String, _ expected: Bool) {
    #expect(Array(text.utf8).withUnsafeBytes(LDIFText.recognises) == expected)
  }
}
