using System.Text.Json;
using Cortex.Contract;
using Cortex.Contract.Digests;
using Cortex.Contract.Events;
using Cortex.Contract.Items;
using Cortex.Contract.Workflows;
using Cortex.Engine.Digest;
using Cortex.Engine.Events;
using Cortex.Engine.Storage;

namespace Cortex.Engine.Tests.Digest;

public sealed class LibraryDigestsTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Wednesday = new(2024, 5, 15, 9, 0, 0, TimeSpan.Zero);
    private readonly string _root = Directory.CreateTempSubdirectory("cortex-test-").FullName;
    private readonly FixedTime _time = new(Wednesday, TimeSpan.FromHours(2));
    private CortexEngine _engine = null!;

    public Task InitializeAsync()
    {
        _engine = CortexEngine.Open(new LibraryFolder(Path.Combine(_root, "library")), _time, "test");
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await _engine.DisposeAsync();
        Directory.Delete(_root, recursive: true);
    }

    [Fact]
    public async Task An_empty_library_has_a_friendly_digest()
    {
        var digest = await MakeAsync();
        Assert.StartsWith("Your library is empty.", digest.Sections.Introduction, StringComparison.Ordinal);
        Assert.DoesNotContain("##", digest.Markdown, StringComparison.Ordinal);
        Assert.StartsWith("# Your day, Wednesday 15 May 2024", digest.Markdown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_came_since_yesterday_is_in_it_and_older_is_not()
    {
        await AddAsync("Old", "Something of the week before.", days: 9);
        var yesterday = await AddAsync("Sour [dough]", "Feed the starter the evening before.", days: 1);
        var today = await AddAsync("Heat pump", "The compressor is loud.");
        var digest = await MakeAsync();
        Assert.Equal([today, yesterday], digest.Sections.Recent.Select(item => item.ItemId));
        Assert.Contains($"- [Sour \\[dough\\]](/items/{yesterday})", digest.Markdown, StringComparison.Ordinal);
        Assert.Contains("2 things came in since yesterday", digest.Sections.Introduction, StringComparison.Ordinal);
        Assert.DoesNotContain("## Forgotten gems", digest.Markdown, StringComparison.Ordinal);
        Assert.Null(digest.Model);
    }

    [Fact]
    public async Task Of_one_day_there_is_one_until_it_is_asked_for_again()
    {
        await AddAsync("One", "The first of today.");
        var first = await MakeAsync();
        await AddAsync("Two", "The second of today.");
        Assert.Equal(first.Id, (await MakeAsync()).Id);
        var again = await MakeAsync(again: true);
        Assert.Equal(2, again.Sections.RecentTotal);
        Assert.Equal(again.Id, Assert.Single(_engine.Digests.List(10, 0).Digests).Id);
        Assert.Equal(again.Id, _engine.Digests.Current(DigestPeriod.Daily)!.Id);
        Assert.Null(_engine.Digests.Current(DigestPeriod.Weekly));
    }

    [Fact]
    public async Task An_empty_one_gives_way_to_what_has_come_since()
    {
        await MakeAsync();
        await AddAsync("One", "The first of today.");
        Assert.Equal(1, (await MakeAsync()).Sections.RecentTotal);
    }

    [Fact]
    public async Task Links_of_what_is_new_are_connections()
    {
        var old = await AddFileAsync("inverter.md", "The inverter was bought in Ulm.", days: 20);
        var recent = await AddFileAsync("roof.md", "# Roof\n\nSee [the inverter](inverter.md) for its price.", days: 0);
        var pair = Assert.Single((await MakeAsync()).Sections.Connections);
        Assert.Equal((recent, old, "links to it"), (pair.ItemId, pair.OtherId, pair.Reason));
        Assert.Equal(DigestReasonKind.LinksTo, pair.Because!.Kind);
    }

    [Fact]
    public void One_of_before_reasons_and_titles_were_kept_is_read()
    {
        const string Stored = """
            {"introduction":"One thing came in.","recent":[],"recent_total":1,"connections":[{"item_id":"a","title":"A","other_id":"b","other_title":"B","reason":"links to it"}],
             "gems":[{"item_id":"c","title":"C","created_at":"2026-01-01T00:00:00Z","reason":"like “A”"}],"themes":[{"label":"house","item_ids":["a","b"]}]}
            """;
        var sections = JsonSerializer.Deserialize(Stored, CortexJson.Wire.DigestSections)!;
        Assert.Equal(("links to it", null), (sections.Connections[0].Reason, sections.Connections[0].Because));
        Assert.Null(sections.Gems[0].Because);
        Assert.Null(sections.Themes[0].Titles);
    }

    [Fact]
    public async Task Themes_are_concepts_that_several_share_where_nothing_is_embedded()
    {
        var one = await AddAsync("Heat pump prices", "A heat pump costs much. The heat pump of the neighbours was cheaper.");
        var other = await AddAsync("Heat pump noise", "The heat pump is loud at night. A heat pump should stand on rubber.");
        await AddAsync("Bread", "Feed the starter before you bake the loaf.");
        var theme = Assert.Single((await MakeAsync()).Sections.Themes);
        Assert.Equal("heat pump", theme.Label, ignoreCase: true);
        Assert.Equal(new[] { (one, "Heat pump prices"), (other, "Heat pump noise") }.Order(), theme.ItemIds.Zip(theme.Titles!).Order());
    }

    [Fact]
    public async Task What_is_old_and_unopened_comes_back_where_it_is_near()
    {
        await using var library = new TestLibrary();
        var (gem, opened) = (await library.AddAsync("The lease of the flat ends in March; the landlord keeps the deposit.", "Lease"), await library.AddAsync("The landlord of the flat keeps two months of deposit for the lease.", "Deposit"));
        await library.AddAsync("The rental contract for the flat: the landlord wants a higher deposit for the lease.", "New contract");
        await library.EmbedAsync();
        var now = library.Engine.Database.Now;
        library.Engine.Database.Writer.Run(Durability.Captured, db =>
        {
            db.Execute("UPDATE items SET created_at = ?2 WHERE id IN (?1, ?3)", gem.Id, now - (long)TimeSpan.FromDays(100).TotalMilliseconds, opened.Id);
            db.Execute("UPDATE items SET opened_at = ?2 WHERE id = ?1", opened.Id, now);
        });
        var digest = await library.Engine.Digests.MakeAsync(DigestPeriod.Daily, again: false, CancellationToken.None);
        var found = Assert.Single(digest.Sections.Gems);
        Assert.Equal((gem.Id, "like “New contract”"), (found.ItemId, found.Reason));
        Assert.Equal((DigestReasonKind.LikeRecent, "New contract"), (found.Because!.Kind, Assert.Single(found.Because.Names)));
        Assert.Contains("## Forgotten gems", digest.Markdown, StringComparison.Ordinal);
        Assert.Contains(digest.Sections.Connections, pair => pair.OtherId == gem.Id);
    }

    [Fact]
    public async Task By_itself_it_is_made_once_a_day_that_brought_something()
    {
        await _engine.Digests.MakeDueAsync(CancellationToken.None);
        await AddAsync("Today", "Is of tomorrow's.");
        await _engine.Digests.MakeDueAsync(CancellationToken.None);
        Assert.Empty(_engine.Digests.List(10, 0).Digests);
        _time.Now = Wednesday.AddDays(1);
        await _engine.Digests.MakeDueAsync(CancellationToken.None);
        await _engine.Digests.MakeDueAsync(CancellationToken.None);
        Assert.Equal(1, Assert.Single(_engine.Digests.List(10, 0).Digests).RecentTotal);
        Assert.Single(_engine.Database.Read(db => ChangeLog.After(db, 0, 100)).OfType<DigestCreated>());
        Assert.Single(_engine.Runs.List(new() { Graph = "digest" }).Runs, run => run.Status == WorkflowStatus.Completed);
        _time.Now = Wednesday.AddDays(3);
        await _engine.Digests.MakeDueAsync(CancellationToken.None);
        Assert.Single(_engine.Digests.List(10, 0).Digests);
    }

    [Fact]
    public void Days_begin_where_the_reader_is_and_weeks_on_monday()
    {
        var day = DigestWindow.Of(DigestPeriod.Daily, new DateOnly(2024, 5, 15), _time);
        Assert.Equal((At(13, 22), At(14, 22), At(15, 22)), (day.From, day.Closed, day.Until));
        var week = DigestWindow.Of(DigestPeriod.Weekly, new DateOnly(2024, 5, 15), _time);
        Assert.Equal((At(5, 22), At(12, 22), At(19, 22)), (week.From, week.Closed, week.Until));

        static long At(int date, int hour) => new DateTimeOffset(2024, 5, date, hour, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();
    }

    private Task<LibraryDigest> MakeAsync(bool again = false) => _engine.Digests.MakeAsync(DigestPeriod.Daily, again, CancellationToken.None);

    private async Task<string> AddAsync(string title, string content, int days = 0)
    {
        var now = _time.Now;
        _time.Now = now.AddDays(-days);
        var item = await _engine.Items.CreateAsync(new CreateItemRequest { Title = title, Content = content });
        // One after the other.
        _time.Now = now.AddSeconds(1);
        Assert.True(await _engine.Runner.TryDrainAsync(CancellationToken.None));
        return item.Id;
    }

    private async Task<string> AddFileAsync(string name, string content, int days)
    {
        var path = Path.Combine(Directory.CreateDirectory(Path.Combine(_root, "files")).FullName, name);
        await File.WriteAllTextAsync(path, content);
        var now = _time.Now;
        _time.Now = now.AddDays(-days);
        await _engine.Importer.ImportAsync(new Engine.Sources.ImportRequest { Paths = [path] }, progress: null, CancellationToken.None);
        _time.Now = now.AddSeconds(1);
        Assert.True(await _engine.Runner.TryDrainAsync(CancellationToken.None));
        return _engine.Database.Read(db => db.Text("SELECT id FROM items ORDER BY pk DESC LIMIT 1"))!;
    }
}
