extension Manifest {
  /// A person or room that has a telephone, or several with numbers in a row that are alike.
  public struct Extension: Hashable, Sendable {
    /// What is dialled inside the company, as `1001`; or a range, as `1001-1040`.
    public var number: NumberRange
    /// Whose it is; empty where that is unknown.
    public var name = ""
    /// The groups that it belongs to.
    public var groups: [String] = []
    /// The department that it belongs to; empty for none.
    public var department = ""

    /// An extension that is known by its number.
    public init(_ number: NumberRange) { self.number = number }
  }
}
