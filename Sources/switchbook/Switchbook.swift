import ArgumentParser

@main
struct Switchbook: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Moves any contact list into any phone system, with nothing lost and nothing leaked.")
}
