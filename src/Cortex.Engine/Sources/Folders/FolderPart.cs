namespace Cortex.Engine.Sources.Folders;

/// <summary>The part of a folder in which something happened.</summary>
/// <param name="Filter">Where.</param>
/// <param name="Reread">Files to read whatever their size and time say: two writes within one tick of the clock look like one.</param>
/// <param name="Moves">New place → old place, of files and folders whose move was seen.</param>
internal sealed record FolderPart(PathFilter Filter, IReadOnlySet<string> Reread, IReadOnlyDictionary<string, string> Moves)
{
    public bool IsWhole => Filter.Paths.Contains("");

    /// <summary>Where a file was before, by its own move or by that of a folder that it is in.</summary>
    public string? Before(string path)
    {
        if (Moves.Count == 0) return null;
        if (Moves.TryGetValue(path, out var own)) return own;
        for (var slash = path.LastIndexOf('/'); slash > 0; slash = path.LastIndexOf('/', slash - 1))
        {
            if (Moves.TryGetValue(path[..slash], out var folder)) return folder + path[slash..];
        }

        return null;
    }
}
