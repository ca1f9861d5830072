using System.Globalization;
using System.Text.RegularExpressions;

namespace Cortex.Engine.Sources.Exports.Kindle;

/// <summary>
/// The date of a clipping: a day, a month by its name, a year and a time in the order of the device's language. The device writes its own
/// time without saying where it is; it is taken as UTC.
/// </summary>
internal static partial class ClippingDate
{
    /// <summary>Beginnings of the months' names that are no other month's in any of these languages.</summary>
    private static readonly string[][] Months =
    [
        ["jan", "gen", "ene", "janv", "янв"], ["feb", "fév", "fev", "fév", "фев"], ["mar", "mär", "maa", "maart", "мар"], ["apr", "avr", "abr", "апр"], ["may", "mai", "mag", "mei", "maj", "мая", "май"], ["jun", "juin", "giu", "июн"],
        ["jul", "juil", "lug", "июл"], ["aug", "aoû", "aou", "ago", "авг"], ["sep", "set", "сен"], ["oct", "okt", "ott", "out", "окт"], ["nov", "ноя"], ["dec", "dez", "déc", "dic", "дек"],
    ];

    /// <summary>Null where the wording is not known.</summary>
    public static DateTime? Parse(string text, DateTimeOffset now)
    {
        var clock = Time().Match(text);
        if (!clock.Success) return null;
        var date = text[..clock.Index];
        int year, month, day;
        if (EastAsian().Match(date) is { Success: true } east) (year, month, day) = (Int(east.Groups[1]), Int(east.Groups[2]), Int(east.Groups[3]));
        else if (Year().Match(date) is { Success: true } found)
        {
            year = Int(found);
            month = Month(date);
            day = Day().Match(date.Remove(found.Index, found.Length)) is { Success: true } number ? Int(number) : 0;
        }
        else return null;

        var hour = Int(clock.Groups[1]);
        if (IsAfternoon(text) && hour < 12) hour += 12;
        else if (IsMorning(text) && hour == 12) hour = 0;
        var second = clock.Groups[3].Success ? Int(clock.Groups[3]) : 0;
        return DateTime.TryParseExact($"{year:0000}-{month:00}-{day:00} {hour:00}:{Int(clock.Groups[2]):00}:{second:00}", "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? ExportTime.Plausible(time, now) : null;
    }

    private static int Month(string date)
    {
        // Weekdays come first, and some begin as months do: "mardi 3 mai".
        var words = Words().Matches(date.ToLowerInvariant());
        for (var i = words.Count - 1; i >= 0; i--)
        {
            var month = Array.FindIndex(Months, names => Array.Exists(names, name => words[i].Value.StartsWith(name, StringComparison.Ordinal)));
            if (month >= 0) return month + 1;
        }

        return 0;
    }

    private static bool IsAfternoon(string text) => Afternoon().IsMatch(text);

    private static bool IsMorning(string text) => Morning().IsMatch(text);

    private static int Int(Capture capture) => int.Parse(capture.ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"([0-9]{1,2})[:.]([0-9]{2})(?:[:.]([0-9]{2}))?(?:[^0-9]*)$", RegexOptions.NonBacktracking)]
    private static partial Regex Time();

    [GeneratedRegex(@"([0-9]{4})\s?[年년]\s?([0-9]{1,2})\s?[月월]\s?([0-9]{1,2})\s?[日일]", RegexOptions.NonBacktracking)]
    private static partial Regex EastAsian();

    [GeneratedRegex(@"\b[0-9]{4}\b", RegexOptions.NonBacktracking)]
    private static partial Regex Year();

    [GeneratedRegex(@"\b[0-9]{1,2}\b", RegexOptions.NonBacktracking)]
    private static partial Regex Day();

    [GeneratedRegex(@"\p{L}+", RegexOptions.NonBacktracking)]
    private static partial Regex Words();

    [GeneratedRegex(@"\bp\.?\s?m\b|下午|午後|오후", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Afternoon();

    [GeneratedRegex(@"\ba\.?\s?m\b|上午|午前|오전", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Morning();
}
