// CSVSyntax
