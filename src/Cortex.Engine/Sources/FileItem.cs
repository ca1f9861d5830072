using System.Text.Json.Nodes;
using Cortex.Contract.Errors;
using Cortex.Contract.Items;
using Cortex.Engine.Knowledge.Items;
using Cortex.Engine.Knowledge.Parsing;
using Cortex.Engine.Knowledge.Parsing.Files;
using Cortex.Engine.Knowledge.Parsing.Html;

namespace Cortex.Engine.Sources;

/// <summary>Reads one file as the item that it becomes. Its identity is its path.</summary>
internal static class FileItem
{
    /// <exception cref="CortexException">with the code that says why it was left out</exception>
    public static NewItem Read(ScannedFile file, IReadOnlyList<string> tags, CancellationToken cancellation)
    {
        try
        {
            if (FileReaders.Read(file.FullPath, file.FullPath, cancellation) is { } document)
            {
                return new NewItem
                {
                    Content = document.Content,
                    ContentType = ContentType.File,
                    Format = document.Format,
                    SourceUrl = document.SourceUrl,
                    Source = "import",
                    SourceKey = file.FullPath,
                    Tags = tags,
                    Metadata = Describe(file, charset: null),
                };
            }

            return ReadText(file, tags);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CortexException(WireName.Of(SkipReason.Unreadable), error.Message, error);
        }
    }

    private static NewItem ReadText(ScannedFile file, IReadOnlyList<string> tags)
    {
        var named = FormatDetector.FromFileName(file.FullPath);
        var decoded = TextDecoder.Decode(File.ReadAllBytes(file.FullPath), html: named?.Format == DocumentFormat.Html);
        var (format, language) = named ?? (FormatDetector.Sniff(decoded.Text), null);
        return new NewItem
        {
            Content = decoded.Text,
            Title = format == DocumentFormat.Code ? Path.GetFileName(file.FullPath) : null,
            ContentType = ContentType.File,
            Format = format,
            Language = language,
            SourceUrl = format == DocumentFormat.Html ? SavedFrom.Url(decoded.Text) : null,
            Source = "import",
            SourceKey = file.FullPath,
            Tags = tags,
            Metadata = Describe(file, decoded.Charset),
        };
    }

    private static string Describe(ScannedFile file, string? charset)
    {
        var metadata = new JsonObject
        {
            ["path"] = file.FullPath,
            ["size_bytes"] = file.Size,
            ["modified_at"] = file.LastWriteTime.UtcDateTime.ToString("O"),
        };
        if (charset is not null) metadata["charset"] = charset;
        return metadata.ToJsonString();
    }
}
