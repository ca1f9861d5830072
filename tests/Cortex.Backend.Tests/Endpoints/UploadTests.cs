using System.Net.Http.Headers;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using Cortex.Engine.Tests.Knowledge.Parsing.Files;

namespace Cortex.Backend.Tests.Endpoints;

public sealed class UploadTests : IAsyncLifetime
{
    private static readonly byte[] Letter = TestFiles.Docx(TestFiles.Paragraph("The committee bought a heliograph."));
    private TestBackend _backend = null!;

    public async Task InitializeAsync() => _backend = await TestBackend.StartAsync();

    public async Task DisposeAsync() => await _backend.DisposeAsync();

    [Fact]
    public async Task Files_are_kept_in_their_order_and_a_bad_one_does_not_stop_the_rest()
    {
        var result = await SendAsync(Field("tags", "one"), Field("tags", "two"), Field("title", "Minutes"), File("minutes.docx", Letter), File("notes.md", "# Bees\n\nThey dance.\n"u8.ToArray()),
            File("broken.pdf", "no pdf"u8.ToArray()), File(".env", "SECRET=1"u8.ToArray()), File("id.txt", "-----BEGIN OPENSSH PRIVATE KEY-----\nx"u8.ToArray()), File("a.log", [65, 0, 2]), File("empty.txt", []), File("old.doc", [1]));
        var files = result["files"]!.AsArray();
        Assert.Equal((2, 0, 6), ((int)result["created"]!, (int)result["unchanged"]!, (int)result["failed"]!));
        Assert.Equal(["minutes.docx", "notes.md", "broken.pdf", ".env", "id.txt", "a.log", "empty.txt", "old.doc"], files.Select(file => (string)file!["name"]!));
        Assert.Equal([null, null, "unreadable_content", "looks_secret", "looks_secret", "binary_content", "no_text", "unsupported_format"], files.Select(file => (string?)file!["error"]?["code"]));
        var minutes = files[0]!["item"]!;
        Assert.Equal(("Minutes", "file", "upload"), ((string)minutes["title"]!, (string)minutes["content_type"]!, (string)minutes["source"]!));
        Assert.Equal(["one", "two"], minutes["tags"]!.AsArray().Select(tag => (string)tag!));
        Assert.Equal(Letter.Length, (int)minutes["original"]!["size_bytes"]!);
        Assert.Null(files[1]!["item"]!["original"]);
        await _backend.UntilCompletedAsync((string)minutes["id"]!);
        Assert.Contains("heliograph", (string)(await _backend.GetAsync("/api/items/" + minutes["id"]))["text"]!, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_backend.Folder.Transfers));
    }

    [Fact]
    public async Task The_same_file_again_is_unchanged_and_takes_more_tags()
    {
        var first = await SendAsync(Field("tags", "one"), File("letter.docx", Letter));
        var second = await SendAsync(File("letter.docx", Letter), Field("tags", "two"));
        Assert.Equal("unchanged", (string?)second["files"]![0]!["outcome"]);
        Assert.Equal((string)first["files"]![0]!["item"]!["id"]!, (string)second["files"]![0]!["item"]!["id"]!);
        Assert.Equal(["one", "two"], second["files"]![0]!["item"]!["tags"]!.AsArray().Select(tag => (string)tag!));
        var renamed = await SendAsync(File("other.docx", Letter));
        Assert.Equal("created", (string?)renamed["files"]![0]!["outcome"]);
    }

    [Fact]
    public async Task The_original_comes_back_byte_for_byte_and_is_never_shown()
    {
        var sent = File("ein „Brief“.docx", Letter);
        sent.Content.Headers.ContentType = MediaTypeHeaderValue.Parse("text/html");
        var id = (string)(await SendAsync(sent))["files"]![0]!["item"]!["id"]!;
        using var response = await _backend.SendAsync(HttpMethod.Get, $"/api/items/{id}/original");
        Assert.Equal(Letter, await response.Content.ReadAsByteArrayAsync());
        Assert.Equal("application/octet-stream", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal("attachment", response.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal("ein „Brief“.docx", response.Content.Headers.ContentDisposition.FileNameStar);
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        var note = (string)(await _backend.CreateAsync("a note"))["id"]!;
        await _backend.ProblemAsync(HttpMethod.Get, $"/api/items/{note}/original", null, 404, "not_found");
        await _backend.ProblemAsync(HttpMethod.Get, "/api/items/01890000-0000-7000-8000-000000000000/original", null, 404, "item_not_found");
    }

    [Theory]
    [InlineData("../../etc/passwd.md", "passwd.md")]
    [InlineData("C:\\Users\\me\\notes.md", "notes.md")]
    [InlineData("..", "document")]
    [InlineData("a\u202Etxt.md", "atxt.md")]
    [InlineData("dir/", "document")]
    public async Task A_hostile_name_is_only_a_name(string sent, string kept) =>
        Assert.Equal(kept, (string?)(await SendAsync(File(sent, "text about otters"u8.ToArray())))["files"]![0]!["name"]);

    [Fact]
    public async Task A_name_without_end_is_cut_and_keeps_its_extension()
    {
        var name = (string)(await SendAsync(File(new string('x', 10_000) + ".md", "# Otters\n"u8.ToArray())))["files"]![0]!["name"]!;
        Assert.Equal(200, name.Length);
        Assert.EndsWith("x.md", name, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_is_kept_while_the_next_is_still_on_its_way()
    {
        using var socket = await _backend.ConnectWithTokenAsync("/api/ws/events");
        var release = new TaskCompletionSource();
        var content = new StreamedContent(async stream =>
        {
            await stream.WriteAsync("--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"one.md\"\r\n\r\nfirst\r\n--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"two.md\"\r\n\r\nsec"u8.ToArray());
            await stream.FlushAsync();
            await release.Task;
            await stream.WriteAsync("ond\r\n--b--\r\n"u8.ToArray());
        });
        content.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=b");
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_backend.Origin + "/api/import")) { Content = content };
        var sending = _backend.Client.SendAsync(request);
        Assert.Equal("item_created", (string?)(await TestBackend.ReceiveAsync(socket))!["type"]);
        Assert.False(sending.IsCompleted);
        release.SetResult();
        using var response = await sending;
        Assert.Equal(2, (int)(await JsonAsync(response))["created"]!);
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, TestBackend.Soon());
    }

    [Fact]
    public async Task What_is_no_multipart_body_is_told_and_what_came_before_its_end_is_kept()
    {
        foreach (var (type, body) in ((string, string)[])[("multipart/form-data", "x"), ("multipart/form-data; boundary=" + new string('b', 71), "x"), ("multipart/form-data; boundary=b", "nothing"), ("multipart/form-data; boundary=b", "--b\r\nX: 1\r\n\r\n1\r\n--b--\r\n")])
            await TestBackend.ProblemAsync(await RawAsync(type, body), 400, "invalid_argument");
        await TestBackend.ProblemAsync(await RawAsync("multipart/form-data; boundary=b", "--b--\r\n"), 422, "validation_failed");
        var cut = await JsonAsync(await RawAsync("multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"one.md\"\r\n\r\nfirst\r\n--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"two.md\"\r\n\r\ncut o"));
        Assert.Equal((1, 1), ((int)cut["created"]!, (int)cut["failed"]!));
        Assert.Empty(Directory.GetFiles(_backend.Folder.Transfers));
    }

    [Fact]
    public async Task A_file_over_the_limit_is_left_out_and_the_rest_is_kept()
    {
        await _backend.PutAsync("/api/settings", "{\"settings\":{\"max_file_mib\":\"1\"}}");
        var result = await SendAsync(File("large.txt", Encoding.ASCII.GetBytes(new string('x', 1024 * 1024 + 1))), File("small.txt", "small"u8.ToArray()));
        Assert.Equal(["exceeds_limits", null], result["files"]!.AsArray().Select(file => (string?)file!["error"]?["code"]));
        Assert.Equal(1, (int)result["created"]!);
    }

    [Fact]
    public async Task L3_files_of_another_site_or_of_nobody_are_refused()
    {
        var before = _backend.LastChange;
        foreach (var (name, value) in ((string, string)[])[("Origin", "http://evil.test"), ("Origin", "null"), ("Sec-Fetch-Site", "cross-site")])
        {
            using var request = Request(File("a.md", "planted"u8.ToArray()));
            request.Headers.Add(name, value);
            await TestBackend.ProblemAsync(await _backend.Client.SendAsync(request), 403, "forbidden_origin");
        }

        using var anonymous = Request(File("a.md", "planted"u8.ToArray()));
        await TestBackend.ProblemAsync(await _backend.Anonymous.SendAsync(anonymous), 401, "unauthorized");
        Assert.Equal(before, _backend.LastChange);
    }

    private static (string Field, string? Name, HttpContent Content) Field(string name, string value) => (name, null, new StringContent(value));

    private static (string Field, string? Name, HttpContent Content) File(string name, byte[] bytes) => ("files", name, new ByteArrayContent(bytes));

    private HttpRequestMessage Request(params (string Field, string? Name, HttpContent Content)[] parts)
    {
        var form = new MultipartFormDataContent();
        foreach (var (field, name, content) in parts)
        {
            // As a browser writes it: the name as UTF-8 in quotes.
            content.Headers.TryAddWithoutValidation("Content-Disposition", $"form-data; name=\"{field}\"" + (name is null ? "" : $"; filename*=UTF-8''{Uri.EscapeDataString(name)}"));
            form.Add(content);
        }

        return new HttpRequestMessage(HttpMethod.Post, new Uri(_backend.Origin + "/api/import")) { Content = form };
    }

    private async Task<JsonObject> SendAsync(params (string Field, string? Name, HttpContent Content)[] parts)
    {
        using var request = Request(parts);
        using var response = await _backend.Client.SendAsync(request);
        return await JsonAsync(response);
    }

    private Task<HttpResponseMessage> RawAsync(string mediaType, string body)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.TryAddWithoutValidation("Content-Type", mediaType);
        return _backend.Client.PostAsync(new Uri(_backend.Origin + "/api/import"), content);
    }

    private static async Task<JsonObject> JsonAsync(HttpResponseMessage response)
    {
        var body = await response.Content.ReadAsStringAsync();
        Assert.True((int)response.StatusCode == 200, $"{(int)response.StatusCode}: {body}");
        return JsonNode.Parse(body)!.AsObject();
    }

    private sealed class StreamedContent(Func<Stream, Task> write) : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context) => write(stream);

        protected override bool TryComputeLength(out long length)
        {
            length = -1;
            return false;
        }
    }
}
