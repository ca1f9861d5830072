using Cortex.Contract.Errors;
using Cortex.Engine.Knowledge.Parsing;

namespace Cortex.Engine.Sources.Web;

/// <summary>What can be read from the web, by media type.</summary>
internal static class PageReaders
{
    private static readonly IPageReader[] All = [new HtmlReader(), new TextReader()];

    /// <exception cref="CortexException">there is no reader for this type</exception>
    public static void Check(Uri address, string? mediaType) => Find(address, mediaType);

    public static IPageReader Find(Uri address, string? mediaType) => Array.Find(All, reader => reader.Reads(mediaType))
        ?? throw new CortexException(ErrorCode.UnsupportedFormat, $"{address.AbsoluteUri} is {Name(mediaType)}, not a web page or a text. Nothing was stored.");

    private static string Name(string? mediaType) => mediaType switch
    {
        "application/pdf" => "a PDF",
        not null when mediaType.StartsWith("image/", StringComparison.Ordinal) => $"an image ({mediaType})",
        not null when mediaType.StartsWith("video/", StringComparison.Ordinal) => $"a video ({mediaType})",
        not null when mediaType.StartsWith("audio/", StringComparison.Ordinal) => $"a sound ({mediaType})",
        _ => $"of the type {mediaType}",
    };

    private sealed class HtmlReader : IPageReader
    {
        public bool Reads(string? mediaType) => mediaType is "text/html" or "application/xhtml+xml";

        public PageContent Read(FetchedPage page)
        {
            var decoded = TextDecoder.Decode(page.Body, page.Charset, html: true);
            return new PageContent(decoded.Text, decoded.Charset, DocumentFormat.Html);
        }
    }

    private sealed class TextReader : IPageReader
    {
        public bool Reads(string? mediaType) => mediaType is null or "text/plain" or "text/markdown" or "text/x-markdown";

        public PageContent Read(FetchedPage page)
        {
            if (page.Body.AsSpan().StartsWith("%PDF-"u8)) Find(page.Address, "application/pdf");
            var decoded = TextDecoder.Decode(page.Body, page.Charset, html: page.MediaType is null);
            if (page.MediaType is not (null or "text/plain")) return new PageContent(decoded.Text, decoded.Charset, DocumentFormat.Markdown);
            var (format, language) = FormatDetector.FromFileName(Uri.UnescapeDataString(page.Address.AbsolutePath)) ?? (page.MediaType is null ? FormatDetector.Sniff(decoded.Text) : DocumentFormat.Text, null);
            return new PageContent(decoded.Text, decoded.Charset, format, language);
        }
    }
}
