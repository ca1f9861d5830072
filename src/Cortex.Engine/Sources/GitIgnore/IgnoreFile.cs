namespace Cortex.Engine.Sources.GitIgnore;

/// <summary>The patterns of one ignore file, in file order.</summary>
internal static class IgnoreFile
{
    /// <summary>Nobody writes longer ones by hand, and every entry below is held against every pattern.</summary>
    private const int MaxBytes = 1 << 20;

    /// <summary>Reads an ignore file that lies in the tree. A link is not followed, as git has it: it may point anywhere.</summary>
    public static IgnorePattern[] ReadInTree(string path, bool ignoreCase) => Read(path, ignoreCase, followLink: false);

    public static IgnorePattern[] Read(string path, bool ignoreCase) => Read(path, ignoreCase, followLink: true);

    private static IgnorePattern[] Read(string path, bool ignoreCase, bool followLink)
    {
        try
        {
            if (!Platform.FileKind.IsRegular(path) || (!followLink && new FileInfo(path).LinkTarget is not null))
            {
                return [];
            }

            using var handle = File.OpenHandle(path, share: FileShare.ReadWrite | FileShare.Delete);
            var content = new byte[(int)Math.Min(RandomAccess.GetLength(handle), MaxBytes)];
            var read = 0;
            while (read < content.Length && RandomAccess.Read(handle, content.AsSpan(read), read) is > 0 and var count)
            {
                read += count;
            }

            var text = content.AsSpan(0, read);
            return Parse(read < MaxBytes ? text : text[..(text.LastIndexOf((byte)'\n') + 1)], ignoreCase);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    public static IgnorePattern[] Parse(ReadOnlySpan<byte> text, bool ignoreCase)
    {
        if (text.StartsWith("\uFEFF"u8))
        {
            text = text[3..];
        }

        var patterns = new List<IgnorePattern>();
        while (!text.IsEmpty)
        {
            var end = text.IndexOf((byte)'\n');
            var line = end < 0 ? text : text[..end];
            text = end < 0 ? [] : text[(end + 1)..];
            if (IgnorePattern.Parse(Trim(line), ignoreCase) is { } pattern)
            {
                patterns.Add(pattern);
            }
        }

        return [.. patterns];
    }

    private static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> line)
    {
        if (line is [.. var unixLine, (byte)'\r'])
        {
            line = unixLine;
        }

        // A NUL ends a line for git.
        if (line.IndexOf((byte)0) is >= 0 and var nul)
        {
            line = line[..nul];
        }

        var end = 0;
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '\\')
            {
                // The escaped byte stays, also when it is a space; a backslash that ends the line keeps everything before it.
                i++;
                end = Math.Min(i + 1, line.Length);
            }
            else if (line[i] != ' ')
            {
                end = i + 1;
            }
        }

        return line[..end];
    }
}
