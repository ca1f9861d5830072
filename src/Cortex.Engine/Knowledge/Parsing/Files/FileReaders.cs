using System.Xml;
using Cortex.Contract.Errors;
using Cortex.Engine.Knowledge.Parsing.Files.Docx;
using Cortex.Engine.Knowledge.Parsing.Files.Epub;
using Cortex.Engine.Knowledge.Parsing.Files.Mail;
using Cortex.Engine.Knowledge.Parsing.Files.Odt;
using Cortex.Engine.Knowledge.Parsing.Files.Pdf;

namespace Cortex.Engine.Knowledge.Parsing.Files;

/// <summary>The readers of files that are no plain text, and the only way to call one.</summary>
public static class FileReaders
{
    private static readonly IFileReader[] All =
    [
        new PdfReader(),
        new DocxReader(),
        new OdtReader(),
        new EpubReader(),
        new MailReader(),
        new SavedPageReader(),
    ];

    private static readonly Dictionary<string, IFileReader>.AlternateLookup<ReadOnlySpan<char>> ByExtension =
        All.SelectMany(reader => reader.Extensions.Select(extension => KeyValuePair.Create(extension, reader)))
            .ToDictionary(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Whether a file of this name is read here and not as text.</summary>
    public static bool Reads(string name) => Find(name) is not null;

    /// <summary>Reads a file; null where it is none of these by its name.</summary>
    /// <param name="path">Of the file to open.</param>
    /// <param name="name">What tells its kind: its own name, or the one it was sent under.</param>
    /// <exception cref="CortexException">With the code that says why it was left out; the message is for a person.</exception>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be opened.</exception>
    public static FileContent? Read(string path, string name, CancellationToken ct) => Find(name) is { } reader ? Read(reader, path, name, ct) : null;

    internal static FileContent Read(IFileReader reader, string path, string name, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        if (!reader.Recognizes(Head(path)))
        {
            throw new CortexException(ErrorCode.UnreadableContent, $"The file does not begin as a {Path.GetExtension(name)} file does.");
        }

        try
        {
            return reader.Read(path, ct);
        }
        catch (XmlException error)
        {
            throw new CortexException(ErrorCode.UnreadableContent, $"The document is damaged: {error.Message}", error);
        }
        catch (Exception error) when (error is InvalidDataException or EndOfStreamException)
        {
            throw new CortexException(ErrorCode.UnreadableContent, $"The file is damaged: {error.Message}", error);
        }
        catch (Exception error) when (error is not (CortexException or OperationCanceledException or IOException or UnauthorizedAccessException))
        {
            // As with the parsers: whatever a file makes of the libraries below is this file's failure.
            throw new CortexException(ErrorCode.UnreadableContent, $"The file cannot be read: {error.Message}", error);
        }
    }

    private static IFileReader? Find(string name)
    {
        var dot = name.LastIndexOf('.');
        return dot > 0 && ByExtension.TryGetValue(name.AsSpan(dot + 1), out var reader) ? reader : null;
    }

    private static byte[] Head(string path)
    {
        using var file = File.OpenRead(path);
        var head = new byte[4096];
        return head[..file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
    }
}
