using Cortex.Contract.Items;

namespace Cortex.Engine.Knowledge.Parsing;

/// <summary>Plain text: kept verbatim, a paragraph wherever a blank line parts it.</summary>
internal sealed class TextParser : IDocumentParser
{
    public DocumentFormat Format => DocumentFormat.Text;

    public ParsedDocument Parse(ParseInput input, CancellationToken ct) => new()
    {
        Title = TitleDeriver.FirstLine(input.Content),
        Text = input.Content,
        Blocks = Paragraphs(input.Content, BlockKind.Paragraph, language: null, ct),
    };

    /// <summary>The runs of lines that are not blank, from the start of the first line to the end of the last one.</summary>
    public static List<Block> Paragraphs(string text, BlockKind kind, string? language, CancellationToken ct)
    {
        var blocks = new List<Block>();
        int start = -1, end = 0;
        for (var at = 0; at < text.Length;)
        {
            var length = text.AsSpan(at).IndexOf('\n');
            var lineEnd = length < 0 ? text.Length : at + length;
            if (!text.AsSpan(at, lineEnd - at).IsWhiteSpace())
            {
                start = start < 0 ? at : start;
                end = lineEnd;
            }
            else if (start >= 0)
            {
                ct.ThrowIfCancellationRequested();
                blocks.Add(new Block { Kind = kind, Start = start, End = end, Language = language });
                start = -1;
            }

            at = lineEnd + 1;
        }

        if (start >= 0)
        {
            blocks.Add(new Block { Kind = kind, Start = start, End = end, Language = language });
        }

        return blocks;
    }
}
