using System.Text.Json.Nodes;
using Cortex.Engine.Knowledge.Items;

namespace Cortex.Engine.Sources;

/// <summary>Reads one file as the item that it becomes. Its identity is its path.</summary>
internal static class FileItem
{
    /// <exception cref="CortexException">with the code that says why it was left out</exception>
    public static NewItem Read(ScannedFile file, IReadOnlyList<string> tags, CancellationToken cancellation)
    {
        try
        {
            var (item, charset) = DocumentFile.Read(file.FullPath, file.FullPath, cancellation);
            return item with { Source = "import", SourceKey = file.FullPath, Tags = tags, Metadata = Describe(file, charset) };
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CortexException(WireName.Of(SkipReason.Unreadable), error.Message, error);
        }
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
