public import Contacts
import Glibc
public import TextEncoding

extension Bundle {
  /// A report that an import left, by its name below the folder of reports; nil where there is none.
  public func report(named name: String) throws(Failure) -> FileBytes? { try files.read("reports/\(name)") }

  /// The bundle's folder that has the file at `path`, which may not be there yet, as one of its own; nil where none has.
  ///
  /// Its own are `bundle.yaml`, the contacts and what it keeps to itself; reports are for people to use.
  public static func folder(owning path: String) -> String? {
    var steps = resolved(path).split(separator: "/")
    var below: Substring?
    while let last = steps.popLast() {
      below = last
      let folder = "/" + steps.joined(separator: "/")
      guard let below, own.contains(String(below)), BundleFolder(folder).holds("bundle.yaml") else { continue }
      return folder
    }
    return nil
  }

  /// Whether `path`, where nothing need be yet, lies in the folder `bundle`, which need not be there either.
  public static func isInside(_ path: String, _ bundle: String) -> Bool {
    let (inner, outer) = (steps(of: path), steps(of: bundle))
    return inner.count > outer.count && inner.starts(with: outer)
  }

  /// The folders and the file of a path from the root on.
  private static func steps(of path: String) -> [Substring] {
    var steps: [Substring] = []
    for step in resolved(path).split(separator: "/") {
      if step == ".." { _ = steps.popLast() } else if step != "." { steps.append(step) }
    }
    return steps
  }

  private static let own: Set<String> = [
    "bundle.yaml", "contacts", ".lock", BundleFolder.history, BundleFolder.next, BundleFolder.committed,
  ]

  /// The path from the root on, with symbolic links followed as far as there is something.
  private static func resolved(_ path: String) -> String {
    if let real = realpath(path, nil) {
      defer { free(real) }
      return String(cString: real)
    }
    guard let slash = path.lastIndex(of: "/") else { return "\(resolved("."))/\(path)" }
    let parent = path[..<slash]
    return parent.isEmpty ? path : "\(resolved(String(parent)))/\(path[path.index(after: slash)...])"
  }
}
