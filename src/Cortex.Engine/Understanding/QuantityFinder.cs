using System.Collections.Frozen;
using Cortex.Contract.Search;

namespace Cortex.Engine.Understanding;

/// <summary>Numbers with a unit, and money.</summary>
internal static class QuantityFinder
{
    private const int Most = 60, LongestNumber = 20, LongestUnit = 12;

    private static readonly FrozenSet<string> Units = (
        "% km m cm mm kg g mg t l ml °c °f k hz khz mhz ghz w kw mw gw wh kwh mwh v a j kj n pa kpa hpa mph kmh km/h m/s kb mb gb tb kib mib gib ms s min h ha km² m² € $ £ ¥ eur usd gbp chf " +
        "euro euros dollars dollar pounds percent prozent kilometres kilometers kilometer kilomètres kilómetros metres meters meter mètres metros miles tonnes tons tonnen toneladas kilograms litres liters hectares hektar degrees grad million millions millionen millones billion billions milliarden milliards").Split(' ').ToFrozenSet(StringComparer.Ordinal);

    // In small letters it would be another one, or a word.
    private static readonly FrozenSet<string> Exact = "m g t l k w v a j n s h % km kg mm cm ms min W V A J N K L MB GB TB kB KB".Split(' ').ToFrozenSet(StringComparer.Ordinal);

    public static IReadOnlyList<Entity> Find(string text, IReadOnlyList<DateMention> dates)
    {
        var found = new Dictionary<string, List<TextSpan>>(StringComparer.Ordinal);
        var date = 0;
        for (var at = 0; at < text.Length && found.Count < Most;)
        {
            var digit = text.AsSpan(at).IndexOfAnyInRange('0', '9');
            if (digit < 0) break;
            var start = at + digit;
            at = NumberEnd(text, start);
            while (date < dates.Count && dates[date].Span.End <= start) date++;
            if (at - start > LongestNumber || (date < dates.Count && dates[date].Span.Start <= start) || (start > 0 && (char.IsLetterOrDigit(text[start - 1]) || text[start - 1] is '.' or '_'))) continue;
            var from = start > 0 && text[start - 1] is '$' or '€' or '£' or '¥' ? start - 1 : start;
            var end = UnitEnd(text, at, from < start);
            if (end == at && from == start) continue;
            // 0l and 3s are code, and 007 is a name; 30 s and 0.5 l are quantities.
            if (text[start] == '0' && at - start > 1 && char.IsAsciiDigit(text[start + 1])) continue;
            if (end == at + 1 && char.IsAsciiLetter(text[at]) && text.AsSpan(start, at - start).IndexOfAny('.', ',') < 0) continue;
            at = Math.Max(at, end);
            var key = text[from..end];
            if (!found.TryGetValue(key, out var spans)) found.Add(key, spans = []);
            spans.Add(new TextSpan(from, end));
        }

        return [.. found.OrderByDescending(pair => pair.Value.Count).ThenBy(pair => pair.Value[0].Start).Select(pair => new Entity(pair.Key.Replace('\n', ' '), EntityType.Quantity, pair.Value.Count, [.. pair.Value.Take(20)]))];
    }

    private static int NumberEnd(string text, int at)
    {
        while (at < text.Length && (char.IsAsciiDigit(text[at]) || (text[at] is '.' or ',' or '\u202F' or '\u00A0' && at + 1 < text.Length && char.IsAsciiDigit(text[at + 1])))) at++;
        return at;
    }

    /// <summary>Where the unit ends; where the number does, if there is none.</summary>
    private static int UnitEnd(string text, int at, bool isMoney)
    {
        var start = at < text.Length && text[at] is ' ' or '\u00A0' or '\u202F' or '-' ? at + 1 : at;
        var end = start;
        while (end < text.Length && end - start <= LongestUnit && (char.IsLetter(text[end]) || text[end] is '%' or '°' or '€' or '$' or '£' or '²' or '³' or '/')) end++;
        if (end == start || end - start > LongestUnit) return at;
        var unit = text[start..end];
        var lower = unit.ToLowerInvariant();
        if (isMoney) return lower is "million" or "millions" or "billion" or "billions" or "trillion" ? end : at;
        if (lower.Length <= 2 && char.IsLetter(lower[0]) && !Exact.Contains(unit) && lower is not ("mw" or "gw" or "kw" or "hz" or "wh" or "ha" or "ml" or "mg")) return at;
        // A single letter after a space is as often a label: "step 3 a".
        if (lower.Length == 1 && char.IsLetter(lower[0]) && lower is not ("m" or "g" or "l" or "v" or "w" or "s")) return at;
        return Units.Contains(lower) ? end : at;
    }
}
