using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Cortex.Benchmarks.Peers;

/// <summary>A server of chat completions that says the same tokens to everybody, from bytes that lie ready: what a client costs, and no model.</summary>
internal sealed class TokenServer : IDisposable
{
    public const string Model = "tokens";
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly byte[][] _pieces;
    private readonly bool _stalls;

    /// <param name="together">How many tokens are written at once.</param>
    /// <param name="stalls">Whether nothing follows the last token, and the connection stays.</param>
    public TokenServer(int tokens, int together, bool stalls)
    {
        _stalls = stalls;
        _pieces = [.. Enumerable.Range(0, tokens).Select(Event).Chunk(together).Select(Chunk)];
        _listener.Start();
        _ = AcceptAsync();
    }

    public Uri Address => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/v1/"));

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
        _stop.Dispose();
    }

    private static string Event(int token) => string.Create(CultureInfo.InvariantCulture,
        $"data: {{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"{Model}\",\"choices\":[{{\"index\":0,\"delta\":{{\"content\":\" word{token}\"}},\"finish_reason\":null}}]}}\n\n");

    private static byte[] Chunk(IEnumerable<string> events)
    {
        var body = string.Concat(events);
        return Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{body.Length:x}\r\n{body}\r\n"));
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                client.NoDelay = true;
                _ = ServeAsync(client);
            }
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // It was stopped.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var _ = client;
        try
        {
            await using var stream = client.GetStream();
            var buffer = new byte[64 * 1024];
            while (await ReadRequestAsync(stream, buffer))
            {
                await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"u8.ToArray(), _stop.Token);
                foreach (var piece in _pieces) await stream.WriteAsync(piece, _stop.Token);
                if (_stalls) await stream.ReadExactlyAsync(new byte[1], _stop.Token);
                await stream.WriteAsync(Chunk(["data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n"]), _stop.Token);
                await stream.WriteAsync("0\r\n\r\n"u8.ToArray(), _stop.Token);
            }
        }
        catch (Exception error) when (error is IOException or OperationCanceledException or SocketException)
        {
            // The client has heard enough.
        }
    }

    // Requests here are short and come in one or two reads.
    private async Task<bool> ReadRequestAsync(NetworkStream stream, byte[] buffer)
    {
        var length = 0;
        while (true)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(length), _stop.Token);
            if (read == 0) return false;
            length += read;
            var text = Encoding.ASCII.GetString(buffer, 0, length);
            var head = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (head < 0) continue;
            var header = text.Split("\r\n").First(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase));
            if (length >= head + 4 + int.Parse(header.AsSpan(15), NumberStyles.Integer, CultureInfo.InvariantCulture)) return true;
        }
    }
}
