using System.Collections.Frozen;

namespace Cortex.Engine.Language;

/// <summary>
/// The words that hold sentences together: a third of any prose is made of them, and source code, tables and names have hardly any.
/// A word that means something else in English, or in code, is left out of the other languages.
/// </summary>
internal static class FunctionWords
{
    /// <summary>Of all words, how many must be such; code and lists of names have fewer.</summary>
    private const double Enough = 0.12;

    private const double OverSecond = 1.4;

    // Neighbours of those that are asked for are here too, lest they be taken for them.
    private static readonly (string Language, string Words)[] Lists =
    [
        ("en", "the of and to in is that it for was on are with as be this have from or by not but they at which you we his her had were been their an has would there what can if will about when who more so no out up into than them only some could these then do its our your my may how should where does did because just while each between after before any other also most must all being over under such through using used a i do me see new one two ten get set per via men van den hat son sin fin plus sur pour pod bad die war am man go us off down own"),
        ("de", "der die das und ist nicht ein eine einen einem einer eines ich zu den dem des mit sich auf für von sie er es wir ihr im auch wird werden wurde bei nach aus um noch nur aber oder wie wenn dass daß sind war hat haben kann können muss müssen durch über vor zum zur als bis schon mehr sehr diese dieser dieses diesem keine kein unter gegen ohne zwischen heute uns unser mein meine seine sein ihre ihren doch dann weil immer wieder hier etwa jetzt soll"),
        ("fr", "le la les de des du un une et est que qui dans en pour pas sur avec ce cette ces il elle nous vous ils elles je ne au aux par plus sont été être ont a avait mais ou où comme leur leurs son sa ses mon ma mes notre votre tout tous toute toutes si sans sous entre après avant aussi bien très peut faire fait donc quand encore chez même était cela dont lors depuis ainsi y"),
        ("es", "el la los las de del un una unos unas y que en es por para con no se su sus lo al como más pero este esta estos estas ese esa son fue ha han hay ser está están muy también entre sobre sin hasta desde cuando donde quien porque ya si todo todos todas nos nuestro nuestra le les mi yo cada puede tiene sido era otra otro durante antes después así contra según o tenemos tengo hemos aunque mismo misma todavía aquí ahora"),
        ("it", "il lo la i gli le di del della dello dei delle degli e è che in un una uno per con non si da dal dalla al alla ai alle nel nella nei nelle sul sulla sono come più ma anche se questo questa questi queste quello quella ha hanno essere stato stata era suo sua loro noi voi mi ci io tra fra dopo prima quando dove perché ogni molto tutto tutti tutte può così o ed senza sempre ancora già viene vengono abbiamo dobbiamo entro cui quindi però"),
        ("pt", "o a os as de do da dos das um uma uns umas e é que em no na nos nas por pelo pela para com não se seu sua seus suas ao à às mais mas como este esta isso isto ele ela eles elas nós são foi ser está estão tem têm também muito já ou quando onde porque entre sobre sem até desde depois antes todos todas cada pode você eu meu minha nosso nossa foram há ainda aos só"),
        ("nl", "de het een en van is dat niet in op te zijn voor met die er aan ook als maar om uit bij naar dan nog wel wordt worden werd was heeft hebben had kan kunnen moet door over deze dit wij we je jij hij zij ze ik mijn onze ons hun geen meer al tot tegen zonder tussen onder wat wie waar hoe of omdat zo zeer veel alle andere na weer hier daar zou"),
        ("pl", "i w na z do nie się że to jest o od po za jak ale a dla przez przy tym tego jego jej ich są był była było być może można tylko także oraz już czy co ten ta te który która które ze we gdy bardzo jako nas nam mnie przed pod nad między bez jednak więc każdy wszystkie będzie"),
        ("sv", "och i att det som en på är av för den med till inte har de ett om var han hon jag vi ni kan ska från eller när så men sig vid under efter mycket också bara alla där här hur vad denna detta dessa mot utan mellan över än sin sitt sina hade blev blir varje skulle måste oss vår våra nu"),
        ("tr", "ve bir bu da de için ile çok olarak daha olan gibi en kadar ne ama var sonra o ki değil her şey mi mı ben biz siz onun olduğu oldu tarafından ancak göre veya ya hem önce şu nasıl neden zaman iyi yok bunu diye bütün üzere kendi"),
        ("da", "og i at det som en på er af for den med til ikke har de et om var han hun jeg vi kan skal fra eller når så men sig ved under efter meget også kun alle hvor hvad denne dette disse mod uden mellem over end sin sit sine havde blev bliver hver ville må os vores nu"),
        ("no", "og i å at det som en på er av for den med til ikke har de et om var han hun jeg vi kan skal fra eller når så men seg ved under etter mye også bare alle hvor hva denne dette disse mot uten mellom over enn sin sitt sine hadde ble blir hver ville må oss vår våre nå"),
        ("fi", "ja on ei että se oli ovat mutta myös kun niin tai joka hän sen ne ole olla voi nyt vain kuin jos mitä tämä tämän siitä sekä jotka kanssa vielä mukaan jo ennen jälkeen minä sinä me te he itse kaikki"),
        ("cs", "a v na se je že to s z do i o k ve pro ale jako jeho by si jsou byl byla bylo za po od který která které tak než jen nebo už při podle ze už být jsem také když více velmi může není"),
        ("ro", "și în de la cu pe nu este un o că din care pentru mai sunt se a al ale ca dar sau fost prin după între fără foarte această acest aceste lui ei lor noi este avea poate când unde doar"),
        ("ca", "el la els les de del dels un una i que en és per amb no es al als com més però aquest aquesta aquests són va han hi ha ser està molt també entre sobre sense fins des quan on perquè ja si tot tots totes nosaltres seva seu seus pel pels"),
        ("hu", "a az és hogy nem is egy ez van volt meg de csak már még mint vagy ha el ki be le fel ezt azt amely aki ami majd után előtt között nagyon minden lehet kell mert szerint pedig"),
        ("id", "yang dan di dari untuk dengan pada ini itu dalam adalah tidak akan oleh ke sebagai juga dapat telah atau bisa ada kami kita mereka saya karena lebih sudah"),
    ];

    private static readonly FrozenDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> Words = Lists
        .SelectMany((list, index) => list.Words.Split(' ').Distinct().Select(word => (word, Bit: 1 << index))).GroupBy(entry => entry.word, StringComparer.Ordinal)
        .ToFrozenDictionary(group => group.Key, group => group.Aggregate(0, (bits, entry) => bits | entry.Bit), StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Those of a language, as ISO 639-1, in lower case with their diacritics; none where it is not known here.</summary>
    public static IEnumerable<string> Of(string language) => Array.Find(Lists, list => list.Language == language).Words?.Split(' ') ?? [];

    /// <summary>The language of the prose in Latin script; null when there is little of it, or two come near.</summary>
    public static string? Language(ReadOnlySpan<char> beginning, ReadOnlySpan<char> middle)
    {
        var tally = new Tally(stackalloc int[Lists.Length], stackalloc int[Lists.Length]);
        tally.Read(beginning);
        tally.Read(middle);
        return tally.Winner() is >= 0 and var winner ? Lists[winner].Language : null;
    }

    private ref struct Tally(Span<int> hits, Span<int> own)
    {
        private const int LongestWord = 24;
        private readonly Span<int> _hits = hits;

        // Words that only one language has.
        private readonly Span<int> _own = own;
        private int _words;

        public void Read(ReadOnlySpan<char> text)
        {
            Span<char> lower = stackalloc char[LongestWord];
            for (var at = 0; at < text.Length;)
            {
                while (at < text.Length && IsSpace(text[at])) at++;
                var start = at;
                while (at < text.Length && !IsSpace(text[at])) at++;
                Add(text[start..at], lower);
            }
        }

        public readonly int Winner()
        {
            var (best, second) = (0, -1);
            for (var i = 1; i < _hits.Length; i++)
            {
                if (Value(i) > Value(best)) (best, second) = (i, best);
                else if (second < 0 || Value(i) > Value(second)) second = i;
            }

            var sure = _hits[best] >= 3 && _own[best] >= 1 && _hits[best] >= _words * Enough && Value(best) >= Value(second) * OverSecond;
            return sure ? best : -1;
        }

        private readonly int Value(int language) => _hits[language] + _own[language];

        private void Add(scoped ReadOnlySpan<char> token, scoped Span<char> lower)
        {
            while (token.Length > 0 && IsPunctuation(token[0])) token = token[1..];
            while (token.Length > 0 && IsPunctuation(token[^1])) token = token[..^1];
            // What was said elides its vowel: l'homme, dell'acqua.
            if (token.IndexOfAny('\'', '’') is > 0 and <= 5 and var elision && elision < token.Length - 1) token = token[(elision + 1)..];
            if (token.Length == 0) return;
            _words++;
            // Identifiers, addresses and numbers are words that no language has.
            if (token.Length > LongestWord || !IsWord(token)) return;
            token.ToLowerInvariant(lower);
            if (!Words.TryGetValue(lower[..token.Length], out var languages)) return;
            var only = int.PopCount(languages) == 1;
            for (; languages != 0; languages &= languages - 1)
            {
                var language = int.TrailingZeroCount(languages);
                _hits[language]++;
                if (only) _own[language]++;
            }
        }

        // A capital within is an identifier's.
        private static bool IsWord(ReadOnlySpan<char> token)
        {
            for (var i = 0; i < token.Length; i++)
            {
                if (!char.IsLetter(token[i]) || (i > 0 && char.IsUpper(token[i]) && !char.IsUpper(token[i - 1]))) return false;
            }

            return true;
        }

        private static bool IsSpace(char c) => c <= ' ' || c is '\u00A0' or '\u2013' or '\u2014' || (c > '\u007F' && char.IsWhiteSpace(c));

        private static bool IsPunctuation(char c) => c is '.' or ',' or ':' or ';' or '!' or '?' or '"' or '\'' or '(' or ')' or '*' or '>' or '¿' or '¡' or '…'
            or '“' or '”' or '„' or '‘' or '’' or '‚' or '«' or '»' or '‹' or '›';
    }
}
