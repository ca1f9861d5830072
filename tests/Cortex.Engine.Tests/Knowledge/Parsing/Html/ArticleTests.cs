namespace Cortex.Engine.Tests.Knowledge.Parsing.Html;

/// <summary>
/// Pages built as those of the web are, each with what must be left of it in the file beside it: title, metadata, then a line for each block.
/// </summary>
public sealed class ArticleTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests/Cortex.Engine.Tests/Knowledge/Parsing/Html/Pages");

    public static TheoryData<string> Pages() => [.. Directory.EnumerateFiles(Folder, "*.html").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Pages))]
    public void An_article_is_what_its_reader_came_for(string page)
    {
        var document = Parsed.Html(File.ReadAllText(Path.Combine(Folder, page + ".html")), $"https://{page}.example/where/it/stands");
        string[] lines =
        [
            $"Title: {document.Title}",
            .. document.Metadata.OrderBy(field => field.Key, StringComparer.Ordinal).Select(field => $"{field.Key}: {field.Value.GetString()}"),
            "",
            .. document.Outline().Select(line => line.Replace("\n", "⏎", StringComparison.Ordinal).Replace("\t", "⇥", StringComparison.Ordinal)),
        ];
        var expected = Path.Combine(Folder, page + ".txt");
        Assert.True(File.Exists(expected), $"There is no {expected}. What was read:\n{string.Join('\n', lines)}");
        Assert.Equal(File.ReadAllText(expected).TrimEnd('\n'), string.Join('\n', lines).TrimEnd('\n'));
    }
}
