import Bundle
import Contacts
import Formats
import NumberingPlan

extension Bundle {
  /// The limits and field rules that hold; none where `bundle.yaml` names no profile.
  ///
  /// - Throws: ``Failure`` with line and column where there is no such format.
  func profile(_ library: FormatLibrary) throws(Failure) -> Profile {
    if manifest.profile.isEmpty { return .unlimited }
    do throws(Failure) { return try library.format(named: manifest.profile).profile } catch {
      throw mistake(in: "profile", error.what, help: "see switchbook formats limits")
    }
  }

  /// The default region of national numbers; nil where `bundle.yaml` names none.
  ///
  /// - Throws: ``Failure`` with line and column where there is no such region.
  func region() throws(Failure) -> Region? {
    do throws(Failure) { return try InputOptions.region(manifest.region) } catch {
      throw mistake(in: "region", error.what)
    }
  }
}
