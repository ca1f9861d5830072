using System.Text;
using System.Text.Json.Nodes;
using Cortex.Contract.Items;
using Cortex.Engine.Knowledge.Items;
using Cortex.Engine.Knowledge.Parsing;

namespace Cortex.Engine.Sources.Exports.Highlights;

/// <summary>A book with what was marked in it: one item, which reads as its quotations one after the other.</summary>
internal sealed class HighlightedBook(string title, string? author)
{
    public List<Highlight> Highlights { get; } = [];
    public List<string> Tags { get; } = [];
    public string Title { get; } = title;

    /// <summary>Further fields of the metadata, under the names that they have there.</summary>
    public JsonObject Metadata { get; } = [];

    public ExportedItem ToItem(string source, string key)
    {
        var dates = Highlights.Where(highlight => highlight.CreatedAt is not null).Select(highlight => highlight.CreatedAt).ToList();
        if (!string.IsNullOrEmpty(author)) Metadata["author"] = SourceText.WellFormed(author);
        Metadata["highlights"] = new JsonArray([.. Highlights.Select(highlight => highlight.ToJson())]);
        return new ExportedItem(new NewItem
        {
            Content = Content(),
            Title = ExportTags.Title(Title) ?? TitleDeriver.Untitled,
            ContentType = ContentType.Note,
            Format = DocumentFormat.Markdown,
            Source = source,
            SourceKey = key,
            Tags = ExportTags.Of(Tags),
            Metadata = Metadata.ToJsonString(),
            CreatedAt = dates.Min(),
            UpdatedAt = dates.Max(),
        });
    }

    private string Content()
    {
        var content = new StringBuilder();
        if (!string.IsNullOrEmpty(author)) content.Append(MarkdownText.Escape(author)).Append("\n\n");
        foreach (var highlight in Highlights)
        {
            if (highlight.Quote.Length > 0) content.Append(MarkdownText.Quote(highlight.Quote)).Append("\n\n");
            if (!string.IsNullOrWhiteSpace(highlight.Note)) content.Append(MarkdownText.Escape(highlight.Note.Trim())).Append("\n\n");
        }

        return content.ToString().TrimEnd() + "\n";
    }
}
