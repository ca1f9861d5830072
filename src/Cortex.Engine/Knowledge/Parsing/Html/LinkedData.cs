using System.Text.Json;
using AngleSharp.Html.Dom;

namespace Cortex.Engine.Knowledge.Parsing.Html;

/// <summary>Author and date from a page's JSON-LD, where it has any that can be read.</summary>
internal readonly record struct LinkedData(string? Author, string? Published)
{
    private const int MaxLength = 200_000;
    private const int MaxObjects = 50;

    public static LinkedData Read(IHtmlDocument document)
    {
        var result = default(LinkedData);
        foreach (var script in document.Scripts.Where(s => s.Type is "application/ld+json").Take(10))
        {
            try
            {
                if (script.Text is { Length: < MaxLength } source)
                {
                    using var json = JsonDocument.Parse(source);
                    result = result.With(json.RootElement);
                }
            }
            catch (JsonException)
            {
                // Many sites write it by hand; the page is no worse for it.
            }
        }

        return result;
    }

    private LinkedData With(JsonElement root)
    {
        var result = this;
        var waiting = new Queue<JsonElement>([root]);
        for (var seen = 0; seen < MaxObjects && waiting.TryDequeue(out var element); seen++)
        {
            if (element.ValueKind == JsonValueKind.Array)
            {
                foreach (var item in element.EnumerateArray().Take(MaxObjects))
                {
                    waiting.Enqueue(item);
                }
            }
            else if (element.ValueKind == JsonValueKind.Object)
            {
                if (element.TryGetProperty("@graph", out var graph))
                {
                    waiting.Enqueue(graph);
                }

                result = new LinkedData(
                    result.Author ?? (element.TryGetProperty("author", out var author) ? Name(author) : null),
                    result.Published ?? (element.TryGetProperty("datePublished", out var date) ? Text(date) : null));
            }
        }

        return result;
    }

    private static string? Name(JsonElement author) => author.ValueKind switch
    {
        JsonValueKind.String => Text(author),
        JsonValueKind.Object => author.TryGetProperty("name", out var name) ? Text(name) : null,
        JsonValueKind.Array => author.EnumerateArray().Take(10).Select(a => a.ValueKind == JsonValueKind.Array ? null : Name(a)).Where(n => n is not null).ToArray() is { Length: > 0 } names ? string.Join(", ", names) : null,
        _ => null,
    };

    private static string? Text(JsonElement value)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String ? PageTitle.Clean(value.GetString()) : null;
        }
        catch (InvalidOperationException)
        {
            // An escaped half of a surrogate pair.
            return null;
        }
    }
}
