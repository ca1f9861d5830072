namespace Cortex.Engine.Knowledge.Parsing;

internal interface IDocumentParser
{
    DocumentFormat Format { get; }

    /// <summary><paramref name="input"/>'s content has been through <see cref="SourceText.Normalize"/>.</summary>
    ParsedDocument Parse(ParseInput input, CancellationToken ct);
}
