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
}
