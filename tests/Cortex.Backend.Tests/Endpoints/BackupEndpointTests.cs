using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Cortex.Engine.Storage;
using Cortex.Engine.Tests.Storage;
using Microsoft.Data.Sqlite;

namespace Cortex.Backend.Tests.Endpoints;

public sealed class BackupEndpointTests : IAsyncLifetime
{
    private TestBackend _backend = null!;

    public async Task InitializeAsync() => _backend = await TestBackend.StartAsync();

    public async Task DisposeAsync() => await _backend.DisposeAsync();

    [Fact]
    public async Task A_backup_comes_back_while_the_server_runs_and_what_was_there_is_kept_aside()
    {
        var kept = await _backend.CreateSearchableAsync("A note about otters.");
        var backup = await BackUpAsync();
        var later = await _backend.CreateSearchableAsync("Written since about badgers.");
        using var socket = await _backend.ConnectWithTokenAsync("/api/ws/events");
        var restored = await RestoreAsync(backup, 200);
        Assert.Equal(1, (int)restored["items"]!);
        Assert.Equal(kept, (string?)(await _backend.GetAsync("/api/items/" + kept))["id"]);
        await _backend.ProblemAsync(HttpMethod.Get, "/api/items/" + later, null, 404, "item_not_found");
        Assert.Empty((await _backend.PostAsync("/api/search", "{\"query\":\"badgers\"}", 200))["results"]!.AsArray());
        await TestBackend.UntilAsync(async () => (string?)(await TestBackend.ReceiveAsync(socket))?["type"] == "library_reloaded", "the library is told to be another");
        // It goes on to be used.
        await _backend.CreateSearchableAsync("And written again.");
        // What was there is a backup as well.
        var aside = await File.ReadAllBytesAsync((string)restored["set_aside"]!);
        Assert.Equal(2, (int)(await RestoreAsync(aside, 200))["items"]!);
        await _backend.GetAsync("/api/items/" + later);
        Assert.Empty(Directory.GetFiles(_backend.Folder.Transfers));
    }

    [Theory]
    [InlineData("text")]
    [InlineData("empty")]
    [InlineData("cut")]
    [InlineData("flipped")]
    [InlineData("newer")]
    [InlineData("trigger")]
    [InlineData("view")]
    [InlineData("column")]
    [InlineData("another database")]
    public async Task A_hostile_file_is_refused_and_the_library_is_as_it_was(string what)
    {
        var id = await _backend.CreateSearchableAsync("A note about otters.");
        var file = Path.Combine(_backend.Folder.Root, "hostile");
        await File.WriteAllBytesAsync(file, await BackUpAsync());
        Spoil(file, what);
        var before = _backend.LastChange;
        var problem = await RestoreAsync(await File.ReadAllBytesAsync(file), what == "newer" ? 409 : 422);
        Assert.Equal(what == "newer" ? "schema_too_new" : "backup_invalid", (string?)problem["code"]);
        Assert.DoesNotContain(_backend.Folder.Root, (string)problem["detail"]!, StringComparison.Ordinal);
        Assert.Equal(before, _backend.LastChange);
        Assert.Equal("A note about otters.", (string?)(await _backend.GetAsync("/api/items/" + id))["content"]);
        Assert.Empty(Directory.GetFiles(_backend.Folder.Transfers));
        Assert.Empty(Directory.GetFiles(_backend.Folder.Root, "restore-*"));
        Assert.Empty(Directory.GetFiles(_backend.Folder.Backups));
    }

    [Fact]
    public async Task Only_the_page_itself_or_who_has_the_token_may_ask()
    {
        var before = _backend.LastChange;
        foreach (var path in (string[])["/api/backup", "/api/restore"])
        {
            using var anonymous = await _backend.SendAsync(HttpMethod.Post, path, client: _backend.Anonymous);
            await TestBackend.ProblemAsync(anonymous, 401, "unauthorized");
            using var foreign = await _backend.SendAsync(HttpMethod.Post, path, headers: ("Origin", "http://evil.test"));
            await TestBackend.ProblemAsync(foreign, 403, "forbidden_origin");
            using var get = await _backend.SendAsync(HttpMethod.Get, path);
            await TestBackend.ProblemAsync(get, 405, "method_not_allowed");
        }

        await _backend.ProblemAsync(HttpMethod.Post, "/api/restore", "{}", 415, "unsupported_media_type");
        Assert.Equal(before, _backend.LastChange);
    }

    private static void Spoil(string file, string what)
    {
        switch (what)
        {
            case "text":
                File.WriteAllText(file, new string('t', 5000));
                break;
            case "empty":
                File.WriteAllText(file, "");
                break;
            case "cut":
                using (var stream = new FileStream(file, FileMode.Open)) stream.SetLength(stream.Length / 2 / 4096 * 4096);
                break;
            case "flipped":
                var bytes = File.ReadAllBytes(file);
                // Everywhere: one of them may be in the unused part of a page.
                for (var at = 0; bytes.AsSpan(at).IndexOf("otters"u8) is >= 0 and var found; at += found + 1) Damage.Flip(file, at + found);
                break;
            case "another database":
                File.Delete(file);
                using (var db = Database.Connect(file, SqliteOpenMode.ReadWriteCreate)) db.Execute("CREATE TABLE t (x)");
                break;
            default:
                using (var db = Database.Connect(file))
                {
                    db.Execute(what switch
                    {
                        "newer" => $"PRAGMA user_version = {Migrator.Latest + 1}",
                        "trigger" => "CREATE TRIGGER t AFTER INSERT ON items BEGIN DELETE FROM revisions; END",
                        "view" => "CREATE VIEW v AS SELECT * FROM sessions",
                        _ => "ALTER TABLE items ADD COLUMN more TEXT DEFAULT 'x' CHECK (length(more) < 5)",
                    });
                    // With a digest that is right: whoever makes the file can make that as well.
                    var digest = ContentDigest.Compute(db);
                    db.Execute("UPDATE backup_manifest SET content = ?1, whole = ?2", digest.Content, digest.Whole);
                }

                break;
        }
    }

    private async Task<byte[]> BackUpAsync()
    {
        using var response = await _backend.SendAsync(HttpMethod.Post, "/api/backup");
        Assert.Equal(200, (int)response.StatusCode);
        Assert.Equal("attachment", response.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Empty(Directory.GetFiles(_backend.Folder.Transfers));
        return await response.Content.ReadAsByteArrayAsync();
    }

    private async Task<JsonObject> RestoreAsync(byte[] backup, int status)
    {
        using var content = new ByteArrayContent(backup);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        using var response = await _backend.Client.PostAsync(new Uri(_backend.Origin + "/api/restore"), content);
        var body = await response.Content.ReadAsStringAsync();
        Assert.True(status == (int)response.StatusCode, $"{(int)response.StatusCode}: {body}");
        return JsonNode.Parse(body)!.AsObject();
    }
}
