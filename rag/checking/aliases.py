"""Names that news writes otherwise in French and in English, and words that are capitalised without being names.

Each line of `_FORMS` is one thing: its forms and those of its people, folded (lower case, no accents), words joined by
hyphens. Forms that only differ by an ending ("ukraine", "ukrainien") need no line.
"""

from __future__ import annotations

import re

_COUNTRIES = """
us usa u.s u.s.a united-states etats-unis america american americans amerique americain americaine americains
uk royaume-uni united-kingdom britain great-britain grande-bretagne british britannique britanniques briton britons
england english angleterre anglais anglaise anglaises
scotland scot scots scottish ecosse ecossais ecossaise
wales welsh galles pays-de-galles gallois galloise
ireland irish irlande irlandais irlandaise
france french frenchman francais francaise francaises
germany german germans allemagne allemand allemande allemands
spain spanish spaniard espagne espagnol espagnole espagnols
italy italian italians italie italien italienne italiens
netherlands dutch pays-bas neerlandais holland hollande hollandais
belgium belgian belgique belge belges
switzerland swiss suisse suisses
denmark danish dane danemark danois danoise
sweden swedish swede suede suedois suedoise
norway norwegian norvege norvegien norvegienne
finland finnish finn finlande finlandais finlandaise
poland polish pole pologne polonais polonaise
greece greek greeks grece grec grecque grecs
turkey turkish turk turquie turc turque turcs
hungary hungarian hongrie hongrois hongroise
austria austrian autriche autrichien autrichienne
russia russian russians russie russe russes
china chinese chine chinois chinoise
japan japanese japon japonais japonaise
north-korea coree-du-nord north-korean nord-coreen nord-coreens nord-coreenne
south-korea coree-du-sud south-korean sud-coreen sud-coreens sud-coreenne
korea coree korean coreen coreenne
india indian inde indien indienne
niger nigerien nigerienne nigeriens
nigeria nigerian nigerians nigeriane
egypt egyptian egypte egyptien
morocco moroccan maroc marocain marocaine
algeria algerian algerie algerien algerienne
tunisia tunisian tunisie tunisien tunisienne
lebanon lebanese liban libanais libanaise
syria syrian syrie syrien syrienne
jordan jordanian jordanie jordanien
israel israeli israelis israelien israelienne
saudi-arabia saudi arabie-saoudite saoudien saoudienne
iraq irak iraqi irakien
brazil brazilian bresil bresilien bresilienne
chile chilean chili chilien chilienne
mexico mexican mexique mexicain mexicaine
el-salvador salvador
ivory-coast cote-d'ivoire
cameroon cameroun camerounais
south-africa afrique-du-sud
australia australian australie australien
new-zealand nouvelle-zelande
belarus belarusian bielorussie bielorusse bielorusses
central-african-republic centrafrique republique-centrafricaine centrafricain centrafricaine
chad chadian tchad tchadien tchadienne tchadiens
cyprus cypriot cypriots chypre chypriote chypriotes
czechia czech czechs czech-republic tchequie tcheque tcheques republique-tcheque
dominican-republic republique-dominicaine
east-timor timor-leste timor-oriental
ecuador ecuadorian equateur equatorien equatorienne
eritrea eritrean eritreans erythree erythreen erythreens
ghana ghanaian ghanaians ghaneen ghaneens
iceland icelandic icelander icelanders islande islandais islandaise
jamaica jamaican jamaicans jamaique jamaicain jamaicains
kuwait kuwaiti kuwaitis koweit koweitien koweitiens
kyrgyzstan kyrgyz kirghizistan kirghizstan kirghize kirghiz
laos lao laotian laotien laotiens
latvia latvian latvians lettonie letton lettons lettone
madagascar malagasy malgache malgaches
mauritius mauritian maurice mauricien mauriciens
moldova moldovan moldovans moldavie moldave moldaves
myanmar burma burmese birmanie birman birmane birmans
new-caledonia nouvelle-caledonie
north-macedonia macedoine-du-nord
philippines philippine filipino filipinos philippin philippins
portugal portuguese portugais portugaise
slovakia slovak slovaks slovaquie slovaque slovaques
slovenia slovene slovenian slovenes slovenie
south-sudan soudan-du-sud
sudan sudanese soudan soudanais soudanaise
thailand thai thais thailande thailandais thailandaise
uae united-arab-emirates emirats-arabes-unis emirats emirates emirati emiratis emirien emiriens
uganda ugandan ugandans ouganda ougandais ougandaise
uzbekistan uzbek uzbeks ouzbekistan ouzbek ouzbeks ouzbeke
west-bank cisjordanie
ukraine ukrainian ukrainians ukrainien ukrainienne ukrainiens
europe european europeen europeenne
africa african afrique africain africaine
"""

_FORMS = f"""{_COUNTRIES}
nato otan
un onu united-nations nations-unies
eu ue european-union union-europeenne
london londres
edinburgh edimbourg
brussels bruxelles
geneva geneve
moscow moscou
beijing pekin
kyiv kiev
antwerp anvers
athens athenes
basel bale
beirut beyrouth
cologne koln
dunkirk dunkerque
ghent gand
krakow cracovie
mecca mecque
zaragoza saragosse
rome roma
venice venise
vienna vienne
warsaw varsovie
lisbon lisbonne
copenhagen copenhague
cairo caire
jerusalem al-quds
the-hague hague la-haye haye
dover douvres
white-house maison-blanche
red-cross croix-rouge
who oms
imf fmi
wto omc
ecb bce
icj cij
gdp pib
ai ia
dna adn
aids sida
hiv vih
christmas noel
easter paques
jesus christ
pope pape
north nord northern
south sud southern
east est eastern
west ouest western
northwest north-west nord-ouest
northeast north-east nord-est
southwest south-west sud-ouest
southeast south-east sud-est
saint st sainte ste
mediterranean mediterranee
bavaria bavarian baviere bavarois bavaroise
brittany bretagne
burgundy bourgogne
chechnya chechen chechens tchetchenie tchetchene tchetchenes
cornwall cornouailles
corsica corsican corsicans corse corses
falklands falkland malouines
faroe feroe
greenland groenland
sardinia sardaigne
thames tamise
uyghur uyghurs ouighour ouighours
channel manche
"""

ALIASES: dict[str, str] = {form: line.split()[0] for line in _FORMS.splitlines() for form in line.split()}
"""The key of each form: "otan" and "nato" give "nato"."""

_FURTHER = """
afghanistan albania albanie angola argentina argentine armenia armenie azerbaidjan azerbaijan bahrain bahrein
bangladesh benin bolivia bolivie bosnia bosnie botswana bulgaria bulgarie burundi cambodge cambodia canada colombia
colombie congo croatia croatie cuba djibouti estonia estonie ethiopia ethiopie gabon gambia gambie georgia georgie
guatemala guinea guinee guyana guyane haiti honduras indonesia indonesie iran jamaica kazakhstan kenya kosovo lesotho
liberia libya libye lithuania lituanie luxembourg macedoine macedonia malaisie malawi malaysia mali malta malte
mauritania mauritanie monaco mongolia mongolie montenegro mozambique namibia namibie nepal nicaragua oman pakistan
palestine panama paraguay perou peru qatar romania roumanie rwanda senegal serbia serbie singapore singapour somalia
somalie taiwan tanzania tanzanie togo uganda uruguay vatican venezuela vietnam yemen zambia zambie zimbabwe
"""
"""Countries whose forms in the two languages differ by an ending or not at all."""

COUNTRY_KEYS = frozenset((*(line.split()[0] for line in _COUNTRIES.split("\n") if line), *_FURTHER.split())) - {
    "europe",
    "africa",
}
"""Keys of countries, in both languages where they are alike."""

_FRENCH_PEOPLE = re.compile(
    r".*(?:cain|caine|ais|aise|ois|oise|ien|ienne|emande?|agnole?|coreen|coreenne|russe|belge|suisse|turc|turque|grec|grecque"
    r"|britannique|bielorusse|birmane?|chypriote|kirghize|lettone?|malgache|moldave|ouzbek|slovaque|slovene|tcheque"
    r"|tchetchene)s?"
)
PEOPLES = frozenset(form for form in _COUNTRIES.split() if _FRENCH_PEOPLE.fullmatch(form))
"""« allemand », « suisses »: names that French writes without a capital when they tell of what country something is."""

ACRONYMS = {
    "NATO": "l’OTAN", "UN": "l’ONU", "EU": "l’UE", "WHO": "l’OMS", "IMF": "le FMI", "WTO": "l’OMC", "ECB": "la BCE",
    "ICJ": "la CIJ", "GDP": "le PIB", "AI": "l’IA", "DNA": "l’ADN", "HIV": "le VIH",
}  # fmt: skip
"""English acronyms → the French ones, which have an article."""

CITIES = {
    "London": "Londres", "Edinburgh": "Édimbourg", "Brussels": "Bruxelles", "Geneva": "Genève", "Moscow": "Moscou",
    "Beijing": "Pékin", "Athens": "Athènes", "Venice": "Venise", "Vienna": "Vienne", "Warsaw": "Varsovie",
    "Lisbon": "Lisbonne", "Copenhagen": "Copenhague",
}  # fmt: skip
"""Cities as English prints them → as French does."""

COUNTRIES = {
    "Scotland": "l’Écosse", "Wales": "le pays de Galles", "England": "l’Angleterre",
    "Northern Ireland": "l’Irlande du Nord", "Ireland": "l’Irlande", "Germany": "l’Allemagne", "Spain": "l’Espagne",
    "Italy": "l’Italie", "Belgium": "la Belgique", "Switzerland": "la Suisse", "Denmark": "le Danemark",
    "Sweden": "la Suède", "Norway": "la Norvège", "Finland": "la Finlande", "Poland": "la Pologne",
    "Greece": "la Grèce", "Turkey": "la Turquie", "Hungary": "la Hongrie", "Austria": "l’Autriche",
    "Russia": "la Russie", "China": "la Chine", "Japan": "le Japon", "North Korea": "la Corée du Nord",
    "South Korea": "la Corée du Sud", "India": "l’Inde", "Egypt": "l’Égypte", "Morocco": "le Maroc",
    "Algeria": "l’Algérie", "Tunisia": "la Tunisie", "Lebanon": "le Liban", "Syria": "la Syrie", "Iraq": "l’Irak",
    "Saudi Arabia": "l’Arabie saoudite", "Brazil": "le Brésil", "South Africa": "l’Afrique du Sud",
    "Australia": "l’Australie", "New Zealand": "la Nouvelle-Zélande",
}  # fmt: skip
"""Countries as English prints them → as French does, with their article. Those that are also people’s names are left
out, and Mexico, a city in French."""

COMPOUNDS = tuple(form for form in ALIASES if "-" in form)
"""Forms of several words, which a text may write with spaces."""

TITLES = frozenset(
    "mr mrs ms miss mx dr prof m mm mme mmes mlle me sir lord lady sen rep gov capt lt gen col sgt rev hon mgr".split()
)
"""Words before a name that are no part of it."""

OPENERS = frozenset(
    (
        "again although cannot despite did earlier following however indeed instead later many maybe meanwhile no "
        "nobody nothing now once one perhaps recently several since six still then three today together two "
        "whenever whether within without yesterday yet aujourd avant apres certains certaines cependant durant "
        "enfin ensuite environ grace hier jeudi lors lorsque maintenant malgre neanmoins outre plusieurs pres puis "
        "pourtant quelques seul seule seuls tandis toutefois trois voici voila bien encore"
    ).split()
)
"""Words that open sentences and are no names, beside those that search leaves out."""

ORDINARY = frozenset(
    (
        "act affaires affairs agency agreement against air army assembly association attorney authority bank bay bill "
        "board bridge cabinet castle central century chairman chamber charity chief church citizens city civil club "
        "college commission committee communities community company conference congress conservative conservatives "
        "constitution council county court crown culture cup customs defence defense department deputy development "
        "director district earth economy education election elections emergency employment energy environment evening "
        "executive exchange exterior federal federation final finance first fleet forces foreign foundation fund "
        "friends games general government great group head health higher high history home hospital house immigration "
        "independence industry information inquiry institute interior international island islands judiciary justice "
        "king labor labour lake languages law league liberal library local market mayor media medicine member minister "
        "ministry monday mount mountain municipal museum national navy new news office old olympic olympics open opera "
        "opposition ordinary organisation organization palace park parliament party police port post premier president "
        "press prime prince princess prize programme project province public queen railway regional republic "
        "republican republicans research river road royal rural sciences school sea second secretary security senate "
        "senator service services shadow skills social society spokesman spring square stadium state states station "
        "street summer summit supreme survey team technology television theatre third tories tory town trade trading "
        "transport treasury treaty trial tribunal trust tv union united university upper valley village war water week "
        "winter women women's workers world year young youth democrat democrats democratic academie amis accord "
        "administration agence ancien ancienne arme armee assemblee assurance bataille bibliotheque blanche bourse "
        "bureau caisse cercle chambre chateau chef code comite communaute commune compagnie comte concours "
        "confederation congres conseil coupe cour departement direction droits ecole economie eglise emploi "
        "enseignement est etat etats etude exposition fete fond fondation fonds force gare garde gouvernement grand "
        "grande groupe guerre haut haute hopital hotel ile iles industrie institut interieur jeux journal jugement lac "
        "ligue loi lycee mairie maire maison marche marine mer ministere ministre mondial monde mont musee nation "
        "nationale nouveau nouvelle ordre palais parc parlement parquet parti paix place pont prefecture premiere "
        "presidence presse prix procureur projet quai recherche region republique reseau revolution riviere roi reine "
        "route rue saison sante secretaire securite senat societe stade syndicat terre traite travail travailliste "
        "universite vallee vieille vieux ville"
    ).split()
)
"""Words that names of institutions are made of, folded: translated with them, they prove nothing across languages."""
