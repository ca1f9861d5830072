using System.Globalization;
using Cortex.Contract.Search;

namespace Cortex.Engine.Understanding;

/// <summary>
/// Absolute dates, each found from its year: 2024-03-05, 05.03.2024, 5 March 2024, March 5, 2024, 1er mars 2024, 5 de marzo de 2024,
/// 2024年3月5日. A year alone counts where the words before it say that it is one. 3/4/2024 is left out: nobody knows its month.
/// </summary>
internal static class DateFinder
{
    private const int Most = 100, MostYears = 20_000, LongestWord = 12, FirstYear = 1000, LastYear = 2199;

    public static IReadOnlyList<DateMention> Find(string text)
    {
        var dates = new List<DateMention>();
        var years = 0;
        for (var at = 0; at < text.Length && dates.Count < Most && years < MostYears;)
        {
            var digit = text.AsSpan(at).IndexOfAnyInRange('1', '2');
            if (digit < 0) break;
            at += digit;
            var end = at;
            while (end < text.Length && char.IsAsciiDigit(text[end])) end++;
            if (end - at == 4 && (at == 0 || !char.IsLetterOrDigit(text[at - 1]) || IsUnspaced(text[at - 1])))
            {
                years++;
                var floor = dates.Count > 0 ? dates[^1].Span.End : 0;
                var year = int.Parse(text.AsSpan(at, 4), CultureInfo.InvariantCulture);
                if (year is >= FirstYear and <= LastYear && Around(text, floor, at, end, year) is { } date)
                {
                    dates.Add(date);
                    end = date.Span.End;
                }
            }

            at = Math.Max(end, at + 1);
        }

        return dates;
    }

    private static DateMention? Around(string text, int floor, int start, int end, int year) =>
        Following(text, start, end, year) ?? (end < text.Length && char.IsLetter(text[end]) && !IsUnspaced(text[end]) ? null
            : NumbersBefore(text, floor, start, end, year) ?? WordsBefore(text, floor, start, end, year) ?? Alone(text, start, end, year));

    /// <summary>2024-03-05, 2024/03/05, 2024-03, 2024年3月5日, 2024년 3월 5일.</summary>
    private static DateMention? Following(string text, int start, int end, int year)
    {
        if (end >= text.Length) return null;
        var separator = text[end];
        if (separator is '年' or '년')
        {
            var at = end + 1;
            if (!After(text, ref at, '月', '월', out var month)) return Date(year, 0, 0, start, end + 1);
            var monthEnd = at;
            return After(text, ref at, '日', '일', out var day) && Date(year, month, day, start, at) is { } full ? full : Date(year, month, 0, start, monthEnd);
        }

        if (separator is not ('-' or '/' or '.') || (start > 0 && text[start - 1] == separator)) return null;
        var (m, mEnd) = Number(text, end + 1);
        if (mEnd != end + 3) return null;
        if (mEnd < text.Length && text[mEnd] == separator)
        {
            var (d, dEnd) = Number(text, mEnd + 1);
            if (dEnd == mEnd + 3) return EndsHere(text, dEnd, orTime: true) ? Date(year, m, d, start, dEnd) : null;
        }

        return separator == '-' && EndsHere(text, mEnd) ? Date(year, m, 0, start, mEnd) : null;
    }

    private static bool After(string text, ref int at, char sign, char otherSign, out int number)
    {
        var from = at < text.Length && text[at] == ' ' ? at + 1 : at;
        (number, var end) = Number(text, from);
        if (end == from || end >= text.Length || (text[end] != sign && text[end] != otherSign)) return false;
        at = end + 1;
        return true;
    }

    /// <summary>05.03.2024; 25/12/2024, where only one of both can be the month.</summary>
    private static DateMention? NumbersBefore(string text, int floor, int start, int end, int year)
    {
        if (start < 4 || text[start - 1] is not ('.' or '/' or '-') || start - 1 <= floor) return null;
        var separator = text[start - 1];
        var (second, secondStart) = NumberBefore(text, start - 1, floor);
        if (secondStart == start - 1 || secondStart <= floor || text[secondStart - 1] != separator) return null;
        var (first, firstStart) = NumberBefore(text, secondStart - 1, floor);
        if (firstStart == secondStart - 1 || !EndsHere(text, end) || (firstStart > 0 && (char.IsLetterOrDigit(text[firstStart - 1]) || text[firstStart - 1] == separator))) return null;
        if (separator == '.' || first > 12) return Date(year, second, first, firstStart, end);
        return second > 12 ? Date(year, first, second, firstStart, end) : null;
    }

    /// <summary>5 March 2024, 5. März 2024, 5 de marzo de 2024, March 2024, March 5, 2024.</summary>
    private static DateMention? WordsBefore(string text, int floor, int start, int end, int year)
    {
        var at = Back(text, start, floor);
        if (at == start) return null;
        var (number, numberStart) = NumberBefore(text, Suffix(text, at, floor), floor);
        if (numberStart < Suffix(text, at, floor) && (numberStart == 0 || !char.IsLetterOrDigit(text[numberStart - 1])))
        {
            var before = Back(text, numberStart, floor);
            return before < numberStart && Month(text, before, floor, out var wordStart) is > 0 and var named ? Date(year, named, number, wordStart, end) : null;
        }

        if (Month(text, at, floor, out var monthStart) is not (> 0 and var month)) return null;
        var dayEnd = Suffix(text, Back(text, monthStart, floor), floor);
        var (day, dayStart) = NumberBefore(text, dayEnd, floor);
        var isDay = dayStart < dayEnd && (dayStart == 0 || (!char.IsLetterOrDigit(text[dayStart - 1]) && text[dayStart - 1] is not ('.' or ',')));
        return (isDay ? Date(year, month, day, dayStart, end) : null) ?? Date(year, month, 0, monthStart, end);
    }

    private static DateMention? Alone(string text, int start, int end, int year)
    {
        if (year < 1400 || !EndsHere(text, end) || start < 2) return null;
        if (text[start - 1] == '(' && end < text.Length && text[end] is ')' or '–' or '-') return Date(year, 0, 0, start, end);
        if (text[start - 1] is not (' ' or '\u00A0' or '\n')) return null;
        var (from, word) = WordBefore(text, start - 1, 0);
        // "of 2000 people" is no year, and so a number before more words must be introduced more clearly than one at an end.
        return from < start - 1 && DateWords.IntroducesYear(word) && (end >= text.Length || text[end] is not (' ' or '%') || !DateWords.IsVague(word)) ? Date(year, 0, 0, start, end) : null;
    }

    /// <summary>Past spaces, a comma and the words between the parts of a date.</summary>
    private static int Back(string text, int at, int floor)
    {
        for (var steps = 0; steps < 4; steps++)
        {
            var before = at;
            while (at > floor && before - at < 3 && text[at - 1] is ' ' or '\u00A0' or '\n' or ',') at--;
            if (at == before) break;
            var (start, word) = WordBefore(text, at, floor);
            if (start == at || !DateWords.Joins(word)) break;
            at = start;
        }

        return at > floor && text[at - 1] == '.' && at - 1 > floor && char.IsLetter(text[at - 2]) ? at - 1 : at;
    }

    /// <summary>Before the ending of an ordinal: 5th, 1er, 5., 1º.</summary>
    private static int Suffix(string text, int at, int floor)
    {
        if (at - 1 > floor && text[at - 1] is '.' or 'º' && char.IsAsciiDigit(text[at - 2])) return at - 1;
        return at - 2 > floor && char.IsAsciiDigit(text[at - 3]) && text.AsSpan(at - 2, 2) is "st" or "nd" or "rd" or "th" or "er" ? at - 2 : at;
    }

    private static int Month(string text, int end, int floor, out int start)
    {
        (start, var word) = WordBefore(text, end, floor);
        return DateWords.Month(word);
    }

    private static (int Start, string Word) WordBefore(string text, int end, int floor)
    {
        var start = end;
        while (start > floor && end - start <= LongestWord && char.IsLetter(text[start - 1])) start--;
        return end - start > LongestWord ? (end, "") : (start, text[start..end].ToLowerInvariant());
    }

    private static (int Value, int End) Number(string text, int start)
    {
        var (value, at) = (0, start);
        while (at < text.Length && at - start < 2 && char.IsAsciiDigit(text[at])) value = (value * 10) + text[at++] - '0';
        return at < text.Length && char.IsAsciiDigit(text[at]) ? (0, start) : (value, at);
    }

    private static (int Value, int Start) NumberBefore(string text, int end, int floor)
    {
        var at = end;
        while (at > floor && end - at < 2 && char.IsAsciiDigit(text[at - 1])) at--;
        return at == end || (at > 0 && char.IsAsciiDigit(text[at - 1])) ? (0, end) : (int.Parse(text.AsSpan(at, end - at), CultureInfo.InvariantCulture), at);
    }

    private static bool EndsHere(string text, int at, bool orTime = false)
    {
        if (at >= text.Length) return true;
        if (orTime && text[at] == 'T') return true;
        return !char.IsLetterOrDigit(text[at]) && !(text[at] is '.' or '-' or '/' && at + 1 < text.Length && char.IsAsciiDigit(text[at + 1]));
    }

    private static bool IsUnspaced(char c) => Language.UnspacedText.IsUnspaced(c);

    private static DateMention? Date(int year, int month, int day, int start, int end)
    {
        if (month is < 0 or > 12 || day < 0 || (day > 0 && (month == 0 || day > DateTime.DaysInMonth(year, month)))) return null;
        var date = string.Create(CultureInfo.InvariantCulture, $"{year:0000}{(month > 0 ? $"-{month:00}" : "")}{(day > 0 ? $"-{day:00}" : "")}");
        return new DateMention(date, new TextSpan(start, end));
    }
}
