namespace Cortex.Cli.Tests;

[Trait("Speed", "slow")]
public sealed class DuplicateVerbTests : IDisposable
{
    private static readonly string Text = string.Join(' ', Enumerable.Range(0, 120).Select(i => $"word{i * 7919 % 1009}"));
    private readonly TemporaryHome _home = new();

    [Fact]
    public void An_import_names_what_looks_like_a_copy()
    {
        _home.Run("add", Text, "--title", "Kept").Expect(0);
        for (var i = 0; i < 7; i++) _home.File($"notes/{i}.md", $"# Copy {i}\n\n{Text}\n");
        _home.File("notes/new.md", "# New\n\nNothing like it.\n");
        var told = _home.Run("import", _home.At("notes")).Expect(0).Out;
        Assert.Contains("8 new", told);
        Assert.Contains("7 look like copies of what you have:", told);
        Assert.Matches(@"“Copy \d” ~ “Kept” \(100 %\)", told);
        Assert.Contains("… and 2 more: cortex duplicates", told);
        Assert.DoesNotContain("copies", _home.Run("import", _home.At("notes")).Expect(0).Out);
        _home.File("notes/new.md", $"# New\n\n{Text} with an end\n");
        var report = _home.Run("import", _home.At("notes"), "--json").Expect(0).Json;
        Assert.Equal(1, report.GetProperty("near_duplicate_count").GetInt64());
        Assert.Equal("New", report.GetProperty("near_duplicates")[0].GetProperty("title").GetString());
        var dry = _home.Run("import", _home.At("notes"), "--dry-run", "--json").Expect(0).Json;
        Assert.Equal((0, 0), (dry.GetProperty("near_duplicate_count").GetInt64(), dry.GetProperty("near_duplicates").GetArrayLength()));
    }

    [Fact]
    public void Pairs_are_listed_and_an_added_copy_is_told()
    {
        Assert.Contains("Nothing looks like a copy", _home.Run("duplicates").Expect(0).Out);
        Assert.DoesNotContain("copy", _home.Run("add", Text, "--title", "One").Expect(0).Out);
        Assert.Contains("looks like a copy of “One” (100 %)", _home.Run("add", Text, "--title", "Two").Expect(0).Out);
        var added = _home.Run("add", Text + " more", "--title", "\u001b[31mThree", "--json").Expect(0).Json;
        Assert.Equal(2, added.GetProperty("near_duplicates").GetArrayLength());
        var told = _home.Run("duplicates", "--limit", "2").Expect(0).Out;
        Assert.DoesNotContain('\u001b', told);
        Assert.Contains("2 of 3; --limit shows more.", told);
        var page = _home.Run("duplicates", "--json").Expect(0).Json;
        Assert.Equal((3, 3), (page.GetProperty("total").GetInt32(), page.GetProperty("duplicates").GetArrayLength()));
        Assert.Equal("limit", _home.Run("duplicates", "--limit", "0", "--json").Expect(1).Json.GetProperty("errors")[0].GetProperty("field").GetString());
    }

    public void Dispose() => _home.Dispose();
}
