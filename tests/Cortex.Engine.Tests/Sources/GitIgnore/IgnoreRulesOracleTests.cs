using System.Text;

namespace Cortex.Engine.Tests.Sources.GitIgnore;

/// <summary>Random trees and pattern files, judged by us and by git. A failure names its seed.</summary>
[Trait("Speed", "slow")]
public sealed class IgnoreRulesOracleTests
{
    private const int Trees = 60;

    private static readonly string[] _names =
    [
        "a", "b", "ab", "abc", "foo", "bar", "Foo", "foo.txt", "bar.md", "a.b.c", "build", "x y", "x ", " x", "[a]", "a]b", "a\\b", "!a", "#a", "*", "?", "a*b",
        "é", "naïve", "-", "a-z", "^", "\ta", "a\nb", "\u0001", "\u001b[31m", "0", "Z9", "日本", ":a", "a\rb", "a\vb", "~", "**",
    ];

    private static readonly string[] _pieces =
    [
        "*", "**", "?", "/", "**/", "/**", "/**/", "a", "b", "foo", "bar", ".txt", "c", "[ab]", "[!a]", "[^b]", "[a-c]", "[]a]", "[!]]", "[a-]", "[-a]", "[\\]]", "[[:alpha:]]",
        "[[:upper:]a]", "[![:digit:]]", "[[:punct:]]", "[[:space:]]", "[[:cntrl:]]", "[[:bogus:]]", "[[:alpha:]", "[", "[a", "]", "[A-Z]", "[a\\-z]", "[c-a]", "\\", "\\*", "\\a", "\\ ",
        " ", "!", "#", "é", "[é]", "***", "*/", "/*", "\\/", "[/]", "[.-0]", "A", "FOO", "[[:graph:]-z]", "[[:xdigit:][:blank:]]", "x", "[\\", "[a-\\c]", "\\A", "[A]", "[[:lower:]]", "[]-a]", "[[]", "[[:]", "[[:]]",
    ];

    [GitFact]
    public void Agrees_with_git() => Compare(Enumerable.Range(0, Trees), ignoreCase: false);

    [GitFact]
    public void Agrees_with_git_when_case_is_ignored() => Compare(Enumerable.Range(10_000, Trees / 2), ignoreCase: true);

    private static void Compare(IEnumerable<int> seeds, bool ignoreCase)
    {
        var (ignored, seen) = (0, 0);
        foreach (var seed in seeds)
        {
            using var folder = new TemporaryFolder();
            var random = new Random(seed);
            var description = Grow(folder, random);
            var root = folder.FullPath;
            ignored += Same(root, seed, description, ignoreCase);
            seen += GitOracle.Paths(root).Count;

            // Every folder can be the one that is imported; its parents' files apply. What is entered although git ignores
            // it has no answer from git.
            foreach (var below in Directory.EnumerateDirectories(root).Where(d => Path.GetFileName(d) is not (".git" or "link")).Take(3))
            {
                if (GitOracle.IgnoredByGit(root, [Path.GetFileName(below)], ignoreCase).Count == 0)
                {
                    Same(below, seed, description, ignoreCase);
                }
            }
        }

        Assert.InRange((double)ignored / seen, 0.1, 0.9); // Otherwise the trees prove nothing.
    }

    private static int Same(string scanned, int seed, string description, bool ignoreCase)
    {
        var byUs = GitOracle.IgnoredByUs(scanned, ignoreCase);
        var byGit = GitOracle.IgnoredByGit(scanned, GitOracle.Paths(scanned), ignoreCase);
        if (!byGit.SetEquals(byUs))
        {
            Assert.Fail($"seed {seed} in {Path.GetFileName(scanned)}, only git: [{Show(byGit.Except(byUs))}], only we: [{Show(byUs.Except(byGit))}]\n{description}");
        }

        return byGit.Count;
    }

    private static string Show(IEnumerable<string> paths) => string.Join(" | ", paths.Select(p => p.Replace("\n", "\\n").Replace("\u001b", "\\e")));

    private static string Grow(TemporaryFolder folder, Random random)
    {
        GitOracle.Init(folder.FullPath);
        var folders = new List<string> { "" };
        for (var i = random.Next(3, 9); i > 0; i--)
        {
            var parent = folders[random.Next(folders.Count)];
            if (parent.Count(c => c == '/') < 4)
            {
                var path = parent + Pick(random, _names) + "/";
                folder.Folder(path);
                folders.Add(path);
            }
        }

        var paths = new List<string>();
        foreach (var parent in folders)
        {
            for (var i = random.Next(2, 12); i > 0; i--)
            {
                var path = parent + Pick(random, _names);
                if (!Path.Exists(folder.At(path)))
                {
                    folder.Write(path);
                    paths.Add(path);
                }
            }
        }

        if (random.Next(3) == 0)
        {
            folder.Link("link", folders[^1].Length > 0 ? folders[^1] : ".");
        }

        paths.AddRange(folders.Where(f => f.Length > 0).Select(f => f.TrimEnd('/')));
        var description = new StringBuilder();
        foreach (var parent in folders.Where(f => f.Length == 0 || random.Next(3) == 0))
        {
            var text = Patterns(random, paths, parent);
            folder.Write(parent + ".gitignore", text);
            description.Append('[').Append(parent).Append("]\n").Append(text).Append('\n');
        }

        if (random.Next(2) == 0)
        {
            var text = Patterns(random, paths, "");
            folder.Write(".git/info/exclude", text);
            description.Append("[info/exclude]\n").Append(text).Append('\n');
        }

        return description.ToString();
    }

    private static string Patterns(Random random, List<string> paths, string parent)
    {
        var text = new StringBuilder(random.Next(6) == 0 ? "\uFEFF" : "");
        var end = random.Next(4) == 0 ? "\r\n" : "\n";
        for (var i = random.Next(1, 6); i > 0; i--)
        {
            var line = random.Next(3) == 0 ? Made(random) : Derived(random, paths, parent);
            text.Append(random.Next(5) == 0 ? "!" : "").Append(random.Next(6) == 0 ? "/" : "").Append(line);
            text.Append(random.Next(6) == 0 ? "/" : "").Append(random.Next(8) == 0 ? "  " : "").Append(random.Next(15) == 0 ? "\t" : "");
            text.Append(i == 1 && random.Next(2) == 0 ? "" : end);
        }

        return text.ToString();
    }

    private static string Made(Random random) => string.Concat(Enumerable.Range(0, random.Next(1, 6)).Select(_ => Pick(random, _pieces)));

    /// <summary>A path of the tree with parts turned into wildcards, so that many patterns do match.</summary>
    private static string Derived(Random random, List<string> paths, string parent)
    {
        var below = paths.Where(p => p.StartsWith(parent, StringComparison.Ordinal)).ToArray();
        var path = below.Length == 0 ? Pick(random, _names) : Pick(random, below)[parent.Length..];
        if (random.Next(2) == 0)
        {
            path = path[(path.LastIndexOf('/') + 1)..];
        }

        var pattern = new StringBuilder();
        foreach (var character in path)
        {
            pattern.Append(random.Next(12) switch
            {
                0 => "*",
                1 => "?",
                2 => "[" + character + "]",
                3 => "\\" + character,
                4 => "**",
                5 => character + "*",
                6 => Pick(random, _pieces),
                7 when character == '/' => "/**/",
                8 => char.ToUpperInvariant(character).ToString(),
                _ => character.ToString(),
            });
        }

        return pattern.ToString();
    }

    private static T Pick<T>(Random random, IReadOnlyList<T> values) => values[random.Next(values.Count)];
}
