
namespace Cortex.Engine.Search;

/// <summary>A query's filters as conditions on <c>items i</c>, with their arguments.</summary>
internal sealed class FilterSql
{
    private readonly List<object?> _arguments;
    private readonly List<string> _conditions = [];

    public FilterSql(ParsedQuery query, params IEnumerable<object?> arguments)
    {
        _arguments = [.. arguments];
        if (query.Types.Count > 0) Add($"i.content_type IN ({Places(query.Types.Distinct().Select(type => (object)WireName.Of(type)))})");
        if (query.Sources.Count > 0) Add($"i.source IN ({Places(query.Sources.Distinct(StringComparer.Ordinal))})");
        if (query.ItemIds.Count > 0) Add($"i.id IN ({Places(query.ItemIds.Distinct(StringComparer.Ordinal))})");
        if (query.Tags.Count > 0) Add(Tagged(query.Tags));
        if (query.ExcludedTags.Count > 0) Add("NOT " + Tagged(query.ExcludedTags));
        if (query.Starred is { } starred) Add(starred ? "i.starred" : "NOT i.starred");
        if (query.After is { } after) Add($"i.created_at >= {Place(Milliseconds(after))}");
        if (query.Before is { } before) Add($"i.created_at < {Place(Milliseconds(before))}");
    }

    public bool IsEmpty => _conditions.Count == 0;

    /// <summary>Begins with AND; empty when nothing is filtered.</summary>
    public string And => string.Concat(_conditions.Select(condition => " AND " + condition));

    public object?[] Arguments => [.. _arguments];

    private string Tagged(IEnumerable<string> tags) =>
        $"EXISTS (SELECT 1 FROM item_tags t WHERE t.item_pk = i.pk AND t.tag COLLATE NOCASE IN ({Places(tags.Distinct(StringComparer.OrdinalIgnoreCase))}))";

    private void Add(string condition) => _conditions.Add(condition);

    private string Places(IEnumerable<object> values) => string.Join(", ", values.Select(Place));

    private string Place(object value)
    {
        _arguments.Add(value);
        return $"?{_arguments.Count}";
    }

    private static object Milliseconds(DateTime time) => new DateTimeOffset(time, TimeSpan.Zero).ToUnixTimeMilliseconds();
}
