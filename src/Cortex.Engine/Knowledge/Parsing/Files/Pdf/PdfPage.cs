namespace Cortex.Engine.Knowledge.Parsing.Files.Pdf;

/// <summary>A page as it was set: blocks of lines in the order of reading.</summary>
internal sealed record PdfPage(int Number, double Height)
{
    public List<PdfBlock> Blocks { get; } = [];
}

internal sealed class PdfBlock
{
    public List<PdfLine> Lines { get; set; } = [];
}

/// <summary>A line and where it stands, in points from the page's upper left corner.</summary>
/// <param name="Size">The mean height of its words, which follows the size of the type.</param>
internal sealed record PdfLine(string Text, double Left, double Top, double Right, double Bottom, double Size);
