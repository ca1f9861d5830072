using System.Text.RegularExpressions;

namespace Cortex.Engine.Sources.Exports.Notion;

/// <summary>A page as it is exported: its title as a heading, a line for each property where it is a row of a database, its text.</summary>
internal sealed partial record NotionPage(string Title, string Text, IReadOnlyList<KeyValuePair<string, string>> Properties)
{
    private const int MaxProperties = 200, MaxName = 100;

    /// <param name="text">With LF line ends.</param>
    /// <param name="name">What the file is called.</param>
    /// <param name="columns">Of the database that the page is a row of; null for all others: what looks like a property there may be a sentence, and stays in the text.</param>
    public static NotionPage Parse(string text, string name, IReadOnlyCollection<string>? columns)
    {
        var title = name;
        var body = text.AsSpan();
        if (body.StartsWith("# "))
        {
            var end = body.IndexOf('\n');
            var heading = (end < 0 ? body[2..] : body[2..end]).Trim();
            if (!heading.IsEmpty) title = heading.ToString();
            body = (end < 0 ? [] : body[(end + 1)..]).TrimStart('\n');
        }

        var paragraph = body.IndexOf("\n\n") is >= 0 and var length ? body[..length] : body.TrimEnd();
        var properties = columns is null ? Guess(paragraph.ToString()) : Known(paragraph.ToString(), columns);
        if (columns is null || properties.Count == 0) return new NotionPage(title, text, properties);
        return new NotionPage(title, $"# {title}\n\n{body[paragraph.Length..].TrimStart('\n')}", properties);
    }

    // A value may go on in the next line; a line that is no column's begins none.
    private static List<KeyValuePair<string, string>> Known(string paragraph, IReadOnlyCollection<string> columns)
    {
        var properties = new List<KeyValuePair<string, string>>();
        foreach (var line in paragraph.Split('\n'))
        {
            if (Property(line) is { } property && columns.Contains(property.Key)) properties.Add(property);
            else if (properties.Count == 0) return [];
            else properties[^1] = new(properties[^1].Key, $"{properties[^1].Value}\n{line}");
        }

        return properties;
    }

    private static List<KeyValuePair<string, string>> Guess(string paragraph)
    {
        var properties = paragraph.Split('\n').Select(Property).TakeWhile(property => property is not null).Select(property => property!.Value).Take(MaxProperties).ToList();
        return properties.Count == paragraph.Count(letter => letter == '\n') + 1 ? properties : [];
    }

    private static KeyValuePair<string, string>? Property(string line) =>
        Line().Match(line) is { Success: true } match && match.Groups[1].Length <= MaxName ? new(match.Groups[1].Value.Trim(), match.Groups[2].Value.Trim()) : null;

    [GeneratedRegex(@"^([^\s:*_\[\]#>`|][^:\n]*): (.*)$", RegexOptions.NonBacktracking)]
    private static partial Regex Line();
}
