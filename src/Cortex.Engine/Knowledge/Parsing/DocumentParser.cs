using Cortex.Contract.Errors;
using Cortex.Engine.Knowledge.Parsing.Converted;
using Cortex.Engine.Knowledge.Parsing.Html;
using Cortex.Engine.Knowledge.Parsing.Markdown;
using Cortex.Engine.Knowledge.Parsing.Tables;

namespace Cortex.Engine.Knowledge.Parsing;

/// <summary>Turns a document of any known format into text and blocks. Same input, same output, on any machine.</summary>
public static class DocumentParser
{
    private static readonly IDocumentParser[] Parsers =
    [
        new TextParser(),
        new MarkdownParser(),
        new HtmlParser(),
        new CodeParser(),
        new ConvertedParser(),
        new TableParser(),
    ];

    /// <exception cref="CortexException"><see cref="ErrorCode.UnreadableContent"/>: the document is broken beyond reading.</exception>
    public static ParsedDocument Parse(ParseInput input, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var parser = Array.Find(Parsers, p => p.Format == input.Format)
            ?? throw new CortexException(ErrorCode.UnreadableContent, $"There is no parser for the format {(int)input.Format}.");
        try
        {
            var document = parser.Parse(input with { Content = SourceText.Normalize(input.Content) }, ct);

            // A title of characters that nobody sees is none.
            return string.IsNullOrWhiteSpace(document.Title) ? document with { Title = null } : document;
        }
        catch (Exception e) when (e is not (CortexException or OperationCanceledException))
        {
            // The parsers stand on libraries that meet every file of the internet here: a defect of theirs is this document's failure, not ours.
            throw new CortexException(ErrorCode.UnreadableContent, $"The document cannot be read: {e.Message}", e);
        }
    }
}
