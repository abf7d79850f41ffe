import ArgumentParser
import Contacts
import Formats

struct FormatsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "formats",
    abstract: "What can be read and written, and how to describe more.",
    subcommands: [List.self, Limits.self, Show.self, Check.self, Draft.self], defaultSubcommand: List.self)

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "List every format.")

    @Option(help: ArgumentHelp("Also use the format descriptors in this folder.", valueName: "dir"))
    var formats: [String] = []

    func run() throws {
      let all = try FormatLibrary.ofUser(and: formats).formats
      let width = all.map(\.id.count).max() ?? 0
      for format in all {
        let direction = format.isWritable ? "read, write" : "read       "
        let name = format.id.padded(to: width)
        Output.print("\(name)  \(direction)  \(format.title)")
        let held = format.held.joined(separator: ", ")
        if !held.isEmpty { Output.print("\("".padded(to: width))               \(held)") }
        for variant in format.variants {
          Output.print("\("".padded(to: width))               \(variant.id): \(variant.title)")
        }
      }
    }
  }

  struct Limits: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "limits",
      abstract: "List what phone systems hold at most, by their number of extensions: what --profile can name.")

    @Option(help: ArgumentHelp("Also use the format descriptors in this folder.", valueName: "dir"))
    var formats: [String] = []

    func run() throws {
      var rows = [["profile", "extensions", "company contacts", "phonebooks", "personal contacts each"]]
      for format in try FormatLibrary.ofUser(and: formats).formats.flatMap({ [$0] + $0.variants }) {
        for tier in format.profile.tiers {
          rows.append([
            format.id, tier.extensions.map { "up to \($0.grouped)" } ?? "any number", tier.companyContacts.grouped,
            tier.phonebooks.grouped, tier.personalContacts.grouped,
          ])
        }
      }
      for line in TextTable.lines(rows) { Output.print(line) }
    }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show", abstract: "Print a format's descriptor, to read or to start from.")

    @Argument(help: "The format's name.")
    var format: String

    @Option(help: ArgumentHelp("Also use the format descriptors in this folder.", valueName: "dir"))
    var formats: [String] = []

    func run() throws {
      let library = try FormatLibrary.ofUser(and: formats)
      Output.print(try library.descriptor(of: library.format(named: format)).trimmingLastLineFeed)
    }
  }

  struct Draft: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "draft",
      abstract: "Write a descriptor for tables like a file.",
      discussion: """
        It says what each column was taken for, ready to edit; put it into a folder of formats and name that with \
        --formats.

          switchbook formats draft customers.csv > formats/customers.yaml
        """)

    @Argument(help: "The table.")
    var file: String

    @OptionGroup var reading: InputOptions

    func run() throws {
      let library = try reading.library()
      for input in try reading.inputs([file], library: library) {
        Output.print(try input.draft(named: Path.word(of: file)).trimmingLastLineFeed)
      }
    }
  }

  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "check", abstract: "Check a descriptor of your own.")

    @Argument(help: "The descriptor's file.")
    var file: String

    func run() throws {
      let format = try FormatLibrary.format(atPath: file)
      Output.print(
        "\(file): \(format.id) (\(format.title)) is in order; it holds \(format.held.joined(separator: ", "))")
    }
  }
}

extension String {
  fileprivate func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }

  fileprivate var trimmingLastLineFeed: String { hasSuffix("\n") ? String(dropLast()) : self }
}
