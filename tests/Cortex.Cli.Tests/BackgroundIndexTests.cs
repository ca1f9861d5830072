using System.Text.RegularExpressions;
using Cortex.Engine.Jobs;
using Cortex.Engine.Storage;

namespace Cortex.Cli.Tests;

/// <summary>Meaning is left to a process in the background, or waited for.</summary>
[Trait("Speed", "slow")]
public sealed partial class BackgroundIndexTests : IDisposable
{
    private const int Files = 120, Behind = 10;
    private readonly TemporaryHome _home = new();

    [Fact]
    public void An_import_that_waits_ends_with_everything_embedded()
    {
        WriteFiles("notes", Files);
        var told = _home.Run("import", _home.At("notes"), "--wait", "--json").Expect(0).Json;
        Assert.Equal(Files, told.GetProperty("created").GetInt32());
        AssertEmbedded(Files);
        Assert.DoesNotContain("goes on", _home.Run("import", _home.At("notes"), "--wait").Expect(0).Out);
    }

    [Fact]
    public void Index_waits_for_everything()
    {
        WriteFiles("notes", Files);
        Assert.Contains("once `cortex index` or `cortex serve` runs", _home.Run("import", _home.At("notes")).Expect(0).Out);
        var before = _home.Run("status", "--json").Expect(0).Json.GetProperty("queue");
        Assert.Equal((Files, Files), (before.GetProperty("processing").GetInt32(), before.GetProperty("embedding").GetProperty("waiting").GetInt32()));
        Assert.True(before.GetProperty("embedding").GetProperty("seconds_left").GetDouble() > 0);
        var after = _home.Run("index", "--json").Expect(0).Json;
        Assert.Equal((Files, 0), (after.GetProperty("completed").GetInt32(), after.GetProperty("embedding").GetProperty("waiting").GetInt32()));
        AssertEmbedded(Files);
    }

    [Fact]
    public void An_import_returns_before_and_the_background_ends_the_work_and_itself()
    {
        _home.Environment["CORTEX_BACKGROUND_INDEX"] = "1";
        WriteFiles("notes", Files * 3);
        // The run is over when its output is: nobody else holds it open.
        Assert.Contains("goes on in the background", _home.Run("import", _home.At("notes")).Expect(0).Out);
        Assert.True(Left() > 0);
        var id = 0;
        Server.Until(() => Background() is { } process && (id = process) > 0 || Left() == 0, "the process in the background");
        Assert.NotEqual(0, id);
        if (OperatingSystem.IsLinux())
        {
            Server.Until(() => SessionAndNice(id) is not { } now || now == (id, Behind), "its own session, behind all others");
        }

        // What it works on can be searched meanwhile.
        Assert.Contains("Ship 7", _home.Run("search", "\"ship 7\"").Expect(0).Out);
        UntilEmbedded(Files * 3);
    }

    [Fact]
    public void It_goes_on_when_the_terminal_closes()
    {
        _home.Environment["CORTEX_BACKGROUND_INDEX"] = "1";
        WriteFiles("notes", Files);
        _home.RunOnTerminal($"import {_home.At("notes")}").Expect(0);
        UntilEmbedded(Files);
    }

    [Fact]
    public void A_note_leaves_its_meaning_to_the_background_as_well()
    {
        _home.Environment["CORTEX_BACKGROUND_INDEX"] = "1";
        _home.Run("add", "a quick note").Expect(0);
        UntilEmbedded(1);
    }

    [Fact]
    public void Two_imports_one_after_the_other_are_both_done()
    {
        _home.Environment["CORTEX_BACKGROUND_INDEX"] = "1";
        WriteFiles("first", Files);
        WriteFiles("second", Files, from: 1000);
        _home.Run("import", _home.At("first")).Expect(0);
        _home.Run("import", _home.At("second")).Expect(0);
        Assert.Equal(2 * Files, _home.Run("status", "--json").Expect(0).Json.GetProperty("queue").GetProperty("stages").GetProperty("words").GetProperty("done").GetInt32());
        UntilEmbedded(2 * Files);
    }

    [Fact]
    public void Beside_a_server_there_is_one_that_works()
    {
        _home.Environment["CORTEX_BACKGROUND_INDEX"] = "1";
        WriteFiles("notes", Files);
        using var server = Server.Start(_home);
        Server.Until(() => JobRunner.IsActive(_home.Folder), "the server to work the queue");
        _home.Run("import", _home.At("notes")).Expect(0);
        Server.Until(() => Left() == 0, "the server to embed it");
        AssertEmbedded(Files);
        // Nobody took anything from it.
        using (var database = Database.Open(_home.Folder, TimeProvider.System, "test"))
            Assert.Equal(1, database.Read(db => db.Long("SELECT max(attempts) FROM jobs")));
        Server.Until(() => Background() is null, "the process in the background to find nothing to do");
        Assert.Equal(0, server.Terminate(TimeSpan.FromSeconds(5)));
    }

    public void Dispose() => _home.Dispose();

    private void WriteFiles(string folder, int count, int from = 0)
    {
        for (var n = from; n < from + count; n++)
            _home.File($"{folder}/{n}.md", $"# Ship {n}\n\nThe ship {n} sailed from harbour {n % 13} with {n * 3} barrels, and came back in year {1500 + n}. Its captain kept a log of the weather.\n");
    }

    private void UntilEmbedded(int items)
    {
        Server.Until(() => Left() == 0, "everything to be embedded");
        AssertEmbedded(items);
        Server.Until(() => RunningProcesses.Others(_home.Folder).Count == 0, "the process in the background to end");
    }

    private long Left()
    {
        using var database = Database.Open(_home.Folder, TimeProvider.System, "test");
        return database.Read(db => Stage.All.Sum(stage => Ledger.Open(db, stage)));
    }

    private void AssertEmbedded(int items)
    {
        using var database = Database.Open(_home.Folder, TimeProvider.System, "test");
        Assert.Equal(items, database.Read(db => db.Long("SELECT count(*) FROM jobs WHERE stage = 'meaning' AND status = 'done'")));
        Assert.Equal(0, database.Read(db => db.Long("SELECT count(*) FROM chunks c WHERE (SELECT count(*) FROM vectors v WHERE v.chunk_id = c.id) <> 1")));
    }

    private int? Background()
    {
        var index = RunningProcesses.Others(_home.Folder).Select(each => Number().Match(each)).FirstOrDefault(match => match.Success);
        return index is null ? null : int.Parse(index.Groups[1].Value);
    }

    // Fields 6 and 19 of its line; null when it has ended.
    private static (int Session, int Nice)? SessionAndNice(int process)
    {
        try
        {
            var line = File.ReadAllText($"/proc/{process}/stat");
            var fields = line[(line.LastIndexOf(')') + 2)..].Split(' ');
            return (int.Parse(fields[3]), int.Parse(fields[16]));
        }
        catch (IOException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"^cortex index \(process (\d+)\)")]
    private static partial Regex Number();
}
