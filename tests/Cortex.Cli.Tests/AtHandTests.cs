using Cortex.Engine.Storage;

namespace Cortex.Cli.Tests;

/// <summary>What was listed is at hand by its number: shown, tagged, thrown away and brought back.</summary>
[Trait("Speed", "slow")]
public sealed class AtHandTests : IDisposable
{
    private readonly TemporaryHome _home = new();

    [Fact]
    public void A_hit_is_shown_with_its_passage_in_context()
    {
        _home.File("notes/lease.md", "# The flat\n\nBefore it.\n\nThe lease ends in March.\n\nAfter it.\n" + string.Concat(Enumerable.Range(0, 200).Select(n => $"\nFiller {n} of the contract.\n")));
        _home.Run("import", _home.At("notes")).Expect(0);
        _home.Run("search", "march").Expect(0);
        var shown = _home.Run("show", "1").Expect(0).Out;
        Assert.Contains("▌ The lease ends in March.", shown);
        foreach (var part in (string[])["The flat", _home.At("notes/lease.md"), "  Before it.", "  After it."]) Assert.Contains(part, shown);
        Assert.DoesNotContain("Filler 150", shown);
        Assert.Contains("Filler 150", _home.Run("show", "1", "--full").Expect(0).Out);
        var view = _home.Run("show", "1", "--json").Expect(0).Json;
        Assert.Equal(_home.At("notes/lease.md"), view.GetProperty("path").GetString());
        Assert.Equal("same", view.GetProperty("passage").GetProperty("state").GetString());
        var id = view.GetProperty("item").GetProperty("id").GetString()!;
        Assert.Contains("The lease ends", _home.Run("show", id[^8..]).Expect(0).Out);
    }

    [Fact]
    public void What_changed_since_is_found_again_or_told()
    {
        var file = _home.File("notes/lease.md", "The lease ends in March.\n");
        _home.Run("import", file).Expect(0);
        _home.Run("search", "march").Expect(0);
        _home.File("notes/lease.md", "A preface that was not there.\n\nThe lease ends in March.\n");
        _home.Run("import", file).Expect(0);
        var moved = _home.Run("show", "1").Expect(0).Out;
        Assert.Contains("It has changed since", moved);
        Assert.Contains("▌ The lease ends in March.", moved);
        _home.File("notes/lease.md", "Something else altogether.\n");
        _home.Run("import", file).Expect(0);
        var gone = _home.Run("show", "1").Expect(0).Out;
        Assert.Contains("Changed since", gone);
        Assert.Contains("The lease ends in March.", gone);
        Assert.Contains("Something else altogether.", gone);
    }

    [Fact]
    public void Numbers_are_those_of_what_a_person_saw_last()
    {
        Assert.Contains("Nothing has been listed yet", _home.Run("show", "1").Expect(1).Error);
        _home.Run("add", "about otters").Expect(0);
        _home.Run("add", "about badgers").Expect(0);
        _home.Run("search", "otters").Expect(0);
        // A script that runs meanwhile changes nothing.
        _home.Run("search", "badgers", "--json").Expect(0);
        Assert.Contains("about otters", _home.Run("show", "1").Expect(0).Out);
        Assert.Contains("There is no number 2: `cortex search otters` showed one.", _home.Run("show", "2").Expect(1).Error);
        _home.Run("ask", "what about badgers?").Expect(0);
        Assert.Contains("about badgers", _home.Run("show", "1").Expect(0).Out);
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_home.Folder.LastResults));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"verb\":\"search\",\"query\":\"\",\"at\":\"2024-01-01T00:00:00Z\",\"results\":null}")]
    [InlineData("{\"verb\":\"search\",\"query\":\"\",\"at\":\"2024-01-01T00:00:00Z\",\"results\":[null]}")]
    public void A_damaged_memory_of_them_is_none(string content)
    {
        _home.Run("add", "about otters").Expect(0);
        File.WriteAllText(_home.Folder.LastResults, content);
        Assert.Contains("Nothing has been listed yet", _home.Run("show", "1").Expect(1).Error);
        _home.Run("list").Expect(0);
        _home.Run("show", "1").Expect(0);
    }

    [Theory]
    [InlineData(-5, 2)]
    [InlineData(int.MaxValue, int.MinValue)]
    [InlineData(0, int.MaxValue)]
    [InlineData(int.MinValue, int.MaxValue)]
    public void Numbers_in_it_that_cannot_be_harm_nothing(int start, int end)
    {
        var id = _home.Run("add", "about otters", "--json").Expect(0).Json.GetProperty("id").GetString();
        File.WriteAllText(_home.Folder.LastResults, $$"""{"verb":"search","query":"","at":"2024-01-01T00:00:00Z","results":[{"item_id":"{{id}}","place":{"revision":1,"start":{{start}},"end":{{end}},"quote":"otters","before":"","after":""},"marks":[{"Start":{{start}},"End":{{end}}}]}]}""");
        Assert.Contains("about otters", _home.Run("show", "1").Expect(0).Out);
    }

    [Fact]
    public void Items_are_listed_by_filters_and_tagged()
    {
        _home.Run("add", "about otters", "--tag", "river").Expect(0);
        _home.Run("add", "about badgers").Expect(0);
        Assert.Equal(["about badgers", "about otters"], Titles("list"));
        Assert.Equal(["about otters"], Titles("list", "tag:river"));
        Assert.Empty(Titles("list", "--starred"));
        Assert.Contains("cortex search otters", _home.Run("list", "otters").Expect(1).Error);
        _home.Run("list").Expect(0);
        _home.Run("tag", "1", "2", "+animal", "fur", "-river", "-home", "-n").Expect(0);
        var tags = _home.Run("tags", "--json").Expect(0).Json.GetProperty("tags").EnumerateArray().Select(tag => (tag.GetProperty("tag").GetString(), tag.GetProperty("items").GetInt32()));
        Assert.Equal([("animal", 2), ("fur", 2)], tags);
        Assert.Contains("2  fur", _home.Run("tag").Expect(0).Out);
        Assert.Contains("Name the items first", _home.Run("tag", "work").Expect(1).Error);
        Assert.Contains("Say which tags", _home.Run("tag", "1").Expect(1).Error);
        _home.Run("tag", "1", "+2024").Expect(0);
        Assert.Single(Titles("list", "tag:2024"));
    }

    [Fact]
    public void The_trash_gives_back()
    {
        _home.Run("add", "about otters").Expect(0);
        _home.Run("add", "about badgers").Expect(0);
        _home.Run("list").Expect(0);
        var told = _home.Run("rm", "2").Expect(0).Out;
        var id = told[(told.IndexOf("cortex restore ", StringComparison.Ordinal) + 15)..][..8];
        Assert.Equal(["about badgers"], Titles("list"));
        Assert.Equal(["about otters"], Titles("list", "--trash"));
        Assert.Contains("cortex restore", _home.Run("show", "2").Expect(1).Error);
        Assert.Contains("about otters", _home.Run("restore", id).Expect(0).Out);
        Assert.Contains("about otters", _home.Run("search", "otters").Expect(0).Out);
        _home.Run("list").Expect(0);
        _home.Run("rm", "1", "2").Expect(0);
        Assert.Empty(Titles("list"));
        _home.Run("list", "--trash").Expect(0);
        _home.Run("restore", "1", "2").Expect(0);
        Assert.Equal(2, Titles("list").Count);
        Assert.Contains("not in the trash", _home.Run("restore", id).Expect(1).Error);
        // All of them or none.
        _home.Run("rm", "1", "9").Expect(1);
        Assert.Equal(2, Titles("list").Count);
    }

    [Fact]
    public void A_file_that_is_named_like_an_item_is_asked_back()
    {
        _home.Run("add", "about otters").Expect(0);
        _home.Run("list", "--trash").Expect(0);
        var backup = Path.Combine(Environment.CurrentDirectory, "abcdef12");
        _home.Run("backup", backup).Expect(0);
        try
        {
            Assert.Contains("may be an item", _home.Run("restore", "abcdef12").Expect(1).Error);
            Assert.Contains("1 items restored", _home.Run("restore", Path.Combine(".", "abcdef12")).Expect(0).Out);
        }
        finally
        {
            File.Delete(backup);
        }
    }

    [Fact]
    public void What_has_vanished_is_moved_after_asking()
    {
        _home.Run("add", "about otters").Expect(0);
        _home.Run("add", "about badgers").Expect(0);
        Assert.Contains("No item's file is gone", _home.Run("rm", "--vanished", "--yes").Expect(0).Out);
        using (var database = Database.Open(_home.Folder, TimeProvider.System, "test")) database.Writer.Run(Durability.Captured, db => { db.Execute("UPDATE items SET vanished_at = 1700000000000 WHERE title = 'about otters'"); });
        Assert.Contains("file gone", _home.Run("list", "--vanished").Expect(0).Out);
        Assert.Contains("--yes", _home.Run("rm", "--vanished").Expect(1).Error);
        Assert.Equal(2, Titles("list").Count);
        _home.Run("rm", "--vanished", "--yes").Expect(0);
        Assert.Equal(["about badgers"], Titles("list"));
        _home.Run("rm").Expect(1);
    }

    [Fact]
    public void Letters_after_one_dash_are_words()
    {
        _home.Run("add", "about otters at home").Expect(0);
        Assert.Contains("Nothing found", _home.Run("search", "otters", "-home").Expect(0).Out);
    }

    public void Dispose() => _home.Dispose();

    private IReadOnlyList<string> Titles(params string[] arguments) => [.. _home.Run([.. arguments, "--json"]).Expect(0).Json.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("title").GetString()!)];
}
