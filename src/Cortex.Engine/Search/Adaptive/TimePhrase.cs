using System.Globalization;
using Cortex.Engine.Understanding;

namespace Cortex.Engine.Search.Adaptive;

/// <summary>Words that name a time, and the days they mean.</summary>
/// <param name="Count">How many tokens it has.</param>
/// <param name="IsRelative">Seen from today: a thing of its own is rarely called so.</param>
internal readonly record struct TimePhrase(int Count, DateRange Range, bool IsRelative)
{
    private const int FirstYear = 1970;

    /// <summary>The longest that begins with a token; null: none does.</summary>
    public static TimePhrase? At(IReadOnlyList<QueryToken> tokens, int at, DateOnly today) =>
        Between(tokens, at, today) ?? Open(tokens, at, today) ?? Ago(tokens, at, today) ?? LastFew(tokens, at, today) ?? Introduced(tokens, at, today);

    // between A and B
    private static TimePhrase? Between(IReadOnlyList<QueryToken> tokens, int at, DateOnly today)
    {
        if (!TimeWords.Between.Contains(Word(tokens, at)) || Named(tokens, at + 1, today) is not { } from) return null;
        var and = at + 1 + from.Count;
        if (!TimeWords.And.Contains(Word(tokens, and)) || Named(tokens, and + 1, today) is not { } to) return null;
        return from.Range.From <= to.Range.From ? new TimePhrase(2 + from.Count + to.Count, new DateRange(from.Range.From, to.Range.Until), from.IsRelative && to.IsRelative) : null;
    }

    // since A, before A, after A; "vor 3 Tagen" is no "vor A"
    private static TimePhrase? Open(IReadOnlyList<QueryToken> tokens, int at, DateOnly today)
    {
        var (since, before, after) = (TimeWords.Since.Contains(Word(tokens, at)), TimeWords.Before.Contains(Word(tokens, at)), TimeWords.After.Contains(Word(tokens, at)));
        if (!since && !before && !after) return null;
        var skipped = !since && Word(tokens, at + 1) is "de" or "dem" ? 2 : 1;
        if ((Ago(tokens, at + skipped, today) ?? Named(tokens, at + skipped, today)) is not { } named) return null;
        var range = since ? new DateRange(named.Range.From, null) : before ? new DateRange(null, named.Range.From) : new DateRange(named.Range.Until, null);
        return new TimePhrase(skipped + named.Count, range, named.IsRelative);
    }

    // 3 days ago, il y a 3 jours, vor 3 Tagen, hace 3 días
    private static TimePhrase? Ago(IReadOnlyList<QueryToken> tokens, int at, DateOnly today)
    {
        var before = Word(tokens, at) is "vor" or "hace" ? 1 : Word(tokens, at) == "il" && Word(tokens, at + 1) == "y" && Word(tokens, at + 2) == "a" ? 3 : 0;
        if (TimeWords.Number(Word(tokens, at + before)) is not (> 0 and var count) || TimeWords.Unit(Word(tokens, at + before + 1)) is not { } unit) return null;
        if (before == 0 && Word(tokens, at + 2) != "ago") return null;
        return new TimePhrase(before == 0 ? 3 : before + 2, DateRange.Of(DateRange.Back(today, count, unit), unit), IsRelative: true);
    }

    // the past 3 days, les 3 derniers jours, die letzten 3 Tage, los últimos 3 días
    private static TimePhrase? LastFew(IReadOnlyList<QueryToken> tokens, int at, DateOnly today)
    {
        var start = at;
        while (TimeWords.Leading.Contains(Word(tokens, start)) && start - at < 3) start++;
        var (first, second) = (Word(tokens, start), Word(tokens, start + 1));
        var count = TimeWords.Last.Contains(first) ? TimeWords.Number(second) : TimeWords.Last.Contains(second) ? TimeWords.Number(first) : 0;
        if (count == 0 || TimeWords.Unit(Word(tokens, start + 2)) is not { } unit) return null;
        return new TimePhrase(start + 3 - at, new DateRange(DateRange.Back(today, count, unit), null), IsRelative: true);
    }

    private static TimePhrase? Introduced(IReadOnlyList<QueryToken> tokens, int at, DateOnly today)
    {
        for (var skipped = 0; skipped <= 2; skipped++)
        {
            if (Named(tokens, at + skipped, today) is { } named) return named with { Count = skipped + named.Count };
            if (!TimeWords.At.Contains(Word(tokens, at + skipped)) && !TimeWords.Leading.Contains(Word(tokens, at + skipped))) return null;
        }

        return null;
    }

    /// <summary>A day, week, month or year by its name.</summary>
    private static TimePhrase? Named(IReadOnlyList<QueryToken> tokens, int at, DateOnly today)
    {
        var (word, next) = (Word(tokens, at), Word(tokens, at + 1));
        if (TimeWords.Today.Contains(word)) return new TimePhrase(1, DateRange.Day(today), IsRelative: true);
        if (TimeWords.Yesterday.Contains(word)) return new TimePhrase(1, DateRange.Day(today.AddDays(-1)), IsRelative: true);
        if (TimeWords.Last.Contains(word) && TimeWords.Unit(next) is { } last and not TimeUnit.Day) return new TimePhrase(2, DateRange.Of(DateRange.Back(today, 1, last), last), IsRelative: true);
        if (TimeWords.Unit(word) is { } behind and not TimeUnit.Day && TimeWords.LastBehind.Contains(next)) return new TimePhrase(2, DateRange.Of(DateRange.Back(today, 1, behind), behind), IsRelative: true);
        if (TimeWords.This.Contains(word) && TimeWords.Unit(next) is { } current and not TimeUnit.Day) return new TimePhrase(2, DateRange.Of(today, current), IsRelative: true);
        return Dated(tokens, at, today);
    }

    // 2024-05-03, 3 May 2024, May 3, 2024, 3 de mayo de 2024, May 2024, May, 2024
    private static TimePhrase? Dated(IReadOnlyList<QueryToken> tokens, int at, DateOnly today)
    {
        var word = Word(tokens, at);
        if (DateOnly.TryParseExact(word, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var iso)) return new TimePhrase(1, DateRange.Day(iso), IsRelative: false);
        if (word.Length == 7 && DateOnly.TryParseExact(word + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first)) return new TimePhrase(1, DateRange.Month(first.Year, first.Month), IsRelative: false);
        if (YearOf(word, today) is { } alone) return new TimePhrase(1, DateRange.Year(alone), IsRelative: false);
        if (DayOf(word) is { } day)
        {
            var of = Word(tokens, at + 1) is "of" or "de" ? 1 : 0;
            if (Month(tokens, at + 1 + of) is not { } month) return null;
            var (year, used) = FollowingYear(tokens, at + 2 + of, today);
            return OnDay(day, month, year, today, 2 + of + used);
        }

        if (Month(tokens, at) is not { } named) return null;
        if (DayOf(Word(tokens, at + 1)) is { } dayBehind)
        {
            var (year, used) = FollowingYear(tokens, at + 2, today);
            return OnDay(dayBehind, named, year, today, 2 + used);
        }

        var (given, more) = FollowingYear(tokens, at + 1, today);
        // The last one that has begun.
        return new TimePhrase(1 + more, DateRange.Month(given ?? (named > today.Month ? today.Year - 1 : today.Year), named), IsRelative: false);
    }

    private static TimePhrase? OnDay(int day, int month, int? year, DateOnly today, int count)
    {
        var in_ = year ?? today.Year;
        if (day > DateTime.DaysInMonth(in_, month)) return null;
        var date = new DateOnly(in_, month, day);
        if (year is null && date > today) date = date.AddYears(-1);
        return new TimePhrase(count, DateRange.Day(date), IsRelative: false);
    }

    private static (int? Year, int Count) FollowingYear(IReadOnlyList<QueryToken> tokens, int at, DateOnly today)
    {
        var of = Word(tokens, at) is "of" or "de" or "del" ? 1 : 0;
        return YearOf(Word(tokens, at + of), today) is { } year ? (year, of + 1) : (null, 0);
    }

    private static int? Month(IReadOnlyList<QueryToken> tokens, int at) => at < tokens.Count && DateWords.Month(tokens[at].Lower) is > 0 and var month ? month : null;

    private static int? YearOf(string word, DateOnly today) => word.Length == 4 && int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year >= FirstYear && year <= today.Year ? year : null;

    private static int? DayOf(string word)
    {
        var digits = word.EndsWith("st", StringComparison.Ordinal) || word.EndsWith("nd", StringComparison.Ordinal) || word.EndsWith("rd", StringComparison.Ordinal) || word.EndsWith("th", StringComparison.Ordinal) || word.EndsWith("er", StringComparison.Ordinal) ? word[..^2] : word;
        return digits.Length <= 2 && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var day) && day is >= 1 and <= 31 ? day : null;
    }

    private static string Word(IReadOnlyList<QueryToken> tokens, int at) => at < tokens.Count ? tokens[at].Folded : "";
}
