using System.Text;
using Cortex.Engine.Sources.GitIgnore;

namespace Cortex.Engine.Tests.Sources.GitIgnore;

internal static class GitOracle
{
    public static void Init(string root) => Shell.Run("git", "init", "-q", root);

    /// <summary>Every path below a folder, relative to it, except .git.</summary>
    /// <summary>Every path below a folder, relative to it, except .git. Links are not entered.</summary>
    public static List<string> Paths(string root)
    {
        var paths = new List<string>();
        Visit(root, "");
        return paths;

        void Visit(string folder, string relative)
        {
            foreach (var path in Directory.EnumerateFileSystemEntries(folder, "*", new EnumerationOptions { AttributesToSkip = 0 }))
            {
                var own = relative + Path.GetFileName(path);
                if (own == ".git")
                {
                    continue;
                }

                paths.Add(own);
                if (Directory.Exists(path) && new FileInfo(path).LinkTarget is null)
                {
                    Visit(path, own + "/");
                }
            }
        }
    }

    public static SortedSet<string> IgnoredByGit(string root, IEnumerable<string> paths, bool ignoreCase)
    {
        // "./" keeps git from taking a leading ':' for path magic.
        var input = string.Concat(paths.Select(p => "./" + p + "\0"));
        var output = Shell.Run("git", ["-C", root, "-c", $"core.ignorecase={(ignoreCase ? "true" : "false")}", "check-ignore", "--no-index", "--stdin", "-z"], input, out var exitCode);
        Assert.True(exitCode is 0 or 1, $"git check-ignore failed: {exitCode}");
        return new(output.Split('\0', StringSplitOptions.RemoveEmptyEntries).Select(p => p[2..]), StringComparer.Ordinal);
    }

    public static SortedSet<string> IgnoredByUs(string root, bool ignoreCase)
    {
        var ignored = new SortedSet<string>(StringComparer.Ordinal);
        var outer = IgnoreRules.Above(root, ignoreCase, out var prefix);
        Visit(root, "", outer.Enter(root, Encoding.UTF8.GetByteCount(prefix)), false);
        return ignored;

        void Visit(string folder, string relative, IgnoreRules rules, bool allIgnored)
        {
            foreach (var path in Directory.EnumerateFileSystemEntries(folder, "*", new EnumerationOptions { AttributesToSkip = 0 }))
            {
                var own = relative + Path.GetFileName(path);
                if (own == ".git")
                {
                    continue;
                }

                var isFolder = Directory.Exists(path) && new FileInfo(path).LinkTarget is null;
                var isIgnored = allIgnored || rules.IsIgnored(Encoding.UTF8.GetBytes(prefix + own), isFolder);
                if (isIgnored)
                {
                    ignored.Add(own);
                }

                if (isFolder)
                {
                    Visit(path, own + "/", rules.Enter(path, Encoding.UTF8.GetByteCount(prefix + own + "/")), isIgnored);
                }
            }
        }
    }
}
