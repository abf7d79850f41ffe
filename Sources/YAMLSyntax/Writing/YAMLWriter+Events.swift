extension YAMLWriter {
  /// Writes what was read as an item of a sequence at column 0: one line a key, and what lies deeper in flow style.
  package mutating func item(_ events: YAMLEvents) {
    raw("- ")
    guard let first = events.indices.first, events[first].kind == .openMapping, events[1].kind != .closeMapping else {
      _ = flow(events, at: 0)
      return raw("\n")
    }
    var index = 1
    while events[index].kind != .closeMapping {
      if index > 1 { raw("  ") }
      index = entry(events, at: index)
      raw("\n")
    }
  }

  /// Writes the value at `index` on one line; the index behind it.
  package mutating func flow(_ events: YAMLEvents, at index: Int) -> Int {
    var index = index
    switch events[index].kind {
    case .openSequence:
      raw("[")
      index += 1
      while events[index].kind != .closeSequence {
        index = flow(events, at: index)
        if events[index].kind != .closeSequence { raw(", ") }
      }
      raw("]")
    case .openMapping:
      raw("{")
      index += 1
      while events[index].kind != .closeMapping {
        index = entry(events, at: index)
        if events[index].kind != .closeMapping { raw(", ") }
      }
      raw("}")
    default: copy(events, at: index)
    }
    return index + 1
  }

  private mutating func entry(_ events: YAMLEvents, at index: Int) -> Int {
    var index = index
    if events[index].kind == .scalar {
      key(events.text(at: index))
      index += 1
    } else {
      raw("? ")
      index = flow(events, at: index)
      raw(" : ")
    }
    return flow(events, at: index)
  }

  /// Writes a scalar; nothing stays nothing.
  private mutating func copy(_ events: YAMLEvents, at index: Int) {
    events.withText(at: index) { text in
      let isAbsent = events[index].isPlain && ["", "~", "null"].contains { text.elementsEqual($0.utf8) }
      if isAbsent { raw("null") } else { scalar(text) }
    }
  }
}
