/// Words of a company's name that say what kind of company it is, and are left out as often as not.
enum LegalForms {
  /// As they are folded without full stops: "S.r.l." is one word, "Sp. z o.o." three.
  static let words = WordSet(
    """
    ltd limited plc llp llc lp inc incorporated corp corporation co company pty pte pvt private cic
    gmbh ggmbh mbh ag kg kgaa ohg gbr ug ev eg se haftungsbeschrankt partg
    sa sas sasu sarl eurl sci snc scop scs sca cie ets
    sl slu slne sau scp coop srl srls spa sapa sas ss scarl onlus
    bv nv vof cv ua bvba sprl asbl vzw
    sp z o oo zoo spzoo sk spk spj sc ska
    as ltdsti sti san tic ve
    ltda me epp eireli mei ss
    ab hb kb oy oyj aps ks asa ans da
    sro as vos kft zrt nyrt bt doo dd ad ood eood ooo oao zao pao tov
    pjsc jsc fzco fze bhd sdn kk
    and und et y e i the
    """)

  /// Those of East Asia, which stand before or behind the name without a space.
  private static let joined = [
    "株式会社", "有限会社", "合同会社", "(株)", "(有)", "（株）", "（有）", "㈱", "㈲", "股份有限公司", "有限责任公司",
    "有限公司", "주식회사", "유한회사", "(주)", "（주）", "㈜",
  ]

  /// The name of a company without those that are joined to it, where anything is left.
  static func withoutJoined(_ organization: String) -> String {
    // All of them have signs of three bytes.
    guard organization.hasByte(where: { $0 >= 0xE3 }) else { return organization }
    let rest = joined.reduce(organization) { $0.replacing($1, with: " ") }
    return rest.contains { $0 != " " } ? rest : organization
  }
}
