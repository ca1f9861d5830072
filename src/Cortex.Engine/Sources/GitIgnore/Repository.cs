using System.Text;

namespace Cortex.Engine.Sources.GitIgnore;

/// <summary>What a scan needs to know of a git repository: where it begins and where its private exclude file lies.</summary>
internal static class Repository
{
    private const int MaxPointerBytes = 4096;

    public static bool IsRoot(string folder) => GitFolder(folder) is not null;

    /// <summary>The nearest folder at or above <paramref name="folder"/> that is a repository's root.</summary>
    public static string? RootOf(string folder)
    {
        for (var current = folder; current is not null; current = Path.GetDirectoryName(current))
        {
            if (IsRoot(current))
            {
                return current;
            }
        }

        return null;
    }

    public static string? ExcludeFile(string root) =>
        GitFolder(root) is { } git ? Path.Combine(CommonFolder(git), "info", "exclude") : null;

    private static string? GitFolder(string root)
    {
        var git = Path.Combine(root, ".git");
        if (Directory.Exists(git))
        {
            return File.Exists(Path.Combine(git, "HEAD")) ? git : null;
        }

        // A linked worktree or a submodule: ".git" is a file that names the folder.
        return ReadLine(git) is { } line && line.StartsWith("gitdir:", StringComparison.Ordinal)
            ? Inside(root, line["gitdir:".Length..].Trim())
            : null;
    }

    private static string CommonFolder(string git) =>
        ReadLine(Path.Combine(git, "commondir")) is { Length: > 0 } line && Inside(git, line) is { } common ? common : git;

    /// <summary>A pointer to a network share is not followed: looking at a folder must not make the machine log in somewhere.</summary>
    private static string? Inside(string folder, string target) =>
        target.Length == 0 || target.Contains('\0') || target.StartsWith(@"\\", StringComparison.Ordinal) || target.StartsWith("//", StringComparison.Ordinal)
            ? null
            : Path.GetFullPath(Path.Combine(folder, target));

    private static string? ReadLine(string path)
    {
        try
        {
            if (!Platform.FileKind.IsRegular(path))
            {
                return null;
            }

            using var handle = File.OpenHandle(path, share: FileShare.ReadWrite | FileShare.Delete);
            var buffer = new byte[MaxPointerBytes];
            var read = RandomAccess.Read(handle, buffer, 0);
            return Encoding.UTF8.GetString(buffer, 0, read).Split('\n', 2)[0].TrimEnd('\r');
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
