using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Cortex.Contract.Errors;
using Cortex.Engine.Network;
using Cortex.Engine.Sources.Web;
using Cortex.Engine.Tests.Storage;

namespace Cortex.Engine.Tests.Sources.Web;

public sealed class PageFetcherTests
{
    private readonly Fetching _web = new();

    [Fact]
    public async Task A_page_is_asked_for_by_a_stranger_that_says_its_name()
    {
        await using var server = WebServer.Start(request => request.Path == "/start" ? WebServer.Status(302, "Location: /page\r\nSet-Cookie: a=b\r\n") : WebServer.Html("<p>x</p>", "ETag: \"e1\"\r\nLast-Modified: Tue, 05 Mar 2024 10:00:00 GMT\r\n"));
        var page = await _web.GetAsync(server.Url("/start", "public.test"));
        Assert.Equal((200, "text/html", "utf-8", "\"e1\"", "Tue, 05 Mar 2024 10:00:00 GMT"), (page.Status, page.MediaType, page.Charset, page.ETag, page.LastModified));
        Assert.Equal((server.Url("/start", "public.test"), server.Url("/page", "public.test")), (page.Asked.AbsoluteUri, page.Address.AbsoluteUri));
        foreach (var request in server.Requests)
        {
            Assert.Contains($"Cortex/{CortexVersion.Current}", request.Header("User-Agent"), StringComparison.Ordinal);
            Assert.StartsWith("text/html", request.Header("Accept"), StringComparison.Ordinal);
            Assert.Equal($"public.test:{server.Port}", request.Header("Host"));
            foreach (var absent in new[] { "Cookie", "Referer", "Authorization", "traceparent", "From" }) Assert.Null(request.Header(absent));
        }
    }

    [Fact]
    public async Task Each_request_is_recorded_with_what_it_brought()
    {
        await using var server = WebServer.Start(request => request.Path == "/start" ? WebServer.Redirect("/page") : WebServer.Html("<p>x</p>"));
        await _web.GetAsync(server.Url("/start", "public.test"));
        Assert.Equal([(302, 0L), (200, 8L)], _web.Log.Select(request => (request.Status!.Value, request.Received)));
        Assert.All(_web.Log, request => Assert.Equal(($"public.test:{server.Port}", NetworkPurpose.Page), (request.Host, request.Purpose)));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    public async Task A_packed_page_is_unpacked_and_a_bomb_is_not(string encoding)
    {
        await using var server = WebServer.Start((request, stream, stop) =>
        {
            var content = request.Path == "/bomb" ? new byte[64 * 1024 * 1024] : "<p>packed</p>"u8.ToArray();
            return stream.WriteAsync(WebServer.Bytes($"Content-Type: text/html\r\nContent-Encoding: {encoding}\r\n", Pack(content, encoding)), stop).AsTask();
        });
        Assert.Equal("<p>packed</p>", Encoding.UTF8.GetString((await _web.GetAsync(server.Url("/", "public.test"))).Body));
        Assert.Equal(ErrorCode.PageTooLarge, (await _web.FailAsync(server.Url("/bomb", "public.test"))).Code);
        Assert.InRange(_web.Log[^1].Received, _web.Options.MaxBytes, _web.Options.MaxBytes + 100_000);
    }

    [Fact]
    public async Task What_is_packed_twice_or_wrongly_is_refused()
    {
        await using var server = WebServer.Start((request, stream, stop) =>
        {
            var (encoding, body) = request.Path switch
            {
                "/twice" => ("gzip, gzip", Pack(Pack("<p>x</p>"u8.ToArray(), "gzip"), "gzip")),
                "/unknown" => ("compress", "x"u8.ToArray()),
                "/broken" => ("gzip", "no gzip at all, but long enough"u8.ToArray()),
                _ => ("gzip", Pack(new byte[100_000], "gzip")[..60]),
            };
            return stream.WriteAsync(WebServer.Bytes($"Content-Type: text/html\r\nContent-Encoding: {encoding}\r\n", body), stop).AsTask();
        });
        foreach (var path in new[] { "/twice", "/unknown" }) Assert.Equal(ErrorCode.UnsupportedFormat, (await _web.FailAsync(server.Url(path, "public.test"))).Code);
        Assert.Equal(ErrorCode.PageUnreachable, (await _web.FailAsync(server.Url("/broken", "public.test"))).Code);
    }

    [Fact]
    public async Task A_body_without_end_is_cut_off()
    {
        await using var server = WebServer.Start(async (request, stream, stop) =>
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + (request.Path == "/chunks" ? "Transfer-Encoding: chunked\r\n\r\n" : "\r\n")), stop);
            var block = request.Path == "/chunks" ? [.. "10000\r\n"u8, .. new byte[65536], .. "\r\n"u8] : new byte[65536];
            try
            {
                while (true) await stream.WriteAsync(block, stop);
            }
            catch (IOException)
            {
            }
        });
        foreach (var path in new[] { "/chunks", "/close" }) Assert.Equal(ErrorCode.PageTooLarge, (await _web.FailAsync(server.Url(path, "public.test"))).Code);
    }

    [Fact]
    public async Task A_body_that_says_how_large_it_is_is_refused_before_it_comes()
    {
        await using var server = WebServer.Start((_, stream, stop) => stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 99999999\r\n\r\n"u8.ToArray(), stop).AsTask());
        Assert.Equal(ErrorCode.PageTooLarge, (await _web.FailAsync(server.Url("/", "public.test"))).Code);
        Assert.Equal(0, _web.Log.Single().Received);
    }

    [Theory]
    [InlineData("", 16)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: te", 16)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 100\r\n\r\n<p>begun", 31)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nbegun\r\n", 31)]
    public async Task A_server_that_does_not_come_to_an_end_is_left(string begins, int seconds)
    {
        var time = new ManualTime();
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = WebServer.Start(async (_, stream, stop) =>
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(begins), stop);
            begun.SetResult();
            await Task.Delay(Timeout.Infinite, stop);
        });
        var web = new Fetching { Time = time };
        var failing = web.FailAsync(server.Url("/", "public.test"));
        await begun.Task;
        time.Advance(TimeSpan.FromSeconds(seconds));
        Assert.Equal(ErrorCode.PageTimedOut, (await failing).Code);
    }

    [Fact]
    public async Task A_person_who_stops_it_is_not_told_of_a_time_out()
    {
        using var stop = new CancellationTokenSource();
        await using var server = WebServer.Start(async (_, _, end) =>
        {
            await stop.CancelAsync();
            await Task.Delay(Timeout.Infinite, end);
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _web.GetAsync(server.Url("/", "public.test"), stop.Token));
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 1000\r\n\r\n<p>not all")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\nff\r\n<p>not all")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nx\r\n0\r\n\r\n")]
    [InlineData("HTTP/1.1 banana\r\n\r\n")]
    [InlineData("HTTP/9.9 200 OK\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nno header at all\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\n: empty\r\n\r\n")]
    [InlineData("SSH-2.0-OpenSSH_9.6\r\n")]
    [InlineData("")]
    public async Task An_answer_that_is_broken_or_broken_off_is_no_page(string answer)
    {
        await using var server = WebServer.Start(_ => answer);
        var error = await _web.FailAsync(server.Url("/", "public.test"));
        Assert.Equal(ErrorCode.PageUnreachable, error.Code);
        Assert.Contains("public.test", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Headers_without_end_are_not_taken()
    {
        await using var server = WebServer.Start(_ => $"HTTP/1.1 200 OK\r\n{string.Concat(Enumerable.Repeat($"X-Long: {new string('x', 1000)}\r\n", 200))}\r\n");
        var error = await _web.FailAsync(server.Url("/", "public.test"));
        Assert.Equal(ErrorCode.PageUnreachable, error.Code);
        Assert.Contains("more headers", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ten_redirects_are_followed_and_no_more_nor_in_a_circle()
    {
        await using var server = WebServer.Start(request => request.Path switch
        {
            "/circle" => WebServer.Redirect("/back"),
            "/back" => WebServer.Redirect("/circle"),
            "/self" => WebServer.Redirect("/self"),
            "/0" => WebServer.Html("<p>end</p>"),
            _ => WebServer.Redirect($"/{int.Parse(request.Path[1..]) - 1}"),
        });
        Assert.Equal(200, (await _web.GetAsync(server.Url("/10", "public.test"))).Status);
        Assert.Contains("more than 10 times", (await _web.FailAsync(server.Url("/11", "public.test"))).Message, StringComparison.Ordinal);
        foreach (var path in new[] { "/circle", "/self" }) Assert.Contains("circle", (await _web.FailAsync(server.Url(path, "public.test"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_next_address_of_a_host_is_tried_when_one_does_not_answer()
    {
        await using var server = WebServer.Start("<p>x</p>");
        var silent = IPAddress.Parse("fe80::9");
        _web.Options = _web.Options with { Rules = new AddressRules { Except = [Fetching.Public, silent] } };
        _web.Names["two.test"] = new Queue<IPAddress[]>([[silent, Fetching.Public]]);
        Assert.Equal(200, (await _web.GetAsync(server.Url("/", "two.test"))).Status);
    }

    [Fact]
    public async Task What_cannot_be_reached_says_why()
    {
        Assert.Contains("unknown.example is not known", (await _web.FailAsync("http://unknown.example/")).Message, StringComparison.Ordinal);
        int port;
        using (var listener = new TcpListener(IPAddress.Loopback, 0))
        {
            listener.Start();
            port = ((IPEndPoint)listener.LocalEndpoint).Port;
        }

        Assert.Contains($"public.test:{port} does not answer", (await _web.FailAsync($"http://public.test:{port}/")).Message, StringComparison.Ordinal);
        // A server that speaks no TLS.
        await using var server = WebServer.Start("<p>x</p>");
        Assert.Equal(ErrorCode.PageUnreachable, (await _web.FailAsync(server.Url("/", "public.test").Replace("http:", "https:", StringComparison.Ordinal))).Code);
    }

    [Fact]
    public async Task A_body_that_nobody_can_read_is_not_fetched()
    {
        await using var server = WebServer.Start(_ => WebServer.Ok("image/png", "binary"));
        var request = new FetchRequest(new Uri(server.Url("/", "public.test")), NetworkPurpose.Page) { CheckType = (_, type) => throw new CortexException(ErrorCode.UnsupportedFormat, type!) };
        await Assert.ThrowsAsync<CortexException>(() => _web.Fetcher.FetchAsync(request, CancellationToken.None));
        Assert.Equal(0, _web.Log.Single().Received);
    }

    private static byte[] Pack(byte[] content, string encoding)
    {
        using var packed = new MemoryStream();
        using (Stream packing = encoding switch { "br" => new BrotliStream(packed, CompressionLevel.Fastest), "deflate" => new ZLibStream(packed, CompressionLevel.Fastest), _ => new GZipStream(packed, CompressionLevel.Fastest) }) packing.Write(content);
        return packed.ToArray();
    }
}
