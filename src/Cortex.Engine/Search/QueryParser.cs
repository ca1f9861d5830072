using System.Globalization;
using Cortex.Contract.Errors;
using Cortex.Contract.Items;
using Cortex.Contract.Search;

namespace Cortex.Engine.Search;

/// <summary>
/// Reads <c>words "a phrase" -not tag:x type:note source:x before:2024-05-01 after:2023</c>. Whatever does not read as an
/// operator is words: any input is a query.
/// </summary>
public static class QueryParser
{
    public const int MaxLength = 10_000;
    private const int MaxFilters = 200;
    private static readonly string[] DateFormats =
    [
        "yyyy", "yyyy-MM", "yyyy-MM-dd", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
        "yyyy-MM-dd HH:mmK", "yyyy-MM-dd HH:mm:ssK", "yyyy-MM-dd HH:mm:ss.FFFFFFFK",
    ];

    /// <exception cref="CortexException">too long, or a filter with a wrong value</exception>
    public static ParsedQuery Parse(string query, SearchFilters? filters, string field = "query")
    {
        if (query.Length > MaxLength) throw CortexException.Invalid(field, $"Must have at most {MaxLength:N0} characters.");
        var parts = new Parts();
        foreach (var (operatorName, excluded, text, quoted) in Tokens(query)) parts.Add(operatorName, excluded, text, quoted);
        return Combine(parts, filters);
    }

    /// <summary>An ISO 8601 date or time; a bare date is midnight UTC, a time without an offset is UTC.</summary>
    public static DateTime? TryDate(string text) =>
        DateTime.TryParseExact(text, DateFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time : null;

    private static ParsedQuery Combine(Parts parts, SearchFilters? filters)
    {
        var errors = new List<FieldError>();
        var after = FilterDate(filters?.After, "filters.after", errors);
        var before = FilterDate(filters?.Before, "filters.before", errors);
        CheckList(filters?.Types, "filters.types", errors);
        CheckList(filters?.Tags, "filters.tags", errors);
        CheckList(filters?.Sources, "filters.sources", errors);
        CheckList(filters?.ItemIds, "filters.item_ids", errors);
        if (errors.Count > 0) throw CortexException.Invalid(errors);
        return new ParsedQuery
        {
            Text = string.Join(' ', parts.Text),
            Words = [.. parts.Words.Distinct(StringComparer.OrdinalIgnoreCase)],
            Phrases = [.. parts.Phrases.Distinct(StringComparer.OrdinalIgnoreCase)],
            Excluded = parts.Excluded,
            Tags = [.. parts.Tags, .. filters?.Tags ?? []],
            ExcludedTags = parts.ExcludedTags,
            Types = [.. parts.Types, .. filters?.Types ?? []],
            Sources = [.. parts.Sources, .. filters?.Sources ?? []],
            ItemIds = filters?.ItemIds ?? [],
            Starred = filters?.Starred,
            After = Later(parts.After, after),
            Before = Earlier(parts.Before, before),
        };
    }

    private static DateTime? FilterDate(string? text, string field, List<FieldError> errors)
    {
        if (text is null) return null;
        if (TryDate(text) is { } date) return date;
        errors.Add(new FieldError(field, "Must be an ISO 8601 date or time, such as 2024-05-01."));
        return null;
    }

    private static void CheckList<T>(IReadOnlyList<T>? list, string field, List<FieldError> errors)
    {
        if (list is null) return;
        if (list.Count > MaxFilters) errors.Add(new FieldError(field, $"Must have at most {MaxFilters} entries."));
        else errors.AddRange(Enumerable.Range(0, list.Count).Where(i => list[i] is null).Select(i => new FieldError($"{field}[{i}]", "Must be a string.")));
    }

    private static DateTime? Later(DateTime? one, DateTime? other) => one is null || other > one ? other ?? one : one;

    private static DateTime? Earlier(DateTime? one, DateTime? other) => one is null || other < one ? other ?? one : one;

    private static IEnumerable<(string? Operator, bool Excluded, string Text, bool Quoted)> Tokens(string query)
    {
        var at = 0;
        while (at < query.Length)
        {
            if (char.IsWhiteSpace(query[at]))
            {
                at++;
                continue;
            }

            var excluded = query[at] == '-' && at + 1 < query.Length && !char.IsWhiteSpace(query[at + 1]) && query[at + 1] != '-';
            if (excluded) at++;
            var name = Operator(query, ref at);
            var quoted = at < query.Length && query[at] == '"';
            yield return (name, excluded, quoted ? Quoted(query, ref at) : Bare(query, ref at), quoted);
        }
    }

    private static string? Operator(string query, ref int at)
    {
        foreach (var name in (string[])["tag:", "type:", "source:", "before:", "after:"])
        {
            if (string.Compare(query, at, name, 0, name.Length, StringComparison.OrdinalIgnoreCase) != 0) continue;
            var next = at + name.Length;
            if (next >= query.Length || char.IsWhiteSpace(query[next])) continue;
            at = next;
            return name[..^1];
        }

        return null;
    }

    // A quote that is never closed ends with the query.
    private static string Quoted(string query, ref int at)
    {
        var end = query.IndexOf('"', at + 1);
        var text = end < 0 ? query[(at + 1)..] : query[(at + 1)..end];
        at = end < 0 ? query.Length : end + 1;
        return text;
    }

    private static string Bare(string query, ref int at)
    {
        var start = at;
        while (at < query.Length && !char.IsWhiteSpace(query[at]) && query[at] != '"') at++;
        return query[start..at];
    }

    private sealed class Parts
    {
        public List<string> Text { get; } = [];
        public List<string> Words { get; } = [];
        public List<string> Phrases { get; } = [];
        public List<string> Excluded { get; } = [];
        public List<string> Tags { get; } = [];
        public List<string> ExcludedTags { get; } = [];
        public List<ContentType> Types { get; } = [];
        public List<string> Sources { get; } = [];
        public DateTime? After { get; private set; }
        public DateTime? Before { get; private set; }

        public void Add(string? name, bool excluded, string text, bool quoted)
        {
            if (text.Length == 0) return;
            switch (name)
            {
                case "tag":
                    (excluded ? ExcludedTags : Tags).Add(text);
                    return;
                case "source" when !excluded:
                    Sources.Add(text);
                    return;
                case "type" when !excluded && WireName.TryParse<ContentType>(text.ToLowerInvariant(), out var type):
                    Types.Add(type);
                    return;
                case "before" when !excluded && TryDate(text) is { } before:
                    Before = Earlier(Before, before);
                    return;
                case "after" when !excluded && TryDate(text) is { } after:
                    After = Later(After, after);
                    return;
            }

            var words = name is null ? text : $"{name} {text}";
            if (!excluded) Text.Add(words);
            if (excluded) Excluded.Add(words);
            else if (quoted && name is null) Phrases.Add(words);
            else Words.AddRange(words.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        }
    }
}
