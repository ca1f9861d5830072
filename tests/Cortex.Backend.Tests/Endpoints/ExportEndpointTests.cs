using System.IO.Compression;
using System.Text.Json.Nodes;

namespace Cortex.Backend.Tests.Endpoints;

public sealed class ExportEndpointTests
{
    [Fact]
    public async Task The_library_leaves_as_an_archive_and_comes_back_from_it()
    {
        await using var backend = await TestBackend.StartAsync();
        var id = await backend.CreateSearchableAsync("# Otters\n\nThey *swim*.\n", "Otters", "animals");
        using var response = await backend.SendAsync(HttpMethod.Get, "/api/export");
        Assert.Equal((200, "application/zip"), ((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        Assert.Equal("attachment", response.Content.Headers.ContentDisposition!.DispositionType);
        using var zip = new ZipArchive(await response.Content.ReadAsStreamAsync());
        using var note = new StreamReader(zip.Entries.Single(entry => entry.FullName.StartsWith("items/", StringComparison.Ordinal)).Open());
        var text = await note.ReadToEndAsync();
        Assert.Contains($"id: \"{id}\"\ntitle: \"Otters\"\ntags: [\"animals\"]\n", text, StringComparison.Ordinal);
        Assert.EndsWith("---\n\n# Otters\n\nThey *swim*.\n", text, StringComparison.Ordinal);
        var document = JsonNode.Parse(zip.GetEntry("cortex.json")!.Open())!;
        Assert.Equal((id, "cortex-library"), ((string)document["items"]![0]!["id"]!, (string)document["format"]!));
    }

    [Fact]
    public async Task A_client_that_goes_away_ends_the_export()
    {
        await using var backend = await TestBackend.StartAsync();
        var large = new string('x', 4 * 1024 * 1024);
        // What does not pack: the archive must be larger than every buffer on the way.
        var random = new Random(3);
        for (var i = 0; i < 6; i++) await backend.CreateAsync(Convert.ToBase64String(Bytes(random, large.Length)), $"note {i}");
        for (var round = 0; round < 3; round++)
        {
            using var response = await backend.Client.GetAsync(new Uri(backend.Origin + "/api/export"), HttpCompletionOption.ResponseHeadersRead);
            await using var stream = await response.Content.ReadAsStreamAsync();
            await stream.ReadExactlyAsync(new byte[1000]);
        }

        Assert.Equal("healthy", (string?)(await backend.GetAsync("/api/health"))["checks"]!["database"]!["status"]);
        using var whole = await backend.SendAsync(HttpMethod.Get, "/api/export");
        using var zip = new ZipArchive(await whole.Content.ReadAsStreamAsync());
        Assert.Equal(6, zip.Entries.Count(entry => entry.FullName.StartsWith("items/", StringComparison.Ordinal)));
    }

    private static byte[] Bytes(Random random, int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }
}
