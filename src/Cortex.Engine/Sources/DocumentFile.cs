using Cortex.Contract.Items;
using Cortex.Engine.Knowledge.Items;
using Cortex.Engine.Knowledge.Parsing;
using Cortex.Engine.Knowledge.Parsing.Files;
using Cortex.Engine.Knowledge.Parsing.Html;

namespace Cortex.Engine.Sources;

/// <summary>Reads one file of any kind that is known into an item; where it came from is for the caller to say.</summary>
internal static class DocumentFile
{
    /// <param name="path">Of the file to open.</param>
    /// <param name="name">What tells its kind: its own path, or the name that it was sent under.</param>
    /// <returns>The item, and the encoding of a text.</returns>
    /// <exception cref="CortexException">with the code that says why it cannot be read</exception>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public static (NewItem Item, string? Charset) Read(string path, string name, CancellationToken cancellation)
    {
        if (FileReaders.Read(path, name, cancellation) is { } document)
            return (new NewItem { Content = document.Content, ContentType = ContentType.File, Format = document.Format, SourceUrl = document.SourceUrl }, null);
        var named = FormatDetector.FromFileName(name);
        var decoded = TextDecoder.Decode(File.ReadAllBytes(path), html: named?.Format == DocumentFormat.Html);
        var (format, language) = named ?? (FormatDetector.Sniff(decoded.Text), null);
        var item = new NewItem
        {
            Content = decoded.Text,
            Title = format == DocumentFormat.Code ? Path.GetFileName(name) : null,
            ContentType = ContentType.File,
            Format = format,
            Language = language,
            SourceUrl = format == DocumentFormat.Html ? SavedFrom.Url(decoded.Text) : null,
        };
        return (item, decoded.Charset);
    }
}
