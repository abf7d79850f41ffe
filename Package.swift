// swift-tools-version: 6.2
import PackageDescription

/// Set by `make fuzz`: everything is built for libFuzzer, and the targets of Tests/Fuzz exist.
let isFuzzing = Context.environment["SWITCHBOOK_FUZZ"] != nil

let strict: [SwiftSetting] =
  [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
  ] + (Context.environment["SWITCHBOOK_STRICT"] == nil ? [] : [.treatAllWarnings(as: .error)])
  + (isFuzzing ? [.unsafeFlags(["-sanitize=fuzzer,address"])] : [])

/// A module of ours; arrows run upwards only, in the order of the list below.
func module(_ name: String, uses dependencies: [Target.Dependency] = [], exclude: [String] = []) -> Target {
  .target(name: name, dependencies: dependencies, exclude: exclude, swiftSettings: strict)
}

func tests(
  of name: String, uses dependencies: [Target.Dependency] = [], exclude: [String] = [], resources: [Resource]? = nil
) -> Target {
  .testTarget(
    name: "\(name)Tests", dependencies: [.byName(name: name)] + dependencies, exclude: exclude, resources: resources,
    swiftSettings: strict)
}

/// Feeds modules with whatever libFuzzer makes up, beginning with Tests/Fuzz/NAME/corpus; `make fuzz` runs it.
func fuzzer(_ name: String, of modules: Target.Dependency...) -> Target {
  .executableTarget(
    name: "Fuzz\(name)", dependencies: ["Fuzzing"] + modules, path: "Tests/Fuzz/\(name)", exclude: ["corpus"],
    swiftSettings: strict, linkerSettings: [.unsafeFlags(["-sanitize=fuzzer,address"])])
}

let fuzzers: [Target] = [
  .target(name: "Fuzzing", path: "Tests/Fuzz/Fuzzing", swiftSettings: strict),
  fuzzer("Numbers", of: "NumberingPlan"),
  fuzzer("Tables", of: "CSVSyntax", "TextEncoding"),
  fuzzer("Spreadsheets", of: "CSVSyntax", "SpreadsheetSyntax", "TextEncoding", "ZipSyntax"),
  fuzzer("Encodings", of: "TextEncoding"),
  fuzzer("VCard", of: "VCardSyntax"),
  fuzzer("Cards", of: "Contacts", "Formats", "Pipeline"),
  fuzzer("Duplicates", of: "Contacts", "NumberingPlan", "Pipeline"),
  fuzzer("XML", of: "XMLSyntax"),
  fuzzer("YAML", of: "YAMLSyntax"),
]

/// What Benchmarks/NAME times; SWITCHBOOK_BENCH adds them.
let benchmarks: [Target] = [
  .executableTarget(
    name: "BenchNumbers", dependencies: ["NumberingPlan"], path: "Benchmarks/Numbers", sources: ["main.swift"],
    swiftSettings: strict),
  .executableTarget(
    name: "BenchDirectories", dependencies: ["Contacts", "Formats"], path: "Benchmarks/Directories",
    sources: ["main.swift"], swiftSettings: strict),
  .executableTarget(
    name: "BenchVCard", dependencies: ["Contacts", "Formats"], path: "Benchmarks/VCard", sources: ["main.swift"],
    swiftSettings: strict),
]

let package = Package(
  name: "switchbook",
  products: [.executable(name: "switchbook", targets: ["switchbook"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    .systemLibrary(name: "CLibYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
    .systemLibrary(name: "CLibCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(name: "CLibZip", pkgConfig: "libzip", providers: [.apt(["libzip-dev"])]),
    .systemLibrary(name: "CLibICU", pkgConfig: "icu-uc", providers: [.apt(["libicu-dev"])]),
    .systemLibrary(name: "CUchardet", pkgConfig: "uchardet", providers: [.apt(["libuchardet-dev"])]),

    module("Contacts"),
    .target(name: "CNumberingTables", exclude: ["Generator"]),
    module("NumberingPlan", uses: ["CNumberingTables"], exclude: ["Countries/Generator"]),
    module("TextEncoding", uses: ["CUchardet"]),
    .target(name: "CByteMask"),
    module("CSVSyntax", uses: ["CByteMask", "TextEncoding"]),
    module("JSONSyntax"),
    module("VCardSyntax"),
    module("ZipSyntax", uses: ["CLibZip"]),
    module("XMLSyntax", uses: ["CLibXML2"]),
    module("YAMLSyntax", uses: ["CLibYAML"]),
    module("LDIFSyntax", uses: ["TextEncoding"]),
    module("SpreadsheetSyntax", uses: ["TextEncoding", "ZipSyntax"]),
    .target(
      name: "Formats",
      dependencies: [
        "CCollation", "Contacts", "TextEncoding", "CSVSyntax", "JSONSyntax", "LDIFSyntax", "SpreadsheetSyntax",
        "VCardSyntax", "XMLSyntax", "YAMLSyntax", "ZipSyntax",
      ],
      swiftSettings: strict, plugins: ["EmbedFormats"]),
    module("Pipeline", uses: ["Contacts", "NumberingPlan"]),
    .target(name: "CLinux"),
    .target(name: "CCollation", dependencies: ["CLibICU"]),
    module("Bundle", uses: ["CLinux", "CLibCrypto", "Contacts", "Formats", "TextEncoding", "YAMLSyntax", "ZipSyntax"]),
    .plugin(
      name: "EmbedFormats", capability: .buildTool(), dependencies: ["embed-formats"],
      path: "Sources/EmbedFormats/Plugin"),
    // The build runs it, and of a build for libFuzzer it gets a module that has the address sanitizer in it.
    .executableTarget(
      name: "embed-formats", dependencies: ["YAMLSyntax"], path: "Sources/EmbedFormats/Tool",
      linkerSettings: isFuzzing ? [.unsafeFlags(["-sanitize=address"])] : []),

    .executableTarget(
      name: "switchbook",
      dependencies: [
        "Contacts", "NumberingPlan", "TextEncoding", "CSVSyntax", "XMLSyntax", "YAMLSyntax", "Formats", "Pipeline",
        "Bundle", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),

    tests(of: "Contacts"),
    tests(of: "NumberingPlan", exclude: ["Parity"], resources: [.copy("Samples")]),
    tests(of: "XMLSyntax"),
    tests(of: "YAMLSyntax"),
    .testTarget(
      name: "CommandTests", dependencies: ["switchbook"], exclude: ["Transcripts"], swiftSettings: strict),
    .testTarget(
      name: "ConformanceTests", dependencies: ["Contacts", "Formats", "NumberingPlan", "Pipeline", "XMLSyntax"],
      exclude: ["Grammars"], swiftSettings: strict),
    tests(
      of: "Bundle", uses: ["Contacts", "Formats", "TextEncoding", "YAMLSyntax", "ZipSyntax"], exclude: ["Mutants"]),
    tests(of: "Pipeline", uses: ["Contacts", "NumberingPlan"]),
    tests(of: "TextEncoding"),
    tests(of: "CSVSyntax", uses: ["TextEncoding"]),
    tests(of: "VCardSyntax"),
    tests(of: "ZipSyntax", uses: ["CLibZip"]),
    tests(of: "JSONSyntax"),
    tests(of: "LDIFSyntax", uses: ["TextEncoding"]),
    tests(of: "SpreadsheetSyntax", uses: ["TextEncoding", "ZipSyntax"]),
    tests(
      of: "Formats",
      uses: [
        "CSVSyntax", "Contacts", "SpreadsheetSyntax", "TextEncoding", "VCardSyntax", "XMLSyntax", "YAMLSyntax",
        "ZipSyntax",
      ]),
  ],
  swiftLanguageModes: [.v6]
)

if isFuzzing { package.targets += fuzzers }
if Context.environment["SWITCHBOOK_BENCH"] != nil { package.targets += benchmarks }
