/// Short and pet forms of given names, in several languages.
enum Nicknames {
  /// The groups of one word: two words with a group in common are forms of one name. A short form of two names ("Alex")
  /// is in both groups, and so does not make one of Alexander and Alexandra.
  struct Groups: Sequence, IteratorProtocol {
    fileprivate var place: UInt16

    mutating func next() -> UInt16? {
      if place == Nicknames.none { return nil }
      let entry = Nicknames.table.entries[Int(place)]
      place = entry.next
      return entry.group
    }
  }

  /// Where the groups of the word of a hash begin; ``none`` where it is in none.
  static func place(ofHash hash: UInt64) -> UInt16 { UInt16(truncatingIfNeeded: table.byWord[hash] ?? UInt32(none)) }

  static let none = UInt16.max

  static func groups(at place: UInt16) -> Groups { Groups(place: place) }

  /// The first letters of a group's words, as ``Lexicon/bit(_:)``.
  static func initials(ofGroup group: UInt16) -> UInt32 { table.initials[Int(group)] }

  /// How long the full form of a group's name is, in bytes.
  static func fullLength(ofGroup group: UInt16) -> Int { Int(table.lengths[Int(group)]) }

  private struct Table {
    /// By the hash of a word, its last entry.
    var byWord = NumberTable(capacity: 4_096)
    /// That a word is in a group, each with the place of the word's entry before.
    var entries: [(group: UInt16, next: UInt16)] = []
    var initials: [UInt32] = []
    var lengths: [UInt8] = []

    mutating func add(_ word: UnsafeBufferPointer<UInt8>, to group: Int) {
      initials[group] |= Lexicon.bit(word[0])
      if lengths[group] == 0 { lengths[group] = UInt8(clamping: word.count) }
      let hash = Hash.bytes(word)
      let known = byWord[hash]
      if let known, entries[Int(known)].group == group { return }
      byWord.insert(UInt32(entries.count), for: hash, replaces: true)
      entries.append((UInt16(group), known.map { UInt16($0) } ?? Nicknames.none))
    }
  }

  private static let table: Table = {
    var table = Table()
    for names in Array(forms.utf8).split(separator: UInt8(ascii: ";")) {
      table.initials.append(0)
      table.lengths.append(0)
      // They are written as they are folded, but that some vowels are two letters.
      var bytes = names.map { $0 == UInt8(ascii: "\n") ? Folding.space : $0 }
      Folding.forEachWord(in: &bytes) { table.add($0, to: table.initials.count - 1) }
    }
    return table
  }()

  /// For each name the full form and its spellings, then the short ones.
  static let forms = """
    robert roberto rob robbie bob bobby bobbie bert beto; william bill billy will willie willy liam wim;
    wilhelm willi willy wim helmut; guillermo memo guille;
    elizabeth elisabeth elisabetta elzbieta liz lizzie lizzy beth betty betsy bess eliza lisa lise elsa elsbeth sisi ela;
    michael mike mikey mick mickey micha michi; miguel miguelito mike; michal misiek; mikhail mihail michail misha;
    katherine catherine katharine kathryn cathryn kate katie kathy cathy kat kitty kay;
    katharina katarina kathi kati kathe katja kat trina; katarzyna kasia kaska; catarina caterina catia rina katia;
    ekaterina katya katia; richard rich richie rick ricky dick; ricardo riccardo rico ricky;
    margaret margarete margit maggie peggy peg meg madge marge margie greta rita mags;
    margarete margarethe greta gretchen grete gretel; malgorzata gosia malgosia; margarita rita marga;
    james jim jimmy jamie jem; thomas tom tommy thom; tomasz tomek; andrew andy drew; andreas andi andy andre;
    andrzej jedrek; andrea andi; christopher chris kit topher; christoph chris stoffel; christian chris kris;
    krzysztof krzysiek krzys; christina christine christiane chris tina christa kris; cristina kristina cris tina;
    krystyna krysia; jennifer jen jenny jenni; daniel dan danny dani; daniela dani; danielle dani;
    edward ed eddie eddy ted teddy ned; eduardo edu lalo; eduard edi ede; edmund ed ned; edwin ed eddie;
    joseph joe joey jo sepp josef seppi pepi; jose pepe chepe zeca ze; giuseppe beppe peppe pino peppino; jozef jozek;
    josephine jo josie; samuel sam sammy; samantha sam sammy; alexander alex alec al sandy xander sascha lex;
    alexandra alex sandra sandy lexi sascha; aleksander alek olek; aleksandra ola olka; alejandro alex ale jandro;
    alejandra ale alex; alessandro ale sandro alex; alessandra ale sandra alex; aleksandr sasha alex shura;
    aleksei alexei alexey alyosha lyosha; susan susanna susannah sue susie suzy; susanne susanna suse susi sanne;
    patricia pat patty patti tricia trish; patrick pat paddy patty; matthew matt matty;
    matthias mathias matze hias matt; mateusz mati; mateo matteo teo; johannes hans hannes johann jo hansi jan;
    john johnny jack jon johnnie; jonathan jon jonny johnny nathan; giovanni gianni vanni nino; giovanna gianna vanna;
    joao joaozinho jo; juan juanito; ivan vanya; jan janek jasiek; jean jeannot;
    friedrich fritz fredi freddy fred friedel; frederick fred freddie freddy rick; federico fede rico; fryderyk fred;
    maximilian max maxi; maximiliano max; maxwell max; maxime max; massimo max massi; massimiliano max massi;
    francisco paco pancho curro kiko fran chico; francesco franco cesco ciccio; francesca franca; francois fanfan;
    francis frank frankie fran; franciszek franek; frank frankie; franklin frank; franz franzl franzi;
    franziska franzi; anthony tony ant; antonio toni tony tono antonito; anton toni; antoni antek tolek; antonia toni;
    antoine toine; benjamin ben benny benji benno; benedict ben; benedikt ben beni;
    charles charlie chuck chas charley; charlotte lotte charlie lottie; carlos carlitos; carlo carletto;
    karl karli kalle; karolina karola; karol karolek; carolina caro carol lina; caroline carrie caro carol;
    david dave davey davy; davide dado; dawid dawidek; donald don donnie; dorothy dot dottie dolly;
    dorothea thea doro dora; douglas doug; dominic dom nick; dominik dom nik; eleanor ellie nell nora lena;
    eleonora nora leo; emily em emmy millie; emilia emi mila; eugene gene; eugeniusz gienek; frances fran fanny;
    gabriel gabe gabi; gabriela gabriella gabi gaby; gabriele gabi gaby; gerald gerry jerry; gerard gerry;
    gerhard gerd hardy; gregory greg gregg; grzegorz grzesiek grzes; gregor greg; geoffrey geoff jeff; jeffrey jeff;
    george georgie; georg schorsch jorg; jorge coque; giorgio gio; gustav gus; gustavo gus tavo; harold harry hal;
    henry harry hank hal; heinrich heinz heini hein henrik; heinz heini; henri riton; henryk heniek; enrico rico;
    enrique kike quique; helen nell; helena lena hela; helene lena leni; elena lena; ignacio nacho;
    isabel isa bella chabela belen; isabella bella isa bel; isabelle isa belle; jacob jake; jakob jockel; jakub kuba;
    jaime jimmy; jacqueline jackie; jessica jess jessie; joanna asia joasia jo; joan joanie; joachim jochen achim;
    joaquin quino; jerome jerry; jeremy jerry jem; jesus chuy chucho; juergen jurgen; jerzy jurek; judith judy jude;
    julia julie jule julka; julian jules; kenneth ken kenny; kimberly kim; kristin kirsten kris; laura lori;
    lawrence laurence larry laurie; lorenzo renzo; leonard leo len lenny; leonardo leo; leon leo; lewis lew;
    louis lou louie; ludwig lutz wiggerl lou; luis lucho; luigi gigi; luciano lucho; lucas luke; lukasz lukas luk;
    lidia lidka; magdalena lena magda leni madalena; manuel manolo manu manny; manuela manu; emanuele manu lele;
    emmanuel manu manny; marcus marc mark; marek maras; maria mia mitzi marie mary; mary molly polly mae;
    maria marysia; maria maruja mari; mariana mari; marianne anne; martin marty; martina tina;
    martha marta patty mattie; melanie mel; melissa mel missy; mehmet memo; mustafa mustik;
    muhammed mohammed mohamed muhammad mo; ibrahim ibo; suleyman sulo; huseyin huso; nicholas nick nicky nico;
    nikolaus klaus niko nick; nicolas nico; nicola nico; nicole nicky niki nici; mikolaj miki; nikolai kolya;
    natalia nata talia natasha; natalie nat; nathaniel nat nate nathan; oliver ollie olli; olivia liv livvy;
    pamela pam; paul paulie; pablo pablito; pawel pawelek; paulina paula; peter pete; pedro perico; pietro piero;
    piotr piotrek; philip phillip phil pip; philipp phil lipp; filippo pippo; felipe pipe lipe; rachel rach;
    rafael rafa; raphael raph raffi; raymond ray; rebecca becky becca; reinhard reinhardt hardy; ronald ron ronnie;
    rosa rosita; rosario charo; rudolf rudi rolf; rodolfo rudy fito; salvatore toto salvo turi; salvador chava salva;
    sara sarah sally sadie; sebastian seb basti bastian sebas; sebastiao tiao; siegfried sigi; sigmund sigi;
    stanislaw staszek stas stan; stanley stan; stephen steven stephan steve stevie; stefan steff; stefano ste;
    stephanie stefanie steph steffi; szczepan stefan; sergei serge seryozha; sergio checo; theodore ted teddy theo;
    theodor theo; teodoro teo; theresa teresa terry tess tessa; therese resi; terence terry; timothy tim timmy;
    timotheus tim; tobias tobi toby; ulrich uli ulli; ulrike uli ulli rike; ursula uschi ulla; valentina vale;
    valentin vale; vladimir volodya vova; veronika vroni vera; veronica vero ronnie; victor vic;
    victoria vicky vicki tori; vincent vince vinnie; vincenzo enzo; virginia ginny; waldemar waldi; walter walt wally;
    werner wernie; wojciech wojtek; wolfgang wolf wolfi; zachary zach zack; zbigniew zbyszek; agnieszka aga;
    barbara babs barb basia babsi barbie; bernard bernie; bernhard bernd; bartholomew bart; bartlomiej bartek;
    bartosz bartek; abigail abby gail; adelaide addie; adalbert bert; albert al bert bertie; alberto beto berto;
    herbert bert herb; hubert bert; norbert bert; alfred alf fred al fredi; alfredo fredo; allan alan al;
    amanda mandy; angela angie; anna ann anne annie nan ania anita anni anya; arthur art artie; augustin gus;
    august gus gustl; calvin cal; cecilia cissy celia; clifford cliff; concepcion concha conchita; constance connie;
    konstantin kostya kosta; cornelius neil con kees; cornelia conny nelly; cynthia cindy; deborah debra deb debbie;
    dennis denny; diana di; dmitri dmitrii dmitry dmytro dima mitya; dolores lola; evgeny zhenya; ernest ernie;
    ernesto neto; fernando nando; ferdinand ferdi; florian flo; graciela chela; guadalupe lupe; ines agnes;
    jorgen jorn; hendrik henk rik; cornelis cees kees; johanna jo hanna hanneke; gerrit ger; gijsbert gijs;
    jacobus koos jaap; petrus piet pieter peter; theodorus theo; wilhelmina mina willemijn; willem wim pim;
    joke johanna; antonius ton toon; adrianus ad arjan; maria riet ria; mercedes merche; mildred millie; monika moni;
    montserrat montse; pilar pili; penelope penny; priscilla cilla; rosemary rose rosie; roberta bobbie; russell russ;
    sandra sandy; santiago santi; sylvester sly; tadeusz tadek; vicente chente; wenceslaus vaclav; wincenty wicek;
    yevgenia zhenya; eva evita; eveline evi; zofia zosia; sophia sofia sophie sofie; irina iryna ira;
    anastasia anastasiya nastya; aleksandr aleksander oleksandr sasha; maria mariya masha; tatiana tatyana tanya;
    svetlana sveta; olga olya; elena yelena jelena lena; nadezhda nadya; lyubov lyuba; galina galya;
    lyudmila ludmila lyuda mila; oksana ksyusha; yulia yuliya julia yulya; pavel pasha; mikhail misha;
    nikolai nikolay kolya; alexei alexey aleksei alesha; sergei sergey serhii seryozha;
    evgenii evgeny yevgeny yevgenii zhenya; evgenia evgeniya yevgenia zhenya; petr pyotr petya; boris borya;
    grigorii grigory grisha; konstantin kostya; vladimir volodymyr vova volodya; yuri yurii yury yura; jan honza;
    jiri jirka; josef pepa; tomas tomasek; jaroslav jarda; miroslav mirek; vaclav vasek; frantisek franta;
    zoltan zoli; istvan pista pisti; laszlo laci; sandor sanyi; jozsef joska joci; gyorgy gyuri; ferenc feri;
    gabor gabi; erzsebet erzsi bozsi; katalin kati; janos jani; mihaly misi; imre imi; dorde djordje djole;
    aleksandar aca; milan mico; ioannis giannis yannis; georgios giorgos yorgos; konstantinos kostas dinos;
    dimitrios dimitris mitsos; nikolaos nikos; panagiotis panos takis; vasilios vasilis; evangelos vangelis;
    aikaterini katerina; mehmet memet; huseyin husein; yusuf yusef; ahmed ahmad ahmet; hassan hasan;
    hussein hussain husain hossein; khaled khalid; mahmoud mahmud; youssef yousef yusuf yousuf; abdullah abdallah;
    omar omer umar; joshua josh; cameron cam; bradley brad; clinton clint; desmond des; gwendolyn gwen; leslie les;
    lesley les; malcolm mal; neville nev; norman norm; reginald reg reggie; rodney rod; sidney sydney sid syd;
    stewart stuart stew stu; valerie val; vernon vern; vivian viv; vivienne viv; wesley wes; winifred winnie freda;
    gillian gill jill; heather heath; isaac ike zac; ezekiel zeke; elijah eli; graham grahame gray; harriet hattie;
    jasmine jas jaz; josephine josie; katrina kat trina; lucinda lucy cindy; lillian lily lil; marilyn lyn;
    miranda mandy randy; mitchell mitch; nigel nige; roger rog; rosalind roz; roland rollo; tobias tobi; tristan tris;
    wilfred wilf fred; fabian fabi; moritz mo; marcel marci; felix lix; viktor vik; viktoria vicky viki tori;
    manfred manni; rosemarie rosi romy; elfriede elfi friedel; hildegard hilde; gertrud trude gerti; adelheid heidi;
    angelika geli; annegret anne gretel; bettina betti tina; brigitte gitte biggi; cornelis cor; leendert leen;
    maarten mart; pieternel nel; jacoba coby; hubertus bert huub; lambertus bert lammert; egbertus bert egbert;
    javier javi; fernando fer; fernanda fer nanda; cristobal tobal; gonzalo gonza chalo; natalia nati; yolanda yoli;
    soledad sole; patricia patri; robert rober; roberto robi rober; simone simo; vittorio vitto; loredana lori;
    gabriele gabri; alberto albe; bartolomeo meo; domenico mimmo menico; gennaro rino; antonino nino; costantino tino;
    martino tino; teresa tere; fatima fati; esperanza pera; encarnacion encarna; consuelo chelo; asuncion asun;
    remedios reme; raimundo mundo; edmundo mundo; sebastien seb bastien; philippe phil; frederic fred;
    frederique fred; veronique vero; dominique dom domi; veronika nika; nikolina nika; emmanuelle manu;
    christelle chris; jacques jacky; jeanne jeannette; laurent lolo; pierre pierrot; genevieve ginette
    """
}
