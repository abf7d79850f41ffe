/// Given names that are so like another one that the two could be taken for a slip of a finger.
///
/// Those of ``Nicknames`` are known anyway, and names of five letters or fewer need not be: in them, no letter is changed by
/// a slip.
enum GivenNames {
  static let words = WordSet(
    """
    aaron adelina adeline adriana adriano adrian adrienne agatha agathe ahmad ahmed ahmet albina albino alenka alessia
    alicia alina aline alison allison althea amalia amelia amelie amina amira anabel andreia andreina andres angelica
    angelika angelina angelo annabel annabelle annalena annelie annelise annette antonella antonin antonina aphrodite
    araceli ariana arianna arianne armanda armando arnaud arnold arnulf artem artur ashley astrid auguste aurelia aurelie
    aurelio aurora austin aygul aylin aynur aysel aysen aysun ayten azra
    balbina barnabas basil batuhan beata beatrice beatrix begum belinda benita benito bernadette bernardo berta bertha
    bertram berthold beverley bianca bilal birgit birgitta birte blanca bogdan bogumil boguslaw boguslawa bozena branden
    brandon brenda brendan brigitta brigitte britta bronislaw bronislawa bruna bruno bryan burak burcu burhan busra
    calvin camila camilla camille camilo candice carina carine carla carmela carmelo carmen carole carolyn carsten cassandra
    celal celina celine cemal cengiz ceyda ceyhan ceylan chantal charlene charline cheryl christa christel christelle
    christer cihan clarence clarice clarissa claude claudette claudia claudie claudio clemence clement clementine clotilde connor
    corina corinna corinne cosima cosimo cristiano crystal curtis czeslaw
    damaris damian damien danica danilo danuta daphne dariusz darlene darren davina davor deanna debora delphine denise
    derek desiree detlef diego dietmar dieter dietrich dmitry dolores domenica domenico donata donatella donato dragan
    duncan durmus dustin dylan
    eberhard eckhard edeltraud edina edita edith edita eduarda edwina ekrem eleni elfriede elina eline elinor eliska elke
    eloise elvira elwira emeline emerson emiliano emilie emilio emma emmanuelle emmerich emrah endre engin enver ercan
    erdal erdem erhan eriks erkan ermelinda erminia ernestine ersin erwin esteban estela estelle esther eugenia eugenie
    eugenio eulalia eva evelina evelyn evgenia ewa
    fabian fabiana fabiano fabien fabienne fabiola fabrice fabrizio faris fatih fatima fatma faustina faustino felicia
    felicitas felicity felix ferdi ferenc ferhat fernanda fidan filip filipa filippa fikret fiona flavia flavio flora
    florence florent florentina florin franka franziskus frederik frederique frieda friederike fulvia fulvio furkan
    gaelle galina gaston gavin genevieve geraldine gerda gerlinde germaine germano gernot gerold gertrud gilbert gilberto
    gilda gisela giselle giuliana giuliano giulia giulio giuseppina gizem gladys glenda gloria gonca gordon goran graham
    grazia graziella grazyna griselda gudrun guido guillaume gulay gulcan gulsen gulten gunay gunter gunther gurkan gwendolyn
    hakan haldun halina halil halime hamdi hamed hamid hannelore hannah hans harald hardy harriet hassan hasan hatice
    hedwig hedda heike heiko heino helga helge heloise henriette herman hermann hermine hernan hernando hildegard hilda
    holger hortensia hossein hussain hussein huseyin
    idris ilaria ilias ilka ilona ilse imelda imre ingeborg ingrid irena irene irina irmgard isidora isidoro ismail ismet
    istvan ivana ivanka ivonne iwona
    jamal jamil jamila janet janette janice janina janine janneke jaqueline jarmila jaromir jaroslav jaroslaw jasmin jasmina
    jasmine javier jeanette jeanine jeannette jeannine jelena jennie jeremias jeremie jocelyn joelle johan jolanda jolanta
    jolene jordan jorge jorgen josefa josefina josefine josiane jovan jovana joyce juanita judit juliana juliane julianna
    julianne julie julien juliette julio julius justin justina justine justyna jutta
    kadir kamal kamil kamila karen karim karima karin karina karine karla karsten katalin katarzyna katrin kathrin kathleen
    kazimierz kelly kelsey kelvin kemal kerstin kevin khaled khalid kirsten klara klaudia konrad kornelia kristian kristiane
    kristof kubra
    ladislav lambert landon larissa lauren laurence laurent laurenz leander leila lenka leona leonie leonor leonora leopold
    leticia levent lieselotte lilian liliana liliane lillian lina linda linus lionel lisbeth livia ljubica lorena loredana
    lorraine lothar louisa louise luana lucia luciana lucie lucienne lucinda lucio lucrezia ludmila ludovic luisa luise lutfi
    lutz lydia lynda lynne
    maciej madeleine madeline madelyn magnus mahmoud mahmud mahmut majed majid malcolm malte malwina manfred manuela mara
    marcel marcela marcelina marceline marcella marcello marcelo marcin marco marcos mareike maren margot margret mariam
    marian mariane marianna marianne mariano mariella marielle marietta marilyn marina marine mario marion mariana marisa
    marisol marita marites mariusz marius marjorie marko markus marla marleen marlene marlies marlon marta marten martha
    marthe martine martino martyna marvin marwin maryam maryse mathilda mathilde matilda matilde maura maureen maurice
    mauricio maurizio mauro maximiliane mehdi melania melek melina melinda melisa melody melvin merlin mertens mervin meryem
    meryl micaela michail michal michela michele michelle miguela mikael milan milena milica miloslav minerva miranda mirela
    mirella mireille miriam mirjam mirko miroslav miroslaw miroslawa moira monica monique morgan morten muriel murielle myriam
    nabil nabila nadezhda nadia nadine nadja najib nanette naomi nasir nasser natasha nathalie neriman nermin nevin nicholas
    nicholle nicoletta nicolette nihal nihat nikita nilgun nilay nils nina noelia noelle noemi nora norma norman nuray nurcan
    nuria nursen
    octavia octavio odette odile oksana olaf olcay olivier omar omer ondrej ornella orhan orlando ortrud oskar osman osmund
    oswald otmar ottilie ottmar
    palmira pamela paola paolo pascal pascale patrice patrik patrizia paula paulette pauline pavel pavla perrine petra
    petronella philippa philippe piera pierre pierrette placido polina prisca przemyslaw
    quentin quirin
    radoslav radoslaw rafaela raffaele raffaella raimund raimondo rainer ramazan ramiro ramon ramona raphaela rashed rashid
    raquel rasmus regina reginald regine reinhild reinhold renata renate renato rene renee reyhan richarda rigoberto rita
    robin rocio roderick rodica rodrigo roger rogelio roland rolanda rolando romain roman romana romano romeo ronaldo
    rosalba rosalia rosalie rosalind rosalinda rosana rosanna rosanne roseanne rosina roswitha roxana ruben rupert rupprecht
    ruslan ruth
    sabina sabine sabrina sadik saeed said salah saleh salem salim salma salvatrice samir samira sandrina sandrine sandro
    santa sascha saskia saverio sebahat selcuk selena selim selin selina selma semra serafina serap serdar serena serenella
    serge serhan serhat serkan sevda sevgi sevim sevinc seyhan shannon sharon sheila shelley sherry sheryl shirley sibel
    sieglinde sigrid silke silvana silvano silvestre silvia silvie silvio simon simona simone sinan slavica snezana snezhana
    solange songul sonja soraya stacey stacy stanislawa stefania stefanie stella stephane sunniva susana suzanne suzana svenja
    svetlana sybille sylvain sylvana sylvaine sylvia sylvie
    taner tanja tarek tariq tarkan tatiana tatjana tatyana terezia teresia thekla thibaut thibault thierry thorsten tiffany
    tiziana tiziano tobiasz torben torsten tracey tracy travis trevor trude tulay tuncay tuncer turhan turgut
    ulla umberto ute uwe
    valeria valerie valerio valentino valery vanda vanessa vanja vasile vasiliki vasilis velma venera vera verena verona
    vesna viktor viktoria vincenza violeta violetta viorel viorica virgil virgilio vittoria vittorio vivian viviana viviane
    vivienne vlado volkan volker volkmar
    waleed walid wanda warren wendelin wendy wesley wieslaw wieslawa wilfried wilfred wilhelmine wiktor wiktoria wilma
    winfried winfred wladyslaw wladyslawa wolfram
    xaver xavier ximena
    yasar yasemin yaser yasin yasmin yasmina yasmine yasser yolanda yolande yulia yuliya yuri yusuf yvette yvonne
    zdenek zdenka zdzislaw zdzislawa zehra zeki zeliha zeynep zlatan zlatko zora zoran zorica zuzana
    """)
}
