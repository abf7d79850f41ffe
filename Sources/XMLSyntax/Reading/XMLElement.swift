/// An element of a document: name, attributes, text and children.
///
/// ```swift
/// for attribute in element.attributes where attribute.name == "Phone1" { print(attribute.value) }
/// element.children.first?.text
/// ```
///
/// An element is a view into one flat buffer, so that looking at one costs nothing: names are strings made once a
/// document, values and texts are made when they are asked for. ``XMLElement/withText(_:)`` and
/// ``XMLAttribute/withValue(_:)`` give their bytes without a string. Keeping an element beyond the event that delivered
/// it is allowed and costs the reader a new buffer.
package struct XMLElement {
  let tree: XMLTree
  let node: Int

  /// The name without a namespace prefix.
  package var name: String { tree.names.name(tree.node(node).name).local }

  /// The number of its name as written: equal for elements and attributes of one document that have the same.
  package var nameNumber: Int { Int(tree.node(node).name) }

  /// The namespace prefix as written; empty for none.
  package var prefix: String { tree.names.name(tree.node(node).name).prefix }

  /// The namespace of the first element of this name in the document; empty for none.
  package var namespace: String { tree.names.name(tree.node(node).name).namespace }

  /// The name as written, with its prefix.
  package var qualifiedName: String { tree.names.name(tree.node(node).name).qualified }

  /// The line on which its opening tag ends, from 1.
  package var line: Int { Int(tree.node(node).line) }

  /// In document order.
  package var attributes: XMLAttributes {
    let node = tree.node(node)
    return XMLAttributes(
      tree: tree, startIndex: Int(node.firstAttribute), endIndex: Int(node.firstAttribute + node.attributeCount))
  }

  /// In document order; none where the element was delivered as it opened.
  package var children: XMLChildren {
    XMLChildren(tree: tree, startIndex: node + 1, endIndex: Int(tree.node(node).end))
  }

  /// The text between its tags, CDATA included, children's text excluded, without white space at both ends.
  package var text: String { withText { String(decoding: $0, as: UTF8.self) } }

  /// Its ``text`` as UTF-8, valid inside `body` only.
  package func withText<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    tree.withText(of: node, body)
  }

  /// Calls `body` with the value of every attribute and then the text of every child, as long as it returns true.
  ///
  /// - Returns: false where `body` did, or the text of a child has elements within.
  package func eachValue(_ body: (XMLValue) -> Bool) -> Bool { tree.eachValue(of: node, body) }

  /// The name with a number, as an element is called, and as an attribute is.
  package func name(numbered number: Int) -> (ofElement: String, ofAttribute: String) {
    let name = tree.names.name(Int32(truncatingIfNeeded: number))
    return (name.local, name.qualified)
  }

  /// The value of the attribute called `name`; nil where there is none.
  package subscript(name: String) -> String? { attributes.first { $0.name == name }?.value }
}

/// An attribute's value, or a child's text, as the bytes that it is; they are there until the event is over.
package struct XMLValue {
  /// The number of its name, see ``XMLElement/nameNumber``.
  package let nameNumber: Int
  package let isAttribute: Bool
  /// As UTF-8.
  package let bytes: UnsafeBufferPointer<UInt8>
}

/// An attribute of an element.
package struct XMLAttribute {
  let tree: XMLTree
  let index: Int

  /// The name as written, with its prefix if it has one.
  package var name: String { tree.names.name(tree.attribute(index).name).qualified }

  /// The namespace prefix as written, and its namespace; both empty for none.
  package var binding: (prefix: String, namespace: String) {
    let name = tree.names.name(tree.attribute(index).name)
    return (name.prefix, name.namespace)
  }

  /// The number of its name, see ``XMLElement/nameNumber``.
  package var nameNumber: Int { Int(tree.attribute(index).name) }

  /// The value, references resolved.
  package var value: String { withValue { String(decoding: $0, as: UTF8.self) } }

  /// Whether the value is the empty text, told without making it.
  package var isEmpty: Bool { tree.attribute(index).count == 0 }

  /// Its ``value`` as UTF-8, valid inside `body` only.
  package func withValue<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    tree.withValue(ofAttribute: index, body)
  }
}

/// The attributes of an element.
package struct XMLAttributes: RandomAccessCollection {
  let tree: XMLTree
  package let startIndex: Int
  package let endIndex: Int
  package subscript(position: Int) -> XMLAttribute { XMLAttribute(tree: tree, index: position) }
}

/// The children of an element; counting them takes time linear in their number.
package struct XMLChildren: Collection {
  let tree: XMLTree
  package let startIndex: Int
  package let endIndex: Int
  package subscript(position: Int) -> XMLElement { XMLElement(tree: tree, node: position) }
  package func index(after position: Int) -> Int { Int(tree.node(position).end) }
}
