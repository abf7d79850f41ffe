extension Manifest {
  /// Lists extensions, and changes those that are listed already; of a range that holds others too, these stay as they
  /// are.
  public mutating func list(_ range: NumberRange, _ change: (inout Extension) -> Void) {
    if let index = extensions.firstIndex(where: { $0.number == range }) { return change(&extensions[index]) }
    var unlisted = [range]
    for var one in remove(range) {
      unlisted = unlisted.flatMap { $0.without(one.number) }
      change(&one)
      extensions.append(one)
    }
    for rest in unlisted {
      var one = Extension(rest)
      change(&one)
      extensions.append(one)
    }
  }

  /// Takes extensions off the list; of a range that holds others too, these stay.
  ///
  /// - Returns: the entries that are gone; none where no extension of `range` is listed.
  @discardableResult
  public mutating func remove(_ range: NumberRange) -> [Extension] {
    var gone: [Extension] = []
    var rest: [Extension] = []
    for index in extensions.indices.reversed() {
      let entry = extensions[index]
      guard let common = entry.number.common(with: range) else { continue }
      extensions.remove(at: index)
      gone.append(entry.renumbered(common))
      rest += entry.number.without(range).reversed().map(entry.renumbered)
    }
    extensions += rest.reversed()
    return gone.reversed()
  }
}

extension Manifest.Extension {
  fileprivate func renumbered(_ number: NumberRange) -> Self {
    var result = self
    result.number = number
    return result
  }
}
