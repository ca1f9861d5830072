using Cortex.Engine.Storage;

namespace Cortex.Engine.Knowledge.Items;

/// <summary>Where an item came from, as far as that can be opened.</summary>
/// <param name="Path">Its file, absolute; null when it came from none. It may be gone since.</param>
/// <param name="Url">Its page; only http and https, whatever was captured.</param>
/// <param name="IsConverted">Whether the file is a document that is read as pages and blocks, and no text.</param>
public sealed record ItemSource(string? Path, string? Url, bool IsConverted)
{
    /// <exception cref="CortexException">unknown id</exception>
    internal static ItemSource Of(Db db, string id)
    {
        var row = db.First("SELECT source_key, source_url, format FROM items WHERE id = ?1 AND deleted_at IS NULL", row => new { Key = row.TextOrNull(0), Url = row.TextOrNull(1), Format = row.Text(2) }, id)
            ?? throw CortexException.ItemNotFound(id);
        var isPath = row.Key is { } key && System.IO.Path.IsPathFullyQualified(key) && !key.Contains('\0', StringComparison.Ordinal);
        return new ItemSource(isPath ? row.Key : null, WebAddressOf(row.Url) ?? (isPath ? null : WebAddressOf(row.Key)), row.Format == WireName.Of(Parsing.DocumentFormat.Converted));
    }

    // What is handed to the system's opener must not be another scheme's: file, smb and those of installed programs run things.
    private static string? WebAddressOf(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && address.Host.Length > 0 && address.UserInfo.Length == 0 ? address.AbsoluteUri : null;
}
