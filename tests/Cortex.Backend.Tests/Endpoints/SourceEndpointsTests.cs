using System.Text.Json;

namespace Cortex.Backend.Tests.Endpoints;

public sealed class SourceEndpointsTests : IAsyncLifetime
{
    private readonly string _files = Directory.CreateTempSubdirectory("cortex-source-").FullName;
    private TestBackend _backend = null!;

    public async Task InitializeAsync() => _backend = await TestBackend.StartAsync();

    public async Task DisposeAsync()
    {
        await _backend.DisposeAsync();
        Directory.Delete(_files, recursive: true);
    }

    [Fact]
    public async Task A_folder_that_is_added_is_watched_from_then_on()
    {
        Write("a.md", "First.");
        Write(".env", "KEY=1");
        var added = await _backend.PostAsync("/api/sources", Body(_files, "work"), 201);
        var id = (long)added["id"]!;
        Assert.Equal((_files, "work"), ((string)added["path"]!, (string)added["tags"]![0]!));
        await TestBackend.UntilAsync(async () => (long)(await _backend.GetAsync("/api/items"))["total"]! == 1, "the file that was there");
        Write("b.md", "Second.");
        await TestBackend.UntilAsync(async () => (long)(await _backend.GetAsync("/api/items?tag=work"))["total"]! == 2, "the file that came later");
        File.Delete(Path.Combine(_files, "a.md"));
        await TestBackend.UntilAsync(async () => (long)(await Source())["vanished"]! == 1, "the file that is gone");
        var source = await _backend.GetAsync($"/api/sources/{id}");
        Assert.Equal(("watched", 1, ".env", "secret"), ((string)source["state"]!, (int)source["skipped"]!["secret"]!, (string)source["skipped_files"]![0]!["path"]!, (string)source["skipped_files"]![0]!["reason"]!));
        var events = (await _backend.GetAsync("/api/events?limit=1000"))["events"]!.AsArray();
        Assert.Contains(events, change => (string)change!["type"]! == "sources_changed");
    }

    [Fact]
    public async Task A_folder_can_be_gone_through_at_once_and_forgotten()
    {
        Write("a.md", "First.");
        var id = (long)(await _backend.PostAsync("/api/sources", Body(_files), 201))["id"]!;
        var report = await _backend.PostAsync($"/api/sources/{id}/sync", "", 200);
        Assert.Equal(1, (int)report["created"]! + (int)report["unchanged"]!);
        using (var answer = await _backend.SendAsync(HttpMethod.Delete, $"/api/sources/{id}")) Assert.Equal(204, (int)answer.StatusCode);
        Assert.Empty((await _backend.GetAsync("/api/sources"))["sources"]!.AsArray());
        Assert.Equal(1, (long)(await _backend.GetAsync("/api/items"))["total"]!);
    }

    [Fact]
    public async Task What_is_no_folder_of_this_machine_is_refused()
    {
        foreach (var path in new[] { "", "notes", "../notes", "/a\0b" }) Assert.Equal(["path"], await _backend.InvalidFieldsAsync(HttpMethod.Post, "/api/sources", Body(path)));
        await _backend.ProblemAsync(HttpMethod.Post, "/api/sources", Body(Path.Combine(_files, "none")), 422, "file_not_readable");
        await _backend.ProblemAsync(HttpMethod.Post, "/api/sources", Body(_backend.Folder.Root), 400, "invalid_argument");
        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Delete }) await _backend.ProblemAsync(method, "/api/sources/77", null, 404, "not_found");
        await _backend.ProblemAsync(HttpMethod.Post, "/api/sources/77/sync", null, 404, "not_found");
    }

    private async Task<System.Text.Json.Nodes.JsonNode> Source() => (await _backend.GetAsync("/api/sources"))["sources"]![0]!;

    private void Write(string name, string content) => File.WriteAllText(Path.Combine(_files, name), content);

    private static string Body(string path, params string[] tags) => JsonSerializer.Serialize(new { path, tags });
}
