using Cortex.Contract.Items;
using Cortex.Engine.Knowledge.Parsing;

namespace Cortex.Engine.Tests.Knowledge.Parsing;

/// <summary>What must hold for every parsed document, and a spelling of it that reads well in an expectation.</summary>
internal static class Parsed
{
    public static ParsedDocument Html(string content, string? url = null) => Checked(new ParseInput(content, DocumentFormat.Html, url));

    public static ParsedDocument Markdown(string content, string? url = null) => Checked(new ParseInput(content, DocumentFormat.Markdown, url));

    public static ParsedDocument Text(string content) => Checked(new ParseInput(content, DocumentFormat.Text));

    public static ParsedDocument Checked(ParseInput input)
    {
        var document = DocumentParser.Parse(input, CancellationToken.None);
        Check(document);
        return document;
    }

    public static string Slice(this ParsedDocument document, Block block) => document.Text[block.Start..block.End];

    /// <summary>"heading1 Title", "list_item2#3 third", "code(python) x = 1": one line for each block.</summary>
    public static string[] Outline(this ParsedDocument document) => [.. document.Blocks.Select(b =>
        $"{b.Kind}{b.Level}{(b.Number is { } n ? $"#{n}" : "")}{(b.Language is { } l ? $"({l})" : "")}: {document.Slice(b)}")];

    /// <summary>"Bold: word", "Link: here -> https://…": one line for each mark.</summary>
    public static string[] Marks(this ParsedDocument document) => [.. document.Blocks.SelectMany(b => b.Marks).Select(m =>
        $"{m.Kind}: {document.Text[m.Start..m.End]}{(m.Href is null ? "" : $" -> {m.Href}")}")];

    public static void Check(ParsedDocument document)
    {
        var text = document.Text;
        Assert.DoesNotContain('\r', text);
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]))
            {
                Assert.True(i + 1 < text.Length && char.IsLowSurrogate(text[++i]), "lone high surrogate");
            }
            else
            {
                Assert.False(char.IsLowSurrogate(text[i]), "lone low surrogate");
            }
        }

        var end = 0;
        foreach (var block in document.Blocks)
        {
            Assert.InRange(block.Start, end, text.Length);
            Assert.InRange(block.End, block.Start + 1, text.Length);
            Assert.True(string.IsNullOrWhiteSpace(text[end..block.Start]), "text outside of all blocks");
            CheckBoundary(text, block.Start);
            CheckBoundary(text, block.End);
            var start = block.Start;
            foreach (var mark in block.Marks)
            {
                Assert.InRange(mark.Start, start, block.End);
                Assert.InRange(mark.End, mark.Start + 1, block.End);
                CheckBoundary(text, mark.Start);
                CheckBoundary(text, mark.End);
                Assert.Equal(mark.Kind == MarkKind.Link, mark.Href is not null);
                start = mark.Start;
            }

            end = block.End;
        }

        Assert.True(string.IsNullOrWhiteSpace(text[end..]), "text behind the last block");
        Assert.NotEqual("", document.Title);
    }

    private static void CheckBoundary(string text, int offset) =>
        Assert.False(offset > 0 && offset < text.Length && char.IsSurrogatePair(text[offset - 1], text[offset]), "inside a surrogate pair");
}
