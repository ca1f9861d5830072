using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Text;

namespace Cortex.Engine.Tests.Providers;

/// <summary>A server on loopback that answers each request as a test scripted it, byte for byte, faults included, and keeps what it was sent.</summary>
internal sealed class FaultServer : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentBag<Task> _tasks = [];
    private readonly ConcurrentQueue<ScriptedAnswer> _answers = new();
    private readonly ConcurrentDictionary<string, ScriptedAnswer> _always = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Func<ReceivedRequest, ScriptedAnswer>> _made = new(StringComparer.Ordinal);
    private int _connections;

    private FaultServer(IPAddress where)
    {
        _listener = new TcpListener(where, 0);
        _listener.Start();
        Address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/"));
        _tasks.Add(AcceptAsync());
    }

    public Uri Address { get; }
    public ConcurrentQueue<ReceivedRequest> Requests { get; } = new();

    /// <summary>How often somebody connected, be it to say nothing.</summary>
    public int Connections => _connections;

    public static FaultServer Start(params IEnumerable<ScriptedAnswer> answers)
    {
        var server = new FaultServer(IPAddress.Loopback);
        foreach (var answer in answers) server._answers.Enqueue(answer);
        return server;
    }

    /// <summary>One that is no loopback as its address is read, though it leads to this machine: what goes there would leave it, for all that is known.</summary>
    public static FaultServer StartElsewhere() => new(IPAddress.Any);

    /// <summary>Its address as it would be elsewhere: this machine's own on a network, or its name where there is none.</summary>
    public Uri Elsewhere
    {
        get
        {
            var own = NetworkInterface.GetAllNetworkInterfaces().SelectMany(one => one.GetIPProperties().UnicastAddresses).Select(one => one.Address)
                .FirstOrDefault(one => one.AddressFamily == AddressFamily.InterNetwork && !IPAddress.IsLoopback(one));
            return new UriBuilder(Address) { Host = own?.ToString() ?? Dns.GetHostName() }.Uri;
        }
    }

    public void Add(ScriptedAnswer answer) => _answers.Enqueue(answer);

    /// <summary>Answers every request for a path in one way, apart from the script.</summary>
    public void Always(string path, ScriptedAnswer answer) => _always[path] = answer;

    /// <summary>Answers every request for a path by what it says.</summary>
    public void Always(string path, Func<ReceivedRequest, ScriptedAnswer> make) => _made[path] = make;

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
            client.NoDelay = true;
            Interlocked.Increment(ref _connections);
            _tasks.Add(Task.Run(() => ServeAsync(client)));
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var _ = client;
        await using var stream = client.GetStream();
        while (await ReadAsync(stream) is { } request)
        {
            Requests.Enqueue(request);
            var answer = _made.TryGetValue(request.Path, out var make) ? make(request) : null;
            if (answer is null && !_always.TryGetValue(request.Path, out answer) && !_answers.TryDequeue(out answer)) answer = ScriptedAnswer.Json("""{"error":{"message":"the test scripted no answer"}}""", 500);
            if (!await AnswerAsync(stream, answer)) return;
        }
    }

    // False: the connection is over.
    private async Task<bool> AnswerAsync(NetworkStream stream, ScriptedAnswer answer)
    {
        if (answer.Before is { } before) await WaitAsync(stream, answer, before);
        var head = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {answer.Status} X\r\nContent-Type: {answer.ContentType}\r\nTransfer-Encoding: chunked\r\n"));
        foreach (var (name, value) in answer.Headers) head.Append(name).Append(": ").Append(value).Append("\r\n");
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head.Append("\r\n").ToString()), _stop.Token);
        foreach (var step in answer.Steps)
        {
            switch (step)
            {
                case ScriptedAnswer.Send { Bytes: { Length: > 0 } bytes }:
                    await stream.WriteAsync((byte[])[.. Encoding.ASCII.GetBytes(bytes.Length.ToString("x", CultureInfo.InvariantCulture) + "\r\n"), .. bytes, (byte)'\r', (byte)'\n'], _stop.Token);
                    break;
                case ScriptedAnswer.Wait wait:
                    await WaitAsync(stream, answer, wait.Gate);
                    break;
                case ScriptedAnswer.Stall:
                    await UntilLeftAsync(stream, answer);
                    return false;
                case ScriptedAnswer.Cut:
                    return false;
            }
        }

        await stream.WriteAsync("0\r\n\r\n"u8.ToArray(), _stop.Token);
        return true;
    }

    private async Task WaitAsync(NetworkStream stream, ScriptedAnswer answer, Gate gate)
    {
        using var opened = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        var pass = gate.PassAsync(_stop.Token);
        var left = UntilLeftAsync(stream, answer, opened.Token);
        await Task.WhenAny(pass, left);
        await opened.CancelAsync();
        await left.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!answer.ClientLeft.IsCompleted) await pass;
    }

    private Task UntilLeftAsync(NetworkStream stream, ScriptedAnswer answer) => UntilLeftAsync(stream, answer, _stop.Token);

    private static async Task UntilLeftAsync(NetworkStream stream, ScriptedAnswer answer, CancellationToken cancellation)
    {
        try
        {
            // A client has nothing to say before it has its answer.
            _ = await stream.ReadAsync(new byte[1], cancellation);
        }
        catch (IOException)
        {
            // It went without a word.
        }

        answer.Leave();
    }

    private async Task<ReceivedRequest?> ReadAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await stream.ReadAsync(one, _stop.Token) == 0) return null;
            head.Append((char)one[0]);
        }

        var lines = head.ToString().Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var headers = lines.Skip(1).Select(line => line.Split(':', 2)).GroupBy(pair => pair[0].Trim(), StringComparer.OrdinalIgnoreCase)
            .ToDictionary(group => group.Key, group => string.Join(", ", group.Select(pair => pair[1].Trim())), StringComparer.OrdinalIgnoreCase);
        var body = headers.ContainsKey("Transfer-Encoding") ? await ReadChunksAsync(stream) : await ReadExactlyAsync(stream, int.Parse(headers.GetValueOrDefault("Content-Length", "0"), CultureInfo.InvariantCulture));
        var first = lines[0].Split(' ');
        return new ReceivedRequest(first[0], first[1], headers, Encoding.UTF8.GetString(body));
    }

    private async Task<byte[]> ReadChunksAsync(NetworkStream stream)
    {
        var body = new List<byte>();
        while (true)
        {
            var line = new StringBuilder();
            while (!line.ToString().EndsWith("\r\n", StringComparison.Ordinal)) line.Append((char)(await ReadExactlyAsync(stream, 1))[0]);
            var length = int.Parse(line.ToString().Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            body.AddRange(await ReadExactlyAsync(stream, length));
            await ReadExactlyAsync(stream, 2);
            if (length == 0) return [.. body];
        }
    }

    private async Task<byte[]> ReadExactlyAsync(NetworkStream stream, int length)
    {
        var bytes = new byte[length];
        await stream.ReadExactlyAsync(bytes, _stop.Token);
        return bytes;
    }
}
