using System.Text.RegularExpressions;

namespace Cortex.Engine.Sources.Exports.Notion;

/// <summary>What properties of a page say of when it was made, and how it is tagged. Only names that cannot mean anything else.</summary>
internal static partial class NotionDates
{
    private static readonly string[] Created = ["created", "created time", "created at", "date created", "created on"];
    private static readonly string[] Edited = ["last edited time", "last edited", "updated", "updated at", "last updated"];
    private static readonly string[] Tags = ["tags", "tag", "labels", "label", "keywords", "topics"];

    public static DateTime? CreatedAt(IEnumerable<KeyValuePair<string, string>> properties, DateTimeOffset now) => Time(properties, Created, now);

    public static DateTime? EditedAt(IEnumerable<KeyValuePair<string, string>> properties, DateTimeOffset now) => Time(properties, Edited, now);

    public static IEnumerable<string> TagsOf(IEnumerable<KeyValuePair<string, string>> properties) => properties.Where(property => Tags.Contains(property.Key, StringComparer.OrdinalIgnoreCase)).SelectMany(property => property.Value.Split(','));

    // "January 5, 2024 10:00 AM (GMT+1)", "@January 5, 2024", "2024/01/05 10:00"
    private static DateTime? Time(IEnumerable<KeyValuePair<string, string>> properties, string[] names, DateTimeOffset now) => properties
        .Where(property => names.Contains(property.Key, StringComparer.OrdinalIgnoreCase)).Select(property => ExportTime.OfText(Zone().Replace(property.Value, "").Trim().TrimStart('@'), now)).FirstOrDefault(time => time is not null);

    [GeneratedRegex(@"\s*\([^()]*\)\s*$", RegexOptions.NonBacktracking)]
    private static partial Regex Zone();
}
