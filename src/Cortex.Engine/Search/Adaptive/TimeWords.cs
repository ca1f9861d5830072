using System.Collections.Frozen;

namespace Cortex.Engine.Search.Adaptive;

/// <summary>The words of English, French, German and Spanish that say when something was kept. Folded, as the index has words.</summary>
internal static class TimeWords
{
    public static readonly FrozenSet<string> Today = Set("today aujourd'hui heute hoy");
    public static readonly FrozenSet<string> Yesterday = Set("yesterday hier gestern ayer");

    /// <summary>Before a unit, or before a number of units.</summary>
    public static readonly FrozenSet<string> Last = Set("last past previous letzte letzten letzter letztes letztem vergangene vergangenen vergangener vergangenes vorige vorigen voriger voriges ultimo ultimos ultima ultimas derniers dernieres");

    /// <summary>After a unit.</summary>
    public static readonly FrozenSet<string> LastBehind = Set("dernier derniere passe passee pasado pasada");
    public static readonly FrozenSet<string> This = Set("this cette ce cet diese diesen dieser dieses diesem esta este");
    public static readonly FrozenSet<string> Since = Set("since depuis seit desde");
    public static readonly FrozenSet<string> Before = Set("before avant vor antes");
    public static readonly FrozenSet<string> After = Set("after apres nach despues");
    public static readonly FrozenSet<string> Between = Set("between entre zwischen");
    public static readonly FrozenSet<string> And = Set("and et und y");

    /// <summary>Before a day, a month or a year.</summary>
    public static readonly FrozenSet<string> At = Set("in on from of during en im am vom von aus du de del le el jahr l'annee");

    /// <summary>What may stand before a relative time without changing it.</summary>
    public static readonly FrozenSet<string> Leading = Set("in during over within the la le les los las el en im in der den die dem au cours des ces pendant durante wahrend von from since");

    /// <summary>Before a time, they make it what the thing is about.</summary>
    public static readonly FrozenSet<string> About = Set("of about on concerning regarding uber sur sobre");

    /// <summary>Said of the library and hardly of anything else.</summary>
    public static readonly FrozenSet<string> Kept = Set("saved clipped bookmarked captured imported enregistre enregistres enregistree sauvegarde sauvegardes gespeichert gespeicherte abgelegt importiert hinzugefugt guardado guardados guarde guarde importado");

    /// <summary>Said of the library by who says I or we.</summary>
    public static readonly FrozenSet<string> Did = Set("save add added store stored keep kept read write wrote written note noted collected jotted ajoute ajoutes lu lus lue ecrit ecrits note garde gelesen geschrieben notiert gemerkt gesammelt anadi anadido lei leido escribi escrito anote apunte");
    public static readonly FrozenSet<string> Persons = Set("i we i've ive we've j'ai je nous ich wir yo he hemos");
    public static readonly FrozenSet<string> Things = Set("notes note articles pages bookmarks items documents docs files links pdfs clippings clips posts papers everything notas articulos paginas documentos archivos enlaces liens fichiers signets notizen artikel seiten dokumente dateien lesezeichen");

    private static readonly FrozenDictionary<string, TimeUnit> Units = new (TimeUnit Unit, string Words)[]
    {
        (TimeUnit.Day, "day days jour jours tag tage tagen dia dias"),
        (TimeUnit.Week, "week weeks semaine semaines woche wochen semana semanas"),
        (TimeUnit.Month, "month months mois monat monate monaten mes meses"),
        (TimeUnit.Year, "year years an ans annee annees l'an l'annee jahr jahre jahren ano anos"),
    }.SelectMany(list => list.Words.Split(' ').Select(word => (word, list.Unit))).ToFrozenDictionary(pair => pair.word, pair => pair.Unit, StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, int> Numbers = new[]
    {
        "a an un une ein eine einem einer einen una uno one", "two deux zwei dos couple", "three trois drei tres", "four quatre vier cuatro", "five cinq funf cinco",
        "six sechs seis", "seven sept sieben siete", "eight huit acht ocho", "nine neuf neun nueve", "ten dix zehn diez",
    }.SelectMany((list, index) => list.Split(' ').Select(word => (word, index))).DistinctBy(pair => pair.word).ToFrozenDictionary(pair => pair.word, pair => pair.index + 1, StringComparer.Ordinal);

    public static TimeUnit? Unit(string word) => Units.TryGetValue(word, out var unit) ? unit : null;

    /// <summary>1 to 999; 0: no number.</summary>
    public static int Number(string word) => word.Length is > 0 and <= 3 && word.All(char.IsAsciiDigit) ? int.Parse(word, System.Globalization.CultureInfo.InvariantCulture) : Numbers.GetValueOrDefault(word);

    private static FrozenSet<string> Set(string words) => words.Split(' ').ToFrozenSet(StringComparer.Ordinal);
}

internal enum TimeUnit
{
    Day,
    Week,
    Month,
    Year,
}
