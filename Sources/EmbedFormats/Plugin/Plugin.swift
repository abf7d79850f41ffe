import Foundation
import PackagePlugin

/// Puts every descriptor of the top-level `Formats` folder into the binary, so that a new file there is a new format.
@main
struct EmbedFormats: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: Target) throws -> [Command] {
    let folder = context.package.directoryURL.appending(path: "Formats")
    let descriptors = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
      .filter { $0.pathExtension == "yaml" }
      .sorted { $0.lastPathComponent < $1.lastPathComponent }
    let output = context.pluginWorkDirectoryURL.appending(path: "EmbeddedFormats.swift")
    return [
      .buildCommand(
        displayName: "Embedding \(descriptors.count) formats",
        executable: try context.tool(named: "embed-formats").url,
        arguments: [output.path] + descriptors.map(\.path),
        inputFiles: descriptors, outputFiles: [output])
    ]
  }
}
