import Contacts

/// Titles of columns that say whose personal contact a record is, or may say so.
///
/// Formats map those that can mean nothing else; of the others, as "Extension", which may be the contact's own, a person
/// has to say what they are.
enum OwnerColumn {
  private static let titles = Set(
    [
      "Owner", "Owner Extension", "Owner's Extension", "Extension Owner", "Contact Owner", "Belongs to", "User",
      "User Extension", "Extension", "Extension Number", "Extension No", "Ext", "Extn", "Ext No", "Besitzer",
      "Besitzerin", "Eigentümer", "Inhaber", "Gehört zu", "Nebenstelle", "Nebenstellennummer", "Durchwahl", "Benutzer",
      "Poste", "Propriétaire", "Utilisateur", "Interno", "Proprietario", "Utente", "Extensión", "Propietario",
      "Usuario", "Toestel", "Eigenaar", "Ramal", "Wewnętrzny", "Anknytning", "Ägare",
    ].map { HeaderKey($0) })

  static func isTitle(_ header: String) -> Bool { titles.contains(HeaderKey(header)) }
}
