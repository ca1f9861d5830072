using System.Globalization;
using System.Runtime.ExceptionServices;
using Cortex.Contract.Errors;

namespace Cortex.Engine.Knowledge.Parsing.Files.Pdf;

/// <summary>PDFs, by poppler's pdftotext: a document format that is a page description takes a program of its own, in a process of its own.</summary>
internal sealed class PdfReader(Func<string> find, ProcessLimits limits) : IFileReader
{
    private static readonly ProcessLimits Default = new(TimeSpan.FromSeconds(60), 1024L * 1024 * 1024, 1024L * 1024 * 1024);

    public PdfReader()
        : this(PdfProgram.Find, Default)
    {
    }

    public IReadOnlyList<string> Extensions => ["pdf"];

    // Readers have always allowed something before the mark.
    public bool Recognizes(ReadOnlySpan<byte> head) => head[..Math.Min(head.Length, 1024)].IndexOf("%PDF-"u8) >= 0;

    public FileContent Read(string path, CancellationToken ct)
    {
        var layout = new PdfLayout();
        // An absolute path is never taken for an option or an address.
        var result = BoundedProcess.Run(find(), ["-bbox-layout", "-enc", "UTF-8", Path.GetFullPath(path), "-"], limits, output => layout.Read(output, ct), ct);
        if (result.Error.Contains("Incorrect password", StringComparison.OrdinalIgnoreCase) || result.ExitCode == 3)
        {
            throw new CortexException(ErrorCode.Encrypted, "The PDF is protected by a password.");
        }

        if (result.Failure is CortexException)
        {
            ExceptionDispatchInfo.Throw(result.Failure);
        }

        if (result.ExitCode != 0 || result.Failure is not null)
        {
            var line = result.Error.Split('\n').FirstOrDefault(each => each.Length > 0) ?? result.Failure?.Message ?? $"pdftotext ended with {result.ExitCode}.";
            throw new CortexException(ErrorCode.UnreadableContent, $"The PDF is damaged: {line}", result.Failure);
        }

        PdfFurniture.Remove(layout.Pages);
        if (!layout.Pages.SelectMany(page => page.Blocks).SelectMany(block => block.Lines).Any(line => line.Text.Any(char.IsLetterOrDigit)))
        {
            throw new CortexException(ErrorCode.NoText, "The PDF has no text in it: its pages are pictures.");
        }

        var writer = new BlockWriter();
        var firstHeading = new PdfText(layout.Pages, ct).Write(writer);
        return Fields(layout).Finish(writer, firstHeading);
    }

    private static DocumentFields Fields(PdfLayout layout)
    {
        var fields = new DocumentFields("application/pdf") { Title = layout.Fields.GetValueOrDefault("Title") };
        fields.AddAuthor(layout.Fields.GetValueOrDefault("Author"));
        fields.Add("subject", layout.Fields.GetValueOrDefault("Subject"));
        fields.Add("keywords", layout.Fields.GetValueOrDefault("Keywords"));
        fields.AddDate("document_created_at", Date(layout.Fields.GetValueOrDefault("CreationDate")));
        fields.AddDate("document_modified_at", Date(layout.Fields.GetValueOrDefault("ModDate")));
        fields.Add("page_count", JsonText.Element(json => json.WriteNumberValue(layout.Pages.Count)));
        return fields;
    }

    /// <summary>Older popplers give a date as it stands in the file: D:20250208122313Z.</summary>
    private static string? Date(string? stated) =>
        stated?.StartsWith("D:", StringComparison.Ordinal) is true && stated.Length >= 16
        && DateTime.TryParseExact(stated.AsSpan(2, 14), "yyyyMMddHHmmss", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var date)
            ? date.ToString("O", CultureInfo.InvariantCulture)
            : stated;
}
