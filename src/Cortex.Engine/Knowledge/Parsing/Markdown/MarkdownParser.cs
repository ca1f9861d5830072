using System.Text.Json;
using Cortex.Engine.Knowledge.Parsing.Html;
using Markdig;
using Markdig.Extensions.EmphasisExtras;
using Markdig.Parsers.Inlines;
using Markdig.Syntax;

namespace Cortex.Engine.Knowledge.Parsing.Markdown;

/// <summary>CommonMark with tables, task lists, strikethrough, bare links, footnotes, wiki links and front matter; the markup is taken out of the text.</summary>
internal sealed class MarkdownParser : IDocumentParser
{
    private static readonly MarkdownPipeline Pipeline = BuildPipeline();

    public DocumentFormat Format => DocumentFormat.Markdown;

    public ParsedDocument Parse(ParseInput input, CancellationToken ct)
    {
        var front = FrontMatter.Read(input.Content);
        var body = front.BodyStart == 0 ? input.Content : input.Content[front.BodyStart..];
        var parsed = ParseBody(body, input.Url, ct);
        var metadata = new Dictionary<string, JsonElement>(front.Metadata);
        foreach (var (name, value) in parsed.Metadata)
        {
            metadata.TryAdd(name, value);
        }

        return parsed with { Title = front.Title ?? parsed.Title, Metadata = metadata, Tags = front.Tags };
    }

    private static ParsedDocument ParseBody(string body, string? url, CancellationToken ct)
    {
        if (!MarkdownCost.IsBearable(body))
        {
            return AsText(body, ct);
        }

        MarkdownDocument document;
        try
        {
            document = Markdig.Markdown.Parse(body, Pipeline);
        }
        catch (ArgumentException)
        {
            // The only complaint Markdig has of any text: nested too deeply.
            return AsText(body, ct);
        }

        var writer = new MarkdownWriter(new LinkTarget(url), ct);
        writer.Write(document);
        return writer.Finish();
    }

    private static ParsedDocument AsText(string body, CancellationToken ct) =>
        new TextParser().Parse(new ParseInput(body, DocumentFormat.Text), ct);

    private static MarkdownPipeline BuildPipeline()
    {
        var builder = new MarkdownPipelineBuilder()
            .UsePipeTables()
            .UseTaskLists()
            .UseEmphasisExtras(EmphasisExtraOptions.Strikethrough)
            .UseAutoLinks()
            .UseFootnotes();
        builder.InlineParsers.InsertBefore<LinkInlineParser>(new WikiLinkParser());
        builder.InlineParsers.Add(new InlineTagParser());
        return builder.Build();
    }
}
