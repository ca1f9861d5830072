using System.Collections.Frozen;

namespace Cortex.Engine.Understanding;

/// <summary>Words that tell what a name is. In lower case without diacritics, as <see cref="Reading.Stems"/>'s words are before stemming.</summary>
internal static class EntityWords
{
    /// <summary>A person's name follows.</summary>
    public static readonly FrozenSet<string> Titles = Set(
        "dr mr mrs ms miss prof professor sir dame lord lady president chancellor minister senator judge captain general colonel king queen prince princess pope saint father " +
        "herr frau doktor prasident bundeskanzlerin bundeskanzler kanzler minister ministerin konig konigin kaiser monsieur madame mme mlle professeur docteur president presidente roi reine ministre " +
        "senor senora don dona doctor doctora rey reina ministro ministra profesor profesora sr sra chairman author editor director ceo");

    /// <summary>They stand within names, in small letters, between capitals.</summary>
    public static readonly FrozenSet<string> Connectors = Set("of de von van der den the la las los le les di da do dos das del della du des zu zur ter ten al el bin ibn y und et of for fur pour para");

    /// <summary>Within a person's name only; "of" and the like are not.</summary>
    public static readonly FrozenSet<string> NameConnectors = Set("de von van der den la le di da del della du ter ten al el bin ibn zu");

    public static readonly FrozenSet<string> GivenNames = Set(
        "james john robert michael william david richard joseph thomas charles christopher daniel matthew anthony mark donald steven paul andrew joshua kenneth kevin brian george edward timothy jeffrey ryan jacob gary nicholas eric jonathan stephen larry justin scott benjamin samuel gregory alexander frank patrick raymond jack dennis jerry tyler aaron henry peter adam nathan douglas zachary walter kyle harold carl arthur albert isaac alan " +
        "mary patricia jennifer linda elizabeth barbara susan jessica sarah karen lisa nancy betty margaret sandra ashley kimberly emily donna michelle carol amanda dorothy melissa deborah stephanie rebecca sharon laura cynthia kathleen amy angela shirley anna brenda pamela emma nicole helen samantha katherine christine rachel janet catherine maria heather diane ruth julie olivia joyce virginia alice ada grace rosalind marie jane charlotte sophie lucy " +
        "hans peter wolfgang klaus jurgen dieter uwe thomas andreas stefan christian martin johann johannes friedrich karl heinrich otto ludwig wilhelm ernst max felix lukas leon jonas ursula monika petra sabine renate helga karin brigitte ingrid erika christa gisela claudia susanne gabriele heike annette angela katharina julia lena anke greta " +
        "jean pierre michel andre philippe rene louis alain jacques bernard marcel daniel roger robert claude christophe nicolas frederic emmanuel francois laurent olivier pascal antoine camille isabelle sylvie catherine francoise monique nathalie valerie veronique celine chloe lea manon juliette simone victor gustave emile " +
        "jose antonio juan manuel francisco luis javier carlos miguel angel pedro fernando pablo diego rafael alejandro ramon enrique alberto gabriel carmen isabel dolores pilar teresa ana cristina lucia elena rosa frida sofia marta jorge julio ernesto salvador joao paulo giovanni giuseppe marco luca francesca giulia leonardo galileo " +
        "ivan sergei vladimir dmitri alexei mikhail nikolai boris olga natalia tatiana yuri anton leo fyodor mohammed muhammad ahmed ali hassan omar fatima ibrahim yusuf amina wei ming akira hiroshi kenji yuki raj priya anil nelson kofi linus guido bjarne niels lise erwin marie pierre henri");

    /// <summary>An organisation's last word, or its first.</summary>
    public static readonly FrozenSet<string> Organisations = Set(
        "inc ltd llc corp corporation company co gmbh ag plc sarl kg se university universite universitat universidad universita universidade college institute institut instituto istituto ministry ministere ministerium ministerio bank banque banco agency agence agentur agencia commission committee council association foundation fundacion fondation stiftung society laboratory laboratories laboratoire group groupe gruppe grupo party union organization organisation organizacion " +
        "museum musee museo school academy academie akademie academia department parliament congress senate consortium federation airlines airways software systems technologies industries motors hospital orchestra observatory partei verein verband gesellschaft bundestag sociedad societe compagnie compania ayuntamiento tribunal court library press alliance project authority office bureau");

    public static readonly FrozenSet<string> OrganisationBeginnings = Set("university universite universitat universidad universita universidade institute institut instituto ministry ministere ministerium ministerio bank banque banco museum musee museo academy academie akademie department council house society association bureau office societe commission court college school federation organization organisation");

    public static readonly FrozenSet<string> Places = Set("street avenue river lake mountain mountains island islands city county bay valley sea ocean park square road bridge peninsula desert canyon strait coast gulf falls district province region strasse platz airport harbour harbor forest hills castle village town republic kingdom states");

    public static readonly FrozenSet<string> PlaceBeginnings = Set("lake mount rue avenue rio lac mont plaza calle fort cape gulf isle ile port place cote sierra lago monte boulevard");

    public static readonly FrozenSet<string> Events = Set("war revolution conference olympics festival battle cup summit crisis treaty guerre krieg guerra weltkrieg kongress konferenz revolucion batalla championship championships games expo massacre uprising renaissance symposium bataille festspiele");

    /// <summary>Well-known ones, for what no words around them say.</summary>
    public static readonly FrozenSet<string> KnownPlaces = Set(
        "africa europe asia america australia antarctica europa afrika asien amerika afrique asie amerique oceania africa england scotland wales ireland britain france germany spain italy portugal poland russia ukraine china japan korea india pakistan iran iraq israel egypt turkey greece sweden norway denmark finland iceland netherlands belgium austria switzerland hungary romania bulgaria serbia croatia canada mexico brazil argentina chile peru colombia cuba kenya nigeria ethiopia morocco algeria tunisia vietnam thailand indonesia malaysia philippines singapore " +
        "deutschland frankreich spanien italien polen russland osterreich schweiz grossbritannien niederlande belgien griechenland schweden norwegen danemark turkei agypten brasilien allemagne espagne italie suisse autriche belgique angleterre russie chine japon inde egypte maroc algerie bresil mexique alemania francia espana italia suiza inglaterra rusia japon mexico brasil marruecos egipto peru grecia " +
        "london paris berlin madrid rome roma vienna wien prague praha warsaw moscow moskau moscou beijing peking shanghai tokyo kyoto osaka seoul delhi mumbai bangkok jakarta cairo istanbul athens lisbon lisboa dublin edinburgh oxford cambridge manchester liverpool boston chicago seattle houston austin denver miami philadelphia washington california texas florida virginia hamburg munchen munich koln cologne frankfurt stuttgart dresden leipzig bremen hannover nurnberg zurich geneva geneve genf basel bern lyon marseille toulouse nantes bordeaux lille strasbourg nice grenoble rennes barcelona sevilla seville valencia bilbao granada malaga zaragoza milan milano naples napoli turin torino florence firenze venice venezia amsterdam rotterdam brussels bruxelles brussel antwerp copenhagen stockholm oslo helsinki reykjavik budapest bucharest sofia belgrade zagreb kiev kyiv toronto montreal vancouver ottawa sydney melbourne auckland lima bogota santiago havana nairobi lagos casablanca algiers tunis jerusalem damascus baghdad tehran dubai hanoi manila singapore");

    /// <summary>Capitalised in English though they are no names of anything.</summary>
    public static readonly FrozenSet<string> NoNames = Set("i ii iii iv vi vii viii ix ok am pm bc ad no yes mr mrs ms dr sir uhr euro prozent herr frau note see figure table chapter section appendix part volume step monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow english french german spanish italian russian chinese japanese american british european african asian latin greek dutch arabic portuguese indian christian jewish muslim internet web god todo fixme faq qa am et al");

    /// <summary>Words that make sure that a place is meant.</summary>
    public static readonly FrozenSet<string> BeforePlaces = Set("near born city town village capital island river province region county district based lives lived situated located moved travelled traveled flew aus nahe bei stadt ville pres cerca ciudad nacida nacido ne nee geboren");

    public static readonly FrozenSet<string> PlacePrepositions = Set("in at near from a en aus nach bei dans vers hacia");

    private static FrozenSet<string> Set(string words) => words.Split(' ').ToFrozenSet(StringComparer.Ordinal);
}
