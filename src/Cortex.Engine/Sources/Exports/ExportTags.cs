using Cortex.Engine.Knowledge.Items;
using Cortex.Engine.Knowledge.Parsing;

namespace Cortex.Engine.Sources.Exports;

/// <summary>Tags as items can have them: trimmed, each once, of a length and number that are bearable.</summary>
internal static class ExportTags
{
    public static List<string> Of(params IEnumerable<string?> names)
    {
        var tags = new List<string>();
        foreach (var name in names)
        {
            var tag = Cut(OneLine(name), ItemValidation.MaxTag);
            if (tag.Length > 0 && tags.Count < ItemValidation.MaxTags && !tags.Contains(tag, StringComparer.OrdinalIgnoreCase)) tags.Add(tag);
        }

        return tags;
    }

    /// <summary>A title on one line; null where nothing of it can be read.</summary>
    public static string? Title(string? text) => Cut(OneLine(text), ItemValidation.MaxTitle) is { Length: > 0 } title ? title : null;

    private static string OneLine(string? text) => text is null ? "" : string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string Cut(string text, int length) => SourceText.WellFormed(text[..SourceText.WholeCharacters(text, length)]);
}
