/// How much is merged without asking.
public enum DuplicatePolicy: String, CaseIterable, Sendable {
  /// Records of one id of one system only.
  case off
  /// Also the same name with a number or e-mail in common.
  case exact
  /// What is certain enough that nobody needs to look.
  case standard
  /// What `standard` would ask about, too; conflicts still forbid.
  case aggressive
}
