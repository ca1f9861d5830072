using System.Globalization;
using Cortex.Engine.Storage;

namespace Cortex.Cli.Tests;

/// <summary>A server in the background: started, found, stopped.</summary>
[Trait("Speed", "slow")]
public sealed class BackgroundServerTests : IDisposable
{
    private readonly TemporaryHome _home = new();

    [Fact]
    public void It_is_started_once_and_stopped()
    {
        Assert.Contains("No server was running", _home.Run("serve", "--stop").Expect(0).Out);
        // The run is over when its output is: the server does not hold it open.
        var started = _home.Run("serve", "--background", "--port", "0", "--json").Expect(0).Json;
        var id = started.GetProperty("process_id").GetInt32();
        Assert.Equal([id], RunningProcesses.Of(_home.Folder, "serve"));
        Assert.Contains($"already running at {started.GetProperty("url").GetString()}", _home.Run("serve", "--background").Expect(0).Out);
        Assert.Equal(id, _home.Run("status", "--json").Expect(0).Json.GetProperty("backend").GetProperty("process_id").GetInt32());
        Assert.Contains(id.ToString(CultureInfo.InvariantCulture), _home.Run("serve", "--stop").Expect(0).Out);
        Assert.Empty(RunningProcesses.Of(_home.Folder, "serve"));
        Assert.False(File.Exists(Path.Combine(_home.Home, "backend")));
        Assert.Contains("No server was running", _home.Run("serve", "--stop").Expect(0).Out);
    }

    [Fact]
    public void What_keeps_it_from_starting_is_told()
    {
        _home.Run("serve", "--background", "--port", "0").Expect(0);
        try
        {
            using var other = new TemporaryHome();
            var port = new Uri(_home.Run("serve", "--background", "--json").Expect(0).Json.GetProperty("url").GetString()!).Port.ToString(CultureInfo.InvariantCulture);
            Assert.Contains($"Port {port} is taken", other.Run("serve", "--background", "--port", port).Expect(1).Error);
            Assert.Equal("port_in_use", other.Run("serve", "--background", "--port", port, "--json").Expect(1).Json.GetProperty("code").GetString());
        }
        finally
        {
            _home.Run("serve", "--stop").Expect(0);
        }
    }

    [Fact]
    public void A_process_that_only_has_its_number_is_left_alone()
    {
        using var other = _home.Start("sleep", ["600"]);
        try
        {
            // As a server that was killed would leave them, its number given to another since.
            File.WriteAllText(Path.Combine(_home.Folder.Processes, $"{other.Id}.serve.{Guid.NewGuid():N}"), "");
            File.WriteAllText(Path.Combine(_home.Home, "backend"), $"8742 {other.Id}");
            Assert.Contains("No server was running", _home.Run("serve", "--stop").Expect(0).Out);
            Assert.False(other.HasExited);
        }
        finally
        {
            other.Kill();
        }
    }

    [Fact]
    public void A_pause_is_told_and_ended()
    {
        _home.Run("add", "about otters").Expect(0);
        Assert.Contains("Paused until", _home.Run("pause", "--for", "1h30m").Expect(0).Out);
        Assert.Contains("Paused until", _home.Run("status").Expect(0).Out);
        Assert.Contains("Paused until", _home.Run("index").Expect(0).Error);
        Assert.Contains("about otters", _home.Run("search", "otters").Expect(0).Out);
        Assert.True(_home.Run("pause", "--json").Expect(0).Json.GetProperty("paused").GetBoolean());
        foreach (var time in (string[])["soon", "0", "-5", "900d", ""]) _home.Run("pause", "--for", time).Expect(1);
        Assert.False(_home.Run("resume", "--json").Expect(0).Json.GetProperty("paused").GetBoolean());
        Assert.Equal(1, _home.Run("index", "--json").Expect(0).Json.GetProperty("completed").GetInt32());
    }

    [Fact]
    public void Help_fits_the_terminal_and_names_every_verb()
    {
        var help = _home.Run("--help").Expect(0).Out;
        Assert.All(help.Split('\n'), line => Assert.True(line.Length <= 80, line));
        foreach (var verb in (string[])["add", "import", "search", "ask", "list", "show", "open", "tag", "rm", "restore", "serve", "pause", "resume", "status", "backup"]) Assert.Matches($"(?m)^  {verb} ", help);
        Assert.Contains("--limit", _home.Run("search", "--help").Expect(0).Out);
    }

    public void Dispose() => _home.Dispose();
}
