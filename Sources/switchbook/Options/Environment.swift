#if canImport(Glibc)
  import Glibc
#endif

/// The process's environment, without Foundation, which would double the time to start.
enum Environment {
  static var all: [String: String] {
    var result: [String: String] = [:]
    for name in ["HOME", "XDG_CONFIG_HOME"] {
      if let value = getenv(name) { result[name] = String(cString: value) }
    }
    return result
  }
}
