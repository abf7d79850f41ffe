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

extension Manifest {
  /// What belongs to extensions by their numbers, and would be of whoever gets those next.
  public struct Belongings: Sendable {
    /// Those that own personal contacts.
    public var owners: [String] = []
    /// How many they own.
    public var contacts = 0
    /// How many permissions name any of them.
    public var permissions = 0

    /// Whether there is anything.
    public var isAny: Bool { contacts + permissions > 0 }
  }

  /// What belongs to the extensions of `range`.
  public func belongings(of range: NumberRange) -> Belongings {
    var result = Belongings()
    result.owners = owners.filter(range.contains)
    for owner in result.owners {
      result.contacts += files[Bundle.Scope.personal(owner: owner).file]?.contacts ?? 0
    }
    for grantee in phonebooks.flatMap({ $0.view + $0.manage }) {
      if case .extensions(let numbers) = grantee, numbers.overlaps(range) { result.permissions += 1 }
    }
    return result
  }

  /// Takes every permission back that names extensions of `range`; of a range that holds others too, these keep theirs.
  public mutating func revokeAll(of range: NumberRange) {
    for index in phonebooks.indices {
      phonebooks[index].view = phonebooks[index].view.flatMap { $0.without(.extensions(range)) }
      phonebooks[index].manage = phonebooks[index].manage.flatMap { $0.without(.extensions(range)) }
    }
  }
}

extension Manifest.Extension {
  fileprivate func renumbered(_ number: NumberRange) -> Self {
    var result = self
    result.number = number
    return result
  }
}
