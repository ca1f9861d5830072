using System.Collections.Frozen;

namespace Cortex.Engine.Understanding;

/// <summary>The months in several languages, and the words that stand around dates. All in lower case.</summary>
internal static class DateWords
{
    private static readonly FrozenDictionary<string, int> Months = new[]
    {
        "january february march april may june july august september october november december",
        "jan feb mar apr may jun jul aug sep oct nov dec",
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "janv févr mars avr mai juin juil aout sept oct nov déc",
        "januar februar märz april mai juni juli august september oktober november dezember",
        "jänner feber mär apr mai jun jul aug sep okt nov dez",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        "ene feb mar abr may jun jul ago sept oct nov dic",
        "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
        "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
        "januari februari maart april mei juni juli augustus september oktober november december",
        "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
        "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
        "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
    }.SelectMany(list => list.Split(' ').Select((name, index) => (name, index))).DistinctBy(pair => pair.name).ToFrozenDictionary(pair => pair.name, pair => pair.index + 1, StringComparer.Ordinal);

    private static readonly FrozenSet<string> Joining = Set("of de del du the");

    private static readonly FrozenSet<string> Introducing = Set("in since until by before after during from year early late circa around between en depuis jusque avant après vers dès seit bis ab jahr jahre jahres um vor nach desde hasta antes año hacia nel dal ano sinds w roku в году عام سنة dated copyright");

    // They stand before amounts as well.
    private static readonly FrozenSet<string> Vague = Set("by from after before around between circa bis ab um vor nach vers hasta antes avant après");

    /// <summary>1 to 12; 0: no month.</summary>
    public static int Month(string word) => Months.GetValueOrDefault(word);

    public static bool IsMonth(string word) => word.Length > 3 && Months.ContainsKey(word);

    public static bool Joins(string word) => Joining.Contains(word);

    public static bool IntroducesYear(string word) => Introducing.Contains(word);

    public static bool IsVague(string word) => Vague.Contains(word);

    private static FrozenSet<string> Set(string words) => words.Split(' ').ToFrozenSet(StringComparer.Ordinal);
}
