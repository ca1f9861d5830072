namespace Cortex.Engine.Sources.Exports.Bookmarks;

/// <summary>One bookmark as it stands in a file.</summary>
/// <param name="Folders">The names of the folders that it is in, the outermost first.</param>
/// <param name="IsFiled">Whether the innermost folder is one that a person named.</param>
/// <param name="State">What the list it is in says of it, as Pocket has it; null elsewhere.</param>
internal sealed record Bookmark(string Title, IReadOnlyList<KeyValuePair<string, string>> Attributes, IReadOnlyList<string> Folders, bool IsFiled, string? State)
{
    public string? Description { get; set; }

    public string? this[string attribute]
    {
        get
        {
            foreach (var (name, value) in Attributes)
            {
                if (name == attribute) return value;
            }

            return null;
        }
    }
}
