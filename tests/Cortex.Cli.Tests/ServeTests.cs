using System.Globalization;
using System.Net.WebSockets;
using Cortex.Engine.Jobs;
using Cortex.Engine.Storage;

namespace Cortex.Cli.Tests;

public sealed class ServeTests : IDisposable
{
    private readonly TemporaryHome _home = new();

    [Fact]
    public void A_taken_port_is_told()
    {
        using var server = Server.Start(_home);
        using var other = new TemporaryHome();
        var port = server.Port.ToString(CultureInfo.InvariantCulture);
        Assert.Contains($"Port {port} is taken", other.Run("serve", "--port", port).Expect(1).Error);
        Assert.Equal("port_in_use", other.Run("serve", "--port", port, "--json").Expect(1).Json.GetProperty("code").GetString());
    }

    [Fact]
    public async Task It_stops_within_five_seconds_with_sockets_open_and_jobs_running()
    {
        using var server = Server.Start(_home);
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Authorization", $"Bearer {server.Token}");
        await socket.ConnectAsync(new Uri($"ws://127.0.0.1:{server.Port}/api/ws/events"), CancellationToken.None);
        var ids = await Task.WhenAll(Enumerable.Range(0, 300).Select(n => server.TryPostAsync($"# Note {n}\n\n" + string.Concat(Enumerable.Repeat("Some text to be cut into passages. ", 300)))));
        Assert.Equal(0, server.Terminate(TimeSpan.FromSeconds(5)));
        Assert.Equal("", server.Errors());
        using var database = Database.Open(_home.Folder, TimeProvider.System, "test");
        Assert.All(ids, id => Assert.NotNull(database.Read(db => db.Text("SELECT id FROM items WHERE id = ?1", id))));
        Assert.Equal(0, database.Read(db => db.Long("SELECT count(*) FROM jobs WHERE status = 'running' OR (status = 'waiting' AND attempts > 0)")));
        Assert.Empty(RunningProcesses.Others(_home.Folder));
        Assert.False(File.Exists(Path.Combine(_home.Home, "backend")));
    }

    [Fact]
    public void It_stops_while_it_starts()
    {
        using var server = Server.TryStart(_home)!;
        Assert.Equal(0, server.Terminate(TimeSpan.FromSeconds(5)));
    }

    [Fact]
    public async Task Verbs_and_a_server_share_one_library()
    {
        using var server = Server.Start(_home);
        Server.Until(() => JobRunner.IsActive(_home.Folder), "the server to work the queue");
        _home.Run("add", "from the command line").Expect(0);
        Server.Until(() => server.Get("api/processing/queue").GetProperty("completed").GetInt64() == 1, "the server to index it");
        var id = await server.TryPostAsync("from the server");
        Assert.NotNull(id);
        Server.Until(() => _home.Run("search", "server").Out.Contains(id, StringComparison.Ordinal), "the verb to find it");
        var status = _home.Run("status", "--json").Expect(0).Json.GetProperty("backend");
        Assert.Equal(server.ProcessId, status.GetProperty("process_id").GetInt32());
        var opened = _home.Run("open").Expect(0);
        Assert.Contains($"http://127.0.0.1:{server.Port}/#token={server.Token}", opened.Out);
        Assert.Equal(server.Port, _home.Run("open", "--json").Expect(0).Json.GetProperty("port").GetInt32());
    }

    [Fact]
    public async Task A_restore_shows_in_the_running_server()
    {
        using var server = Server.Start(_home);
        var kept = await server.TryPostAsync("in the backup");
        var backup = _home.At("library.backup");
        _home.Run("backup", backup).Expect(0);
        var late = await server.TryPostAsync("after the backup");
        _home.Run("restore", backup).Expect(0);
        var items = server.Get("api/items").GetProperty("items");
        Assert.Equal(kept, Assert.Single(items.EnumerateArray()).GetProperty("id").GetString());
        Assert.NotNull(await server.TryPostAsync("after the restore"));
        Server.Until(() => server.Get("api/processing/queue") is var queue && queue.GetProperty("completed").GetInt64() == 2 && queue.GetProperty("total").GetInt64() == 2, "both to be indexed");
        Assert.NotNull(late);
    }

    [Fact]
    public void An_upgrade_names_the_server_that_is_in_its_way()
    {
        using var server = Server.Start(_home);
        using (var database = Database.Open(_home.Folder, TimeProvider.System, "test")) database.Writer.Run(Durability.Captured, db => { db.Execute("PRAGMA user_version = 0"); });
        var told = _home.Run("status", "--json").Expect(1).Json;
        Assert.Equal("schema_in_use", told.GetProperty("code").GetString());
        Assert.Contains($"cortex serve (process {server.ProcessId})", told.GetProperty("detail").GetString());
    }

    [Fact]
    public void Many_first_starts_at_once_all_succeed()
    {
        var processes = Enumerable.Range(0, 4).Select(n => _home.Start(TemporaryHome.Executable, ["add", $"note {n}", "--json"])).ToList();
        foreach (var process in processes)
        {
            var error = process.StandardError.ReadToEnd();
            process.WaitForExit();
            Assert.True(process.ExitCode == 0, error);
            process.Dispose();
        }

        Assert.Equal(4, _home.Run("index", "--json").Expect(0).Json.GetProperty("completed").GetInt64());
    }

    public void Dispose() => _home.Dispose();
}
