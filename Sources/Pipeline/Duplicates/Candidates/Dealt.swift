/// Elements dealt out to places, those of one place in the order in which they came.
struct Dealt<Element> {
  private(set) var elements: [Element]
  /// By place.
  private let ends: [UInt32]

  /// Deals out what is in several parts.
  ///
  /// - Complexity: O(n), and as much memory again.
  @inline(__always)
  init(_ parts: [ArraySlice<Element>], places: Int, _ place: (Element) -> Int) {
    let count = parts.reduce(0) { $0 + $1.count }
    var ends = [UInt32](repeating: 0, count: places)
    elements = [Element](unsafeUninitializedCapacity: count) { dealt, dealtCount in
      ends.withUnsafeMutableBufferPointer { ends in
        for part in parts {
          part.withUnsafeBufferPointer { for element in $0 { ends[place(element)] += 1 } }
        }
        var next: UInt32 = 0
        for place in ends.indices { (ends[place], next) = (next, next + ends[place]) }
        for part in parts {
          part.withUnsafeBufferPointer { part in
            for element in part {
              let place = place(element)
              dealt.initializeElement(at: Int(ends[place]), to: element)
              ends[place] += 1
            }
          }
        }
      }
      dealtCount = count
    }
    self.ends = ends
  }

  /// Those of one place.
  subscript(place: Int) -> ArraySlice<Element> {
    elements[(place == 0 ? 0 : Int(ends[place - 1]))..<Int(ends[place])]
  }
}

extension UnsafeMutableBufferPointer {
  /// Orders elements that are nearly in order.
  ///
  /// - Complexity: O(n) where few are far from their places; else O(n log n).
  @inline(__always)
  func sortNeighbours(by isBefore: (Element, Element) -> Bool) {
    var steps = 0
    for index in indices.dropFirst() where isBefore(self[index], self[index - 1]) {
      let element = self[index]
      var free = index
      repeat {
        self[free] = self[free - 1]
        free -= 1
      } while free > 0 && isBefore(element, self[free - 1])
      self[free] = element
      steps += index - free
      if steps > 16 * count {
        var all = self
        return all.sort(by: isBefore)
      }
    }
  }
}

extension Dealt: Sendable where Element: Sendable {}
