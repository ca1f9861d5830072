using Cortex.Contract.Items;

namespace Cortex.Engine.Knowledge.Parsing;

/// <summary>Source code: kept verbatim, a block wherever a blank line parts it. Its name, which the caller has, is its title.</summary>
internal sealed class CodeParser : IDocumentParser
{
    public DocumentFormat Format => DocumentFormat.Code;

    public ParsedDocument Parse(ParseInput input, CancellationToken ct) => new()
    {
        Text = input.Content,
        Blocks = TextParser.Paragraphs(input.Content, BlockKind.Code, Language(input), ct),
    };

    private static string? Language(ParseInput input) =>
        input.Language ?? (input.FileName is { } name ? FormatDetector.FromFileName(name)?.Language : null);
}
