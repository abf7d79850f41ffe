/// What is known before contacts are compared.
struct KnownContacts: Sendable {
  /// How many contacts, the first ones, a bundle holds: they were kept apart when they came in, and only a decision
  /// joins two of them.
  var settled = 0
  /// Records that are the same as a contact of the bundle, or go on with the record before, without a doubt.
  var edges: [Edge] = []

  /// By record, the contact of the bundle that holds it.
  var holders: [UInt32: UInt32] {
    var holders: [UInt32: UInt32] = [:]
    for edge in edges where edge.a < settled { holders[edge.b] = holders[edge.b] ?? edge.a }
    // Those that go on with the record before are held by its contact.
    for edge in edges where edge.a >= settled { holders[edge.b] = holders[edge.b] ?? holders[edge.a] }
    return holders
  }

  /// For each contact whether it is new to the bundle.
  func news(of count: Int) -> [Bool] {
    var news = Array(repeating: true, count: count)
    for contact in 0..<min(settled, count) { news[contact] = false }
    for edge in edges where min(edge.a, edge.b) < settled { news[Int(max(edge.a, edge.b))] = false }
    return news
  }
}
