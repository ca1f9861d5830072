namespace Cortex.Engine.Sources;

/// <summary>Where a path leads when every link in it is followed, those of its parent folders included.</summary>
internal static class RealPath
{
    /// <summary>As many as Linux follows.</summary>
    private const int MaxLinks = 40;

    /// <summary>The path without links, or null when it leads nowhere or round in a circle.</summary>
    public static string? Of(string path)
    {
        try
        {
            return Follow(Path.GetFullPath(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Whether a path without links is <paramref name="root"/> or lies below it. "/work-evil" does not lie in "/work".</summary>
    public static bool IsInside(string root, string path)
    {
        var comparison = OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        root = Path.TrimEndingDirectorySeparator(root);
        return path.StartsWith(root, comparison)
            && (path.Length == root.Length || Path.EndsInDirectorySeparator(root) || path[root.Length] == Path.DirectorySeparatorChar);
    }

    private static string? Follow(string path)
    {
        var links = 0;
        var done = Path.GetPathRoot(path)!;
        var pending = new Stack<string>();
        Push(path[done.Length..]);
        while (pending.TryPop(out var segment))
        {
            if (segment == "..")
            {
                done = Path.GetDirectoryName(done) ?? done;
                continue;
            }

            var next = Path.Combine(done, segment);
            if (new FileInfo(next).LinkTarget is not { } target)
            {
                done = next;
                continue;
            }

            if (++links > MaxLinks)
            {
                return null;
            }

            if (Path.IsPathRooted(target))
            {
                done = Path.GetPathRoot(target)!;
                target = target[done.Length..];
            }

            Push(target);
        }

        return Path.Exists(done) ? done : null;

        void Push(string relative)
        {
            foreach (var segment in relative.Split([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries).Reverse())
            {
                if (segment != ".")
                {
                    pending.Push(segment);
                }
            }
        }
    }
}
