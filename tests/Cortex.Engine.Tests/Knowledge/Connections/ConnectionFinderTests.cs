using Cortex.Contract.Connections;
using Cortex.Engine.Storage;
using Cortex.Engine.Tests.Sources.Exports;

namespace Cortex.Engine.Tests.Knowledge.Connections;

public sealed class ConnectionFinderTests : IAsyncLifetime
{
    private readonly TestLibrary _library = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _library.DisposeAsync();

    [Fact]
    public async Task A_link_connects_both_ways_and_shows_its_sentence()
    {
        _library.Write("a.md", "# A\n\nFirst. This one [leads on](sub/b.md#part) to it. Last.\n");
        _library.Write("sub/b.md", "# B\n\nBack to [[a|the start]].\n");
        await _library.ImportAsync(_library.Files);
        var (a, b) = (_library.ByTitle()["A"], _library.ByTitle()["B"]);
        var found = _library.Engine.Connections.Of(a.Id);
        Assert.Empty(found.Unresolved);
        Assert.Equal([(b.Id, ConnectionDirection.Out), (b.Id, ConnectionDirection.In)], found.Connections.Select(connection => (connection.ItemId, connection.Direction)));
        var evidence = Assert.Single(found.Connections[0].Evidence);
        Assert.Equal((a.Id, "This one leads on to it."), (evidence.ItemId, evidence.Quote));
        Assert.Equal(evidence.Quote, a.Text[evidence.Start..evidence.End]);
        var back = Assert.Single(_library.Engine.Connections.Of(b.Id).Connections, connection => connection.Direction == ConnectionDirection.In);
        Assert.Equal((a.Id, ConnectionDirection.In, ConnectionKind.Link, 1.0), (back.ItemId, back.Direction, back.Kind, back.Strength));
    }

    [Fact]
    public async Task A_note_that_comes_later_is_found_and_one_that_moves_stays_so()
    {
        Vault();
        _library.Write("notes/a.md", "# A\n\nSee [[Plan for Ärger]] and [it](../old/gone.md).\n");
        await _library.ImportAsync(_library.Files);
        var a = _library.ByTitle()["A"];
        Assert.Equal(["Plan for Ärger", "../old/gone.md"], _library.Engine.Connections.Of(a.Id).Unresolved.Select(link => link.Target));
        _library.Write("deep/down/plan for ärger.md", "# Plan\n\nText.\n");
        _library.Write("old/gone.md", "# Gone\n\nText too.\n");
        await _library.ImportAsync(_library.Files);
        Assert.Equal(["Plan", "Gone"], Titles(a.Id));
        Directory.CreateDirectory(Path.Combine(_library.Files, "new"));
        File.Move(Path.Combine(_library.Files, "old/gone.md"), Path.Combine(_library.Files, "new/gone.md"));
        Assert.Equal(1, (await _library.ImportAsync(_library.Files)).Moved);
        Assert.Equal(["Plan", "Gone"], Titles(a.Id));
        Assert.Equal([a.Id], _library.Engine.Connections.Of(_library.ByTitle()["Gone"].Id).Connections.Select(connection => connection.ItemId));
        await _library.Engine.Items.DeleteAsync(_library.ByTitle()["Plan"].Id);
        Assert.Equal(["Gone"], Titles(a.Id));
    }

    [Fact]
    public async Task Of_namesakes_the_written_path_decides_then_the_highest()
    {
        Vault();
        _library.Write("x/note.md", "# In x\n");
        _library.Write("y/z/note.md", "# In z\n");
        _library.Write("other/a.md", "# A\n\n[[note]]\n");
        _library.Write("other/b.md", "# B\n\n[[z/note#Part|it]]\n");
        _library.Write("y/z/c.md", "# C\n\n![[note]]\n");
        await _library.ImportAsync(_library.Files);
        var items = _library.ByTitle();
        Assert.Equal(["In x"], Titles(items["A"].Id));
        Assert.Equal(["In z"], Titles(items["B"].Id));
        Assert.Equal(["In z"], Titles(items["C"].Id));
        Assert.Equal(["A"], Titles(items["In x"].Id));
        Assert.Equal(["B", "C"], Titles(items["In z"].Id).Order());
    }

    [Fact]
    public async Task An_alias_is_a_name_and_nothing_outside_the_folder_is_meant()
    {
        Vault();
        _library.Write("a.md", "---\naliases: [The First, Number One]\n---\n# A\n");
        _library.Write("b.md", "# B\n\n[[number one]] and [[stranger]] and [[#own heading]] and [web](https://example.org/a.md).\n");
        await _library.ImportAsync(_library.Files);
        var outside = Directory.CreateTempSubdirectory("cortex-outside-").FullName;
        try
        {
            File.WriteAllText(Path.Combine(outside, "stranger.md"), "# Stranger\n\nText.");
            await _library.ImportAsync(outside);
        }
        finally
        {
            Directory.Delete(outside, recursive: true);
        }

        var found = _library.Engine.Connections.Of(_library.ByTitle()["B"].Id);
        Assert.Equal(["A"], found.Connections.Select(connection => connection.Title));
        Assert.Equal(["stranger"], found.Unresolved.Select(link => link.Target));
    }

    [Fact]
    public async Task The_folder_that_is_followed_is_where_names_are_looked_for()
    {
        // Files that are named one by one make no folder that is followed.
        await _library.ImportAsync(_library.Write("one/a.md", "# A\n\n[[b]]\n"));
        await _library.ImportAsync(_library.Write("two/b.md", "# B\n"));
        var (a, b) = (_library.ByTitle()["A"], _library.ByTitle()["B"]);
        Assert.Empty(_library.Engine.Connections.Of(a.Id).Connections);
        await _library.Engine.Database.Writer.RunAsync(Durability.Captured, db =>
        {
            db.Execute("INSERT INTO sources (path, added_at) VALUES (?1, 0)", _library.Files);
            return db.Execute("INSERT INTO source_files (source_id, path, size, modified, item_pk) SELECT 1, 'one/a.md', 0, 0, pk FROM items WHERE id = ?1", a.Id);
        });
        Assert.Equal(["B"], Titles(a.Id));
        Assert.Equal(["A"], Titles(b.Id));
    }

    [Fact]
    public async Task What_is_written_anew_links_anew()
    {
        var path = _library.Write("a.md", "# A\n\n[b](b.md)\n");
        _library.Write("b.md", "# B\n");
        await _library.ImportAsync(_library.Files);
        var a = _library.ByTitle()["A"];
        Assert.Equal(["B"], Titles(a.Id));
        File.WriteAllText(path, "# A\n\nNo more. [c](b.md?raw=1 \"title\") `[[x]]` [d](mailto:b.md)\n");
        await _library.ImportAsync(_library.Files);
        Assert.StartsWith("c ", Assert.Single(Assert.Single(_library.Engine.Connections.Of(a.Id).Connections).Evidence).Quote, StringComparison.Ordinal);
        Assert.Throws<CortexException>(() => _library.Engine.Connections.Of("nothing"));
    }

    [Fact]
    public async Task From_another_place_a_path_leads_elsewhere()
    {
        _library.Write("one/a.md", "# A\n\n[b](b.md)\n");
        _library.Write("one/b.md", "# B of one\n");
        _library.Write("two/b.md", "# B of two\n");
        await _library.ImportAsync(_library.Files);
        var a = _library.ByTitle()["A"];
        Assert.Equal(["B of one"], Titles(a.Id));
        File.Move(Path.Combine(_library.Files, "one/a.md"), Path.Combine(_library.Files, "two/a.md"));
        await _library.ImportAsync(_library.Files);
        Assert.Equal(["B of two"], Titles(a.Id));
        Assert.Equal(["A"], Titles(_library.ByTitle()["B of two"].Id));
        Assert.Empty(Titles(_library.ByTitle()["B of one"].Id));
    }

    [Fact]
    public async Task Thousands_of_links_to_a_common_name_are_answered_at_once()
    {
        Vault();
        for (var i = 0; i < 300; i++)
        {
            _library.Write($"d{i}/readme.md", $"# Readme {i}\n");
            _library.Write($"d{i}/a.md", $"# A {i}\n\n" + string.Concat(Enumerable.Repeat("[r](readme.md) and [[readme]].\n\n", 10)));
        }

        await _library.ImportAsync(_library.Files);
        var id = _library.Engine.Search.Search(new Contract.Search.SearchRequest { Query = "\"Readme 7\"" }).Results[0].ItemId;
        var clock = System.Diagnostics.Stopwatch.StartNew();
        Assert.Equal(["A 7"], Titles(id));
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 2);
    }

    private void Vault() => Directory.CreateDirectory(Path.Combine(_library.Files, ".obsidian"));

    private IEnumerable<string> Titles(string id) => _library.Engine.Connections.Of(id).Connections.Select(connection => connection.Title);
}
