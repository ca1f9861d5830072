using System.Text.RegularExpressions;

namespace Cortex.Engine.Tests.Structure;

/// <summary>What the documents say of this repository is true.</summary>
public partial class DocumentationTests
{
    private static readonly string[] Roots = ["src", "tests", "docs", "scripts", "contract", "models", "benchmarks", "ui", "tools"];

    public static TheoryData<string> Documents() => [.. Directory
        .EnumerateFiles(Repository.Root, "*.md", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(Repository.Root, path))
        .Where(path => !path.Contains("node_modules", StringComparison.Ordinal) && !path.StartsWith("artifacts", StringComparison.Ordinal) && path != "CHANGELOG.md")];

    [Theory]
    [MemberData(nameof(Documents))]
    public void NamedPathsExist(string document)
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, document));
        var missing = Named().Matches(text).Select(match => match.Groups[1].Value.TrimEnd('/', '.'))
            .Where(path => Roots.Contains(path.Split('/')[0]) && !path.Contains('<') && !path.Contains('*') && !path.Contains('…'))
            .Where(path => !Path.Exists(Path.Combine(Repository.Root, path)) && !Path.Exists(Path.Combine(Repository.Root, Path.GetDirectoryName(document)!, path))).ToList();
        Assert.True(missing.Count == 0, $"{document} names what is not there: {string.Join(", ", missing)}. Correct the text or the path.");
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void LinksLeadSomewhere(string document)
    {
        var folder = Path.GetDirectoryName(Path.Combine(Repository.Root, document))!;
        var missing = Links().Matches(File.ReadAllText(Path.Combine(Repository.Root, document))).Select(match => match.Groups[1].Value.Split('#')[0])
            .Where(link => link.Length > 0 && !link.Contains("://", StringComparison.Ordinal) && !link.StartsWith("mailto:", StringComparison.Ordinal))
            .Where(link => !Path.Exists(Path.Combine(folder, link))).ToList();
        Assert.True(missing.Count == 0, $"{document} links to what is not there: {string.Join(", ", missing)}.");
    }

    [Fact]
    public void TheChangelogNamesThisVersion()
    {
        var version = Regex.Match(File.ReadAllText(Path.Combine(Repository.Root, "Directory.Build.props")), "<Version>(.+?)</Version>").Groups[1].Value;
        Assert.Contains($"## {version}", File.ReadAllText(Path.Combine(Repository.Root, "CHANGELOG.md")), StringComparison.Ordinal);
    }

    // A path in back ticks.
    [GeneratedRegex("`([A-Za-z0-9_.<>*…/-]+/[A-Za-z0-9_.<>*…/-]*)`")]
    private static partial Regex Named();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Links();
}
