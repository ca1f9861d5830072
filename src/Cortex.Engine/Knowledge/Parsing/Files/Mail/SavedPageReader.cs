using Cortex.Contract.Errors;

namespace Cortex.Engine.Knowledge.Parsing.Files.Mail;

/// <summary>A page that a browser saved as one file (MHTML): the message's HTML, which is kept as it is, and where it came from.</summary>
internal sealed class SavedPageReader : IFileReader
{
    private const int MaxUrl = 4096;

    public IReadOnlyList<string> Extensions => ["mhtml", "mht"];

    public bool Recognizes(ReadOnlySpan<byte> head)
    {
        var headers = MimeHeaders.Parse(head, out _);
        return headers["MIME-Version"] is not null || headers["Content-Type"] is not null;
    }

    public FileContent Read(string path, CancellationToken ct)
    {
        var message = MimePart.Parse(File.ReadAllBytes(path), ct);
        var page = Page(message) ?? throw new CortexException(ErrorCode.UnreadableContent, "There is no page in this file.");
        var url = new[] { message.Headers["Snapshot-Content-Location"], page.Headers["Content-Location"] }
            .FirstOrDefault(each => Uri.TryCreate(each, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && each.Length <= MaxUrl);
        var html = page.Text(html: true);
        FileLimits.CheckText(html.Length);
        return string.IsNullOrWhiteSpace(html)
            ? throw new CortexException(ErrorCode.NoText, "The page has no text in it.")
            : new FileContent(html, DocumentFormat.Html, url);
    }

    private static MimePart? Page(MimePart part) =>
        part.IsText("html") ? part : part.Parts.Select(Page).FirstOrDefault(found => found is not null);
}
