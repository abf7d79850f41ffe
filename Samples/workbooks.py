#!/usr/bin/env python3
"""Writes the workbooks among the samples, the same bytes whenever it is run.

    python3 Samples/workbooks.py

They are made of hand-written parts, because no program writes all that they are to show. No packages are needed.
"""
import os
import zipfile
from xml.sax.saxutils import escape

HERE = os.path.dirname(os.path.abspath(__file__))
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OFFICE = "http://schemas.openxmlformats.org"
MAIN = f"{OFFICE}/spreadsheetml/2006/main"
TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
RELATION = f"{OFFICE}/officeDocument/2006/relationships"


def archive(path, parts):
    with zipfile.ZipFile(os.path.join(HERE, path), "w") as file:
        for name, text in parts:
            stored = name == "mimetype"
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            file.writestr(entry, text if stored else DECLARATION + text)


class Excel:
    """An Excel workbook; cells are (type, value) pairs, texts alone, or None."""

    # Style 1 is a date, 2 a picture of digits, 3 text.
    STYLES = (f'<styleSheet xmlns="{MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="00000\\ 000000"/></numFmts>'
              '<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts><fills count="1"><fill>'
              '<patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs '
              'count="1"><xf numFmtId="0"/></cellStyleXfs><cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="14"/>'
              '<xf numFmtId="164"/><xf numFmtId="49"/></cellXfs></styleSheet>')

    def __init__(self):
        self.texts = []
        self.sheets = []

    def cell(self, place, cell):
        if cell is None:
            return ""
        kind, value = cell if isinstance(cell, tuple) else ("text", cell)
        if kind == "text":
            if value not in self.texts:
                self.texts.append(value)
            return f'<c r="{place}" t="s"><v>{self.texts.index(value)}</v></c>'
        if kind == "runs":
            runs = "".join(f'<r><rPr><b/></rPr><t xml:space="preserve">{escape(run)}</t></r>' for run in value)
            return f'<c r="{place}" t="inlineStr"><is>{runs}</is></c>'
        if kind == "formula":
            formula, result = value
            return f'<c r="{place}" t="str"><f>{escape(formula)}</f><v>{escape(result)}</v></c>'
        if kind == "unknown":
            return f'<c r="{place}"><f>{escape(value)}</f></c>'
        if kind == "error":
            return f'<c r="{place}" t="e"><v>{value}</v></c>'
        style = {"date": ' s="1"', "picture": ' s="2"', "number": ""}[kind]
        return f'<c r="{place}"{style}><v>{value}</v></c>'

    def sheet(self, name, rows, state="visible", merges=(), hidden_rows=(), hidden_columns=()):
        markup = ""
        if hidden_columns:
            columns = "".join(f'<col min="{c}" max="{c}" width="9" hidden="1"/>' for c in hidden_columns)
            markup += f"<cols>{columns}</cols>"
        markup += "<sheetData>"
        for number, row in enumerate(rows, 1):
            cells = "".join(self.cell(f"{chr(64 + column)}{number}", cell) for column, cell in enumerate(row, 1))
            markup += f'<row r="{number}"{" hidden=%s1%s" % (chr(34), chr(34)) if number in hidden_rows else ""}>{cells}</row>'
        markup += "</sheetData>"
        if merges:
            markup += f'<mergeCells count="{len(merges)}">{"".join(f"<mergeCell ref=%s%s%s/>" % (chr(34), m, chr(34)) for m in merges)}</mergeCells>'
        self.sheets.append((name, state, f'<worksheet xmlns="{MAIN}">{markup}</worksheet>'))

    def save(self, path):
        overrides = "".join(f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{TYPES}.worksheet+xml"/>'
                            for n in range(1, len(self.sheets) + 1))
        listed = "".join(f'<sheet name="{escape(name)}" sheetId="{n}" state="{state}" r:id="rId{n}"/>'
                         for n, (name, state, _) in enumerate(self.sheets, 1))
        count = len(self.sheets)
        relations = "".join(f'<Relationship Id="rId{n}" Type="{RELATION}/worksheet" Target="worksheets/sheet{n}.xml"/>'
                            for n in range(1, count + 1))
        relations += f'<Relationship Id="rId{count + 1}" Type="{RELATION}/styles" Target="styles.xml"/>'
        relations += f'<Relationship Id="rId{count + 2}" Type="{RELATION}/sharedStrings" Target="sharedStrings.xml"/>'
        package = f"{OFFICE}/package/2006"
        texts = "".join(f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in self.texts)
        archive(path, [
            ("[Content_Types].xml",
             f'<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType='
             f'"application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType='
             f'"application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{TYPES}.sheet.main+xml"/>{overrides}'
             f'<Override PartName="/xl/styles.xml" ContentType="{TYPES}.styles+xml"/><Override PartName='
             f'"/xl/sharedStrings.xml" ContentType="{TYPES}.sharedStrings+xml"/></Types>'),
            ("_rels/.rels",
             f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" Type="{RELATION}/officeDocument" '
             'Target="xl/workbook.xml"/></Relationships>'),
            ("xl/workbook.xml",
             f'<workbook xmlns="{MAIN}" xmlns:r="{RELATION}"><sheets>{listed}</sheets></workbook>'),
            ("xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{package}/relationships">{relations}</Relationships>'),
            ("xl/styles.xml", self.STYLES),
            ("xl/sharedStrings.xml", f'<sst xmlns="{MAIN}" uniqueCount="{len(self.texts)}">{texts}</sst>'),
        ] + [(f"xl/worksheets/sheet{n}.xml", markup) for n, (_, _, markup) in enumerate(self.sheets, 1)])


def customers():
    book = Excel()
    number = lambda text: ("number", text)
    book.sheet("Customers", [
        ["Customers of Northwind Traders"],
        ["as of 1 October 2026"],
        [],
        ["Customer no.", "Name", "Company", "Office", "Mobile", "Birthday", "E-mail", "Region"],
        [number("1001"), "Amelia Harper", "Northwind Traders", number("442079460011"), ("picture", "7700900111"),
         ("date", "29358"), "amelia@northwind.example", "South"],
        [number("1002"), ("runs", ["Oliver ", "Bennett"]), None, number("4.4207946001200001E+11"), None, None,
         ("formula", ('LOWER(B6)&"@northwind.example"', "oliver@northwind.example")), "South"],
        [number("1003"), "Isla Novák", None, ("error", "#N/A"), ("picture", "7700900113"), None,
         ("unknown", 'LOWER(B7)'), "North"],
        [],
        [number("1004"), "George Patel", "Blue Harbour", "020 7946 0014", None, ("date", "31853.5"), None, "North"],
        [number("1005"), "Freya Hughes", "Blue Harbour", number("4.42079E+11"), None, None, None, "North"],
        [number("1006"), "Jack Ward", "Blue Harbour", number("2079460016.0"), None, None, None, "North"],
    ], merges=["A1:H1", "A2:H2", "C5:C7"], hidden_rows=[9], hidden_columns=[8])
    book.sheet("Suppliers", [["Name", "Phone"], ["Contoso Ltd", "020 7946 0021"], ["Fabrikam", "020 7946 0022"]])
    book.sheet("Lists", [["Region"], ["South"], ["North"]], state="hidden")
    book.save("csv/workbook.xlsx")


def hubspot():
    book = Excel()
    book.sheet("contacts", [
        ["Record ID", "First Name", "Last Name", "Company Name", "Phone Number", "Mobile Phone Number", "Email",
         "Lead Status", "Last Modified Date"],
        [("number", "101"), "Sofia", "Ricci", "Acme, Inc.", "+44 20 7946 0101", None, "sofia@acme.example", "Open",
         ("date", "45566.3958333333")],
        [("number", "102"), "Liam", "O'Brien", "Acme, Inc.", ("number", "442079460102"), "+44 7700 900102", None,
         "Connected", ("date", "45567")],
    ])
    book.save("hubspot/workbook.xlsx")


def kunden():
    def cell(text=None, kind="string", value="", repeat=1, rows=1):
        if text is None:
            return f'<table:table-cell table:number-columns-repeated="{repeat}"/>'
        name = {"string": "", "float": "office:value", "date": "office:date-value"}[kind]
        told = f' {name}="{value}"' if name else ""
        spans = f' table:number-columns-spanned="1" table:number-rows-spanned="{rows}"' if rows > 1 else ""
        lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in text.split("\n"))
        return f'<table:table-cell office:value-type="{kind}"{told}{spans}>{lines}</table:table-cell>'

    def row(*cells, more=""):
        return f'<table:table-row{more}>{"".join(cells)}</table:table-row>'

    covered = "<table:covered-table-cell/>"
    rows = [
        row(cell("Kundenliste Herbst"), cell(repeat=6)),
        row(cell(repeat=7), more=' table:number-rows-repeated="2"'),
        row(*(cell(text) for text in ["Firma", "Vorname", "Nachname", "Telefon", "Mobil", "Geburtstag", "Bemerkung"])),
        row(cell("Weber & Söhne GmbH", rows=2), cell("Jürgen"), cell("Weber"),
            cell("030 23125001", "float", "3023125001"), cell("0171 5550101", "float", "1715550101"),
            cell("17.05.80", "date", "1980-05-17"), cell("nur vormittags\nnicht freitags")),
        row(covered, cell("Änne"), cell("Groß"), cell("3,0231E+09", "float", "3023125002"), cell(), cell(), cell()),
        row(cell("Bäckerei Öztürk"), cell("Ayşe"), cell("Öztürk"), cell("030 23125003"), cell(), cell(), cell()),
        row(cell(repeat=16384), more=' table:number-rows-repeated="1048569"'),
    ]
    office = "urn:oasis:names:tc:opendocument:xmlns"
    names = " ".join(f'xmlns:{prefix}="{office}:{name}:1.0"' for prefix, name in
                     [("office", "office"), ("table", "table"), ("text", "text"), ("style", "style")])
    archive("csv/tabelle.ods", [
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml",
         f'<office:document-content {names} office:version="1.2"><office:body><office:spreadsheet><table:table '
         f'table:name="Kunden"><table:table-column table:number-columns-repeated="7"/>{"".join(rows)}</table:table>'
         '</office:spreadsheet></office:body></office:document-content>'),
        ("META-INF/manifest.xml",
         f'<manifest:manifest xmlns:manifest="{office}:manifest:1.0" manifest:version="1.2"><manifest:file-entry '
         'manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>'
         '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'),
    ])


customers()
hubspot()
kunden()
