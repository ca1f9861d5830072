using System.Text;
using System.Text.Json.Nodes;
using Cortex.Engine.Access;
using Cortex.Engine.Storage;

namespace Cortex.Backend.Tests.Endpoints;

public sealed class SystemEndpointsTests
{
    [Fact]
    public async Task Health_says_what_works_without_a_token()
    {
        await using var backend = await TestBackend.StartAsync();
        using var response = await backend.Anonymous.GetAsync(new Uri("/api/health", UriKind.Relative));
        Assert.Equal(200, (int)response.StatusCode);
        var health = JsonNode.Parse(await response.Content.ReadAsStringAsync())!.AsObject();
        Assert.Equal(["status", "version", "timestamp", "checks"], health.Select(field => field.Key));
        Assert.Equal("healthy", (string?)health["status"]);
        Assert.Matches(@"^\d+\.\d+\.\d+$", (string)health["version"]!);
        Assert.Equal(["status", "latency_ms"], health["checks"]!["database"]!.AsObject().Select(field => field.Key));
        Assert.Matches(@"^\d+$", health["checks"]!["database"]!["latency_ms"]!.ToJsonString());
        Assert.Matches(@"^\d{4}-\d\d-\d\dT.*Z$", (string)health["timestamp"]!);
    }

    [Fact]
    public async Task Health_proves_that_it_knows_the_token_without_telling_it()
    {
        await using var backend = await TestBackend.StartAsync();
        using var response = await backend.Anonymous.GetAsync(new Uri("/api/health?challenge=abc", UriKind.Relative));
        Assert.Equal(AccessToken.Load(backend.Folder).Prove("abc"), response.Headers.GetValues("Cortex-Proof").Single());
        using var tooLong = await backend.Anonymous.GetAsync(new Uri("/api/health?challenge=" + new string('x', 129), UriKind.Relative));
        Assert.False(tooLong.Headers.Contains("Cortex-Proof"));
    }

    [Theory]
    [InlineData("overwritten")]
    [InlineData("truncated")]
    [InlineData("removed")]
    [InlineData("replaced")]
    public async Task A_database_that_fails_under_a_running_server_is_unhealthy(string damage)
    {
        await using var backend = await TestBackend.StartAsync();
        await backend.CreateSearchableAsync("Something to lose.");
        var file = backend.Folder.Database;
        switch (damage)
        {
            case "overwritten":
                using (var stream = new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite)) stream.Write(Encoding.ASCII.GetBytes(new string('x', 4096)));
                break;
            case "truncated":
                using (var stream = new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite)) stream.SetLength(100);
                break;
            case "removed":
                File.Delete(file);
                break;
            default:
                File.Delete(file);
                var other = Directory.CreateTempSubdirectory("cortex-backend-");
                using (Database.Open(new LibraryFolder(other.FullName), TimeProvider.System, "test"))
                {
                    // Another library.
                }

                File.Copy(Path.Combine(other.FullName, "cortex.db"), file);
                other.Delete(recursive: true);
                break;
        }

        await TestBackend.UntilAsync(async () =>
        {
            using var response = await backend.Anonymous.GetAsync(new Uri("/api/health", UriKind.Relative));
            if ((int)response.StatusCode != 503) return false;
            var health = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
            Assert.Equal("unhealthy", (string?)health["status"]);
            Assert.Equal("unhealthy", (string?)health["checks"]!["database"]!["status"]);
            Assert.NotEmpty((string)health["checks"]!["database"]!["error"]!);
            Assert.DoesNotContain("   at ", health.ToJsonString(), StringComparison.Ordinal);
            Assert.DoesNotContain(backend.Folder.Root, health.ToJsonString(), StringComparison.Ordinal);
            return true;
        }, "an unhealthy answer");
    }

    [Fact]
    public async Task A_library_that_cannot_be_opened_is_unhealthy_and_says_why_to_its_owner()
    {
        var folder = new LibraryFolder(Path.Combine(Path.GetTempPath(), $"cortex-backend-{Guid.NewGuid():N}"));
        try
        {
            await File.WriteAllTextAsync(folder.Database, new string('x', 10_000));
            await using var backend = await TestBackend.StartAsync(folder: folder.Root);
            await Assert.ThrowsAnyAsync<Exception>(() => backend.Server.Opening);
            using var health = await backend.Anonymous.GetAsync(new Uri("/api/health", UriKind.Relative));
            Assert.Equal(503, (int)health.StatusCode);
            Assert.DoesNotContain(folder.Root, await health.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            await backend.ProblemAsync(HttpMethod.Get, "/api/items", null, 503, "database_damaged");
            await Assert.ThrowsAnyAsync<Exception>(() => backend.Server.RunAsync(CancellationToken.None));
            Assert.Equal(new string('x', 10_000), await File.ReadAllTextAsync(folder.Database));
        }
        finally
        {
            Directory.Delete(folder.Root, recursive: true);
        }
    }

    [Fact]
    public async Task The_database_tells_its_state()
    {
        await using var backend = await TestBackend.StartAsync();
        await backend.CreateSearchableAsync("counted");
        var status = await backend.GetAsync("/api/db/status");
        Assert.Equal(["data_folder", "schema_version", "sqlite_version", "journal_mode", "size_bytes", "wal_bytes", "items", "trashed", "chunks", "library_epoch", "applied_migrations"], status.Select(field => field.Key));
        Assert.Equal(("wal", 1, 0, 1), ((string)status["journal_mode"]!, (long)status["items"]!, (long)status["trashed"]!, (long)status["chunks"]!));
        Assert.Equal(backend.Folder.Root, (string?)status["data_folder"]);
    }

    [Fact]
    public async Task Settings_are_read_changed_and_put_back()
    {
        await using var backend = await TestBackend.StartAsync();
        var settings = (await backend.GetAsync("/api/settings"))["settings"]!;
        Assert.Equal("""{"value":"30","origin":"default","overridden_by":null}""", settings["trash_days"]!.ToJsonString());
        settings = (await backend.PutAsync("/api/settings", """{"settings":{"trash_days":"7","max_file_mib":"5"}}"""))["settings"]!;
        Assert.Equal("""{"value":"7","origin":"stored","overridden_by":null}""", settings["trash_days"]!.ToJsonString());
        Assert.True(JsonNode.DeepEquals(settings, (await backend.GetAsync("/api/settings"))["settings"]));
        settings = (await backend.PutAsync("/api/settings", """{"settings":{"trash_days":null}}"""))["settings"]!;
        Assert.Equal(("30", "5"), ((string)settings["trash_days"]!["value"]!, (string)settings["max_file_mib"]!["value"]!));
    }

    [Theory]
    [InlineData("""{"settings":{"no_such":"1","trash_days":"0"}}""", "settings.no_such settings.trash_days")]
    [InlineData("""{"settings":{"trash_days":"5","port":"-1"}}""", "settings.port")]
    [InlineData("""{"settings":{"port":80}}""", "settings.port")]
    [InlineData("""{"settings":{"port":"٣"}}""", "settings.port")]
    [InlineData("""{"settings":[]}""", "settings")]
    [InlineData("""{"settings":null}""", "settings")]
    [InlineData("{}", "settings")]
    public async Task A_setting_that_is_wrong_is_named_and_none_is_changed(string body, string fields)
    {
        await using var backend = await TestBackend.StartAsync();
        var before = backend.LastChange;
        Assert.Equal(fields.Split(' '), await backend.InvalidFieldsAsync(HttpMethod.Put, "/api/settings", body));
        Assert.Equal(before, backend.LastChange);
    }

    [Fact]
    public async Task Config_yaml_is_over_what_is_stored()
    {
        var folder = new LibraryFolder(Path.Combine(Path.GetTempPath(), $"cortex-backend-{Guid.NewGuid():N}"));
        try
        {
            await File.WriteAllTextAsync(folder.Config, "trash_days: 12\n");
            await using var backend = await TestBackend.StartAsync(folder: folder.Root);
            await backend.Server.Opening;
            Assert.Equal("""{"value":"12","origin":"config","overridden_by":"config.yaml"}""", (await backend.PutAsync("/api/settings", """{"settings":{"trash_days":"5"}}"""))["settings"]!["trash_days"]!.ToJsonString());
        }
        finally
        {
            Directory.Delete(folder.Root, recursive: true);
        }
    }
}
