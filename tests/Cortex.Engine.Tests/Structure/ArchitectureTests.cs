using System.Text.RegularExpressions;

namespace Cortex.Engine.Tests.Structure;

/// <summary>The shape that docs/architecture.md draws, held against the sources.</summary>
public partial class ArchitectureTests
{
    /// <summary>The engine's slices: each uses only those before it.</summary>
    private static readonly string[] Slices = ["Secrets", "Storage", "Events", "Jobs", "Workflows", "Language", "Inference", "Settings", "Network", "Providers", "Access", "Recovery", "Knowledge", "Understanding", "Embeddings", "VectorSearch", "Search", "Processing", "Answers", "Conversations", "Digest", "Sources", "Export"];

    private static readonly string Source = Path.Combine(Repository.Root, "src");

    [Fact]
    public void EverySliceIsListed()
    {
        var folders = Directory.GetDirectories(Path.Combine(Source, "Cortex.Engine")).Select(Path.GetFileName).Where(name => name is not ("bin" or "obj"));
        Assert.Equal(Slices.Order(), folders.Order());
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs/architecture.md"));
        Assert.All(Slices, slice => Assert.Contains($"`{slice}/`", page, StringComparison.Ordinal));
    }

    [Fact]
    public void ASliceUsesOnlyThoseAboveIt()
    {
        var wrong = new List<string>();
        foreach (var file in Files("Cortex.Engine"))
        {
            var own = Array.IndexOf(Slices, Path.GetRelativePath(Path.Combine(Source, "Cortex.Engine"), file).Split('/', '\\')[0]);
            if (own < 0) continue;
            wrong.AddRange(Uses().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value)
                .Where(slice => Array.IndexOf(Slices, slice) > own)
                .Select(slice => $"{Path.GetRelativePath(Source, file)} uses {slice}"));
        }

        Assert.True(wrong.Count == 0, $"Slices use only those above them (docs/architecture.md): {string.Join("; ", wrong)}. Move the code, or the slice.");
    }

    [Theory]
    [InlineData("Cortex.Contract", "Cortex.Engine", "Cortex.Backend", "Cortex.Cli")]
    [InlineData("Cortex.Engine", "Cortex.Backend", "Cortex.Cli", "Microsoft.AspNetCore", "System.CommandLine")]
    [InlineData("Cortex.Backend", "Cortex.Cli")]
    public void AProjectKnowsNothingOfTheDoorsAboveIt(string project, params string[] forbidden)
    {
        var wrong = Files(project).Where(file => forbidden.Any(name => Regex.IsMatch(File.ReadAllText(file), $@"\busing {Regex.Escape(name)}\b|\b{Regex.Escape(name)}\.[A-Z]"))).ToList();
        Assert.True(wrong.Count == 0, $"{project} must not use {string.Join(" or ", forbidden)}: {string.Join(", ", wrong)}");
    }

    [Fact]
    public void TheEngineWritesToNoConsole() =>
        Assert.DoesNotContain(Files("Cortex.Engine"), file => File.ReadAllText(file).Contains("Console.", StringComparison.Ordinal));

    [Fact]
    public void PlatformCodeStandsInPlatformFolders()
    {
        var wrong = Files(".").Where(file => !file.Replace('\\', '/').Contains("/Platform/", StringComparison.Ordinal))
            .Where(file => Regex.IsMatch(File.ReadAllText(file), @"\[(DllImport|LibraryImport)\b|""/(proc|dev|etc|sys)/")).ToList();
        Assert.True(wrong.Count == 0, $"Move what assumes one operating system into a folder named Platform: {string.Join(", ", wrong)}");
    }

    [Fact]
    public void FilesStaySmall()
    {
        var long_ = Files(".").Where(file => !file.EndsWith(".Table.cs", StringComparison.Ordinal)).Select(file => (file, Lines: File.ReadLines(file).Count())).Where(entry => entry.Lines > 400)
            .Concat(Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests"), "*.cs", SearchOption.AllDirectories).Select(file => (file, Lines: File.ReadLines(file).Count())).Where(entry => entry.Lines > 600)).ToList();
        Assert.True(long_.Count == 0, $"Split these: {string.Join(", ", long_.Select(entry => $"{entry.file} ({entry.Lines} lines)"))}");
    }

    private static IEnumerable<string> Files(string project) => Directory.EnumerateFiles(Path.Combine(Source, project), "*.cs", SearchOption.AllDirectories);

    [GeneratedRegex(@"\bCortex\.Engine\.([A-Z][A-Za-z]+)\b")]
    private static partial Regex Uses();
}
