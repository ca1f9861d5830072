using Cortex.Engine.Knowledge.Parsing.Converted;

namespace Cortex.Engine.Knowledge.Parsing.Files;

/// <summary>What a reader made of a file: content that the library keeps and can parse at any time. Title and metadata stand within it.</summary>
/// <param name="Content">At most <see cref="FileLimits.Text"/> characters of text, and their markup.</param>
/// <param name="Format">Which parser reads it.</param>
/// <param name="SourceUrl">Where a saved page came from.</param>
public sealed record FileContent(string Content, DocumentFormat Format, string? SourceUrl = null)
{
    internal static FileContent Of(ParsedDocument document) => new(ConvertedWriter.Write(document), DocumentFormat.Converted);
}
