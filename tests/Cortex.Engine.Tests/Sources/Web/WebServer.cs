using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Cortex.Engine.Tests.Sources.Web;

/// <summary>A web server on every address of this machine that answers byte for byte what a test says, be it HTTP or not.</summary>
internal sealed class WebServer : IAsyncDisposable
{
    private readonly TcpListener _listener = TcpListener.Create(0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentBag<Task> _tasks = [];
    private readonly Func<WebRequest, Stream, CancellationToken, Task> _answer;

    private WebServer(Func<WebRequest, Stream, CancellationToken, Task> answer)
    {
        _answer = answer;
        _listener.Start();
        _tasks.Add(AcceptAsync());
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;
    public ConcurrentQueue<WebRequest> Requests { get; } = new();

    /// <summary>How often somebody connected, be it to say nothing.</summary>
    public int Connections { get; private set; }
    public IEnumerable<string> Paths => Requests.Select(request => request.Path);

    public static WebServer Start(Func<WebRequest, Stream, CancellationToken, Task> answer) => new(answer);

    /// <summary>Answers each path with a whole response; others with 404.</summary>
    public static WebServer Start(Func<WebRequest, string?> answer) => new(async (request, stream, stop) => await stream.WriteAsync(Encoding.UTF8.GetBytes(answer(request) ?? Status(404)), stop));

    public static WebServer Start(string page) => Start(_ => Html(page));

    public string Url(string path = "/", string host = "127.0.0.1") => string.Create(CultureInfo.InvariantCulture, $"http://{host}:{Port}{path}");

    public static string Html(string page, string headers = "") => Ok("text/html; charset=utf-8", page, headers);

    public static string Ok(string type, string body, string headers = "") =>
        string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 200 OK\r\n{(type.Length > 0 ? $"Content-Type: {type}\r\n" : "")}{headers}Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");

    public static string Status(int status, string headers = "", string body = "") =>
        string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {status} X\r\n{headers}Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");

    public static string Redirect(string location, int status = 302) => Status(status, $"Location: {location}\r\n");

    public static byte[] Bytes(string head, byte[] body) => [.. Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 200 OK\r\n{head}Content-Length: {body.Length}\r\n\r\n")), .. body];

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        foreach (var task in _tasks) await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            var client = await _listener.AcceptTcpClientAsync(_stop.Token);
            Connections++;
            _tasks.Add(Task.Run(() => ServeAsync(client)));
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var _ = client;
        await using var stream = client.GetStream();
        var head = new StringBuilder();
        var buffer = new byte[4096];
        while (!head.ToString().Contains("\r\n\r\n", StringComparison.Ordinal))
        {
            var read = await stream.ReadAsync(buffer, _stop.Token);
            if (read == 0) return;
            if (head.Length == 0 && buffer[0] == 0x16)
            {
                // TLS, which it does not speak.
                await stream.WriteAsync(Encoding.ASCII.GetBytes(Status(400)), _stop.Token);
                return;
            }

            head.Append(Encoding.UTF8.GetString(buffer, 0, read));
        }

        var local = ((IPEndPoint)client.Client.LocalEndPoint!).Address;
        var request = new WebRequest(head.ToString().Split(' ')[1], head.ToString(), local.IsIPv4MappedToIPv6 ? local.MapToIPv4() : local);
        Requests.Enqueue(request);
        await _answer(request, stream, _stop.Token);
        await stream.FlushAsync(_stop.Token);
        client.Client.Shutdown(SocketShutdown.Send);
        // Until the other side has read it all: closing at once could cut it off.
        while (await stream.ReadAsync(buffer, _stop.Token) > 0)
        {
        }
    }
}

/// <param name="Local">The address of this machine that was connected to.</param>
internal sealed record WebRequest(string Path, string Head, IPAddress Local)
{
    public string? Header(string name) => Head.Split("\r\n").Skip(1).Where(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase)).Select(line => line[(name.Length + 1)..].Trim()).FirstOrDefault();
}
