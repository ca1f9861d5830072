using System.Text.Json;

namespace Cortex.Backend.Tests.Endpoints;

public sealed class ProcessingEndpointsTests
{
    [Fact]
    public async Task The_queue_counts_items_and_shows_the_jobs_that_are_open()
    {
        await using var backend = await TestBackend.StartAsync(new BackendOptions { RunJobs = false });
        foreach (var i in Enumerable.Range(0, 3)) await backend.CreateAsync($"note {i}");
        var queue = await backend.GetAsync("/api/processing/queue?limit=2");
        Assert.Equal(["total", "pending", "processing", "completed", "failed", "skipped", "runner_active", "stages", "jobs", "embedding", "pause", "power"], queue.Select(field => field.Key));
        Assert.Equal((3, 3, 0, 0, 0), ((long)queue["total"]!, (long)queue["pending"]!, (long)queue["processing"]!, (long)queue["completed"]!, (long)queue["failed"]!));
        Assert.Equal("""{"words":{"waiting":3,"running":0,"done":0,"skipped":0,"failed":0},"meaning":{"waiting":3,"running":0,"done":0,"skipped":0,"failed":0},"extraction":{"waiting":3,"running":0,"done":0,"skipped":0,"failed":0},"connections":{"waiting":3,"running":0,"done":0,"skipped":0,"failed":0}}""", queue["stages"]!.ToJsonString());
        Assert.Equal(["note 2", "note 2"], queue["jobs"]!.AsArray().Select(job => (string)job!["title"]!));
        Assert.Equal(["item_id", "title", "stage", "status", "attempts", "reason", "not_before"], queue["jobs"]![0]!.AsObject().Select(field => field.Key));
        Assert.False((bool)queue["runner_active"]!);
        Assert.Equal("""{"model":null,"dimensions":null,"waiting":3,"seconds_left":null,"rebuild":null,"trouble":null}""", queue["embedding"]!.ToJsonString());
        Assert.Empty((await backend.GetAsync("/api/processing/queue?limit=0"))["jobs"]!.AsArray());
        Assert.Equal(["limit"], await backend.InvalidFieldsAsync(HttpMethod.Get, "/api/processing/queue?limit=1001"));
        Assert.Equal(["limit"], await backend.InvalidFieldsAsync(HttpMethod.Get, "/api/processing/queue?limit=-1"));
    }

    [Fact]
    public async Task The_background_is_paused_and_resumed()
    {
        await using var backend = await TestBackend.StartAsync(new BackendOptions { RunJobs = false });
        Assert.Equal("""{"paused":false,"until":null}""", (await backend.GetAsync("/api/processing/queue"))["pause"]!.ToJsonString());
        var before = TimeProvider.System.GetUtcNow().UtcDateTime;
        var paused = await backend.PostAsync("/api/processing/pause", """{"minutes":90}""");
        Assert.InRange((DateTime)paused["until"]!, before.AddMinutes(89), before.AddMinutes(92));
        Assert.Equal(paused.ToJsonString(), (await backend.GetAsync("/api/processing/queue"))["pause"]!.ToJsonString());
        Assert.Equal("""{"paused":true,"until":null}""", (await backend.ReadAsync(HttpMethod.Post, "/api/processing/pause", null, 200)).ToJsonString());
        Assert.Equal("""{"paused":false,"until":null}""", (await backend.ReadAsync(HttpMethod.Post, "/api/processing/resume", null, 200)).ToJsonString());
        foreach (var minutes in (string[])["0", "-1", "527041"]) Assert.Equal(["minutes"], await backend.InvalidFieldsAsync(HttpMethod.Post, "/api/processing/pause", $$"""{"minutes":{{minutes}}}"""));
    }

    [Fact]
    public async Task An_empty_library_counts_nothing()
    {
        await using var backend = await TestBackend.StartAsync();
        var queue = await backend.GetAsync("/api/processing/queue");
        Assert.Equal((0, 0), ((long)queue["total"]!, (long)queue["pending"]!));
        await TestBackend.UntilAsync(async () => (bool)(await backend.GetAsync("/api/processing/queue"))["runner_active"]!, "the runner");
    }

    [Fact]
    public async Task Failed_jobs_are_tried_again()
    {
        await using var backend = await TestBackend.StartAsync(new BackendOptions { RunJobs = false });
        var (one, other) = ((string)(await backend.CreateAsync("one"))["id"]!, (string)(await backend.CreateAsync("other"))["id"]!);
        backend.Server.Engine.Database.Writer.Run(Engine.Storage.Durability.Captured, db => { db.Execute("UPDATE jobs SET status = 'failed', reason = 'made to fail', attempts = 5 WHERE stage = 'words'"); });
        Assert.Equal(("failed", "made to fail"), ((string)(await backend.GetAsync("/api/items/" + one))["processing_status"]!, (string)(await backend.GetAsync("/api/items/" + one))["error"]!));
        Assert.Equal("made to fail", (string?)(await backend.GetAsync("/api/processing/queue"))["jobs"]![0]!["reason"]);
        Assert.Equal(1, (int)(await backend.PostAsync("/api/processing/retry", $"{{\"item_ids\":[\"{one}\"]}}"))["retried"]!);
        Assert.Equal("pending", (string?)(await backend.GetAsync("/api/items/" + one))["processing_status"]);
        Assert.Equal("failed", (string?)(await backend.GetAsync("/api/items/" + other))["processing_status"]);
        Assert.Equal(1, (int)(await backend.ReadAsync(HttpMethod.Post, "/api/processing/retry", null, 200))["retried"]!);
        Assert.Equal(0, (int)(await backend.PostAsync("/api/processing/retry", "{}"))["retried"]!);
        Assert.Equal(0, (int)(await backend.PostAsync("/api/processing/retry", "{\"item_ids\":[]}"))["retried"]!);
        await backend.ProblemAsync(HttpMethod.Post, "/api/processing/retry", "{\"item_ids\":[\"x\"]}", 404, "item_not_found");
        Assert.Equal(["item_ids"], await backend.InvalidFieldsAsync(HttpMethod.Post, "/api/processing/retry", "{\"item_ids\":\"x\"}"));
        Assert.Equal(["item_ids[0]"], await backend.InvalidFieldsAsync(HttpMethod.Post, "/api/processing/retry", "{\"item_ids\":[null]}"));
        Assert.Equal(["item_ids"], await backend.InvalidFieldsAsync(HttpMethod.Post, "/api/processing/retry", JsonSerializer.Serialize(new { item_ids = Enumerable.Repeat(one, 1001) })));
    }

    [Fact]
    public async Task Events_are_read_on_from_a_number()
    {
        await using var backend = await TestBackend.StartAsync();
        var id = await backend.CreateSearchableAsync("An event.");
        await backend.PutAsync("/api/settings", "{\"settings\":{\"trash_days\":\"10\"}}");
        using (await backend.SendAsync(HttpMethod.Delete, "/api/items/" + id))
        {
            // Deleted.
        }

        var page = await backend.GetAsync("/api/events");
        var events = page["events"]!.AsArray();
        Assert.Equal(["item_created", "stage_changed", "stage_changed", "stage_changed", "stage_changed", "settings_changed", "item_deleted"], events.Select(each => (string)each!["type"]!));
        Assert.Equal(events.Select(each => (long)each!["seq"]!).Order().Distinct(), events.Select(each => (long)each!["seq"]!));
        Assert.Equal((long)page["last_seq"]!, (long)events[^1]!["seq"]!);
        Assert.Equal(["type", "item_id", "stage", "status", "reason", "processing_status", "seq"], events[1]!.AsObject().Select(field => field.Key));
        Assert.Equal(["item_deleted"], (await backend.GetAsync($"/api/events?after={(long)page["last_seq"]! - 1}"))["events"]!.AsArray().Select(each => (string)each!["type"]!));
        Assert.Empty((await backend.GetAsync($"/api/events?after={page["last_seq"]}"))["events"]!.AsArray());
        Assert.Equal(["item_created"], (await backend.GetAsync("/api/events?limit=1"))["events"]!.AsArray().Select(each => (string)each!["type"]!));
        Assert.Equal(["library_reloaded"], (await backend.GetAsync("/api/events?after=9223372036854775807"))["events"]!.AsArray().Select(each => (string)each!["type"]!));
        foreach (var wrong in (string[])["-1", "007", "", "1.5", "9223372036854775808", "x"]) Assert.Equal(["after"], await backend.InvalidFieldsAsync(HttpMethod.Get, "/api/events?after=" + wrong));
    }
}
