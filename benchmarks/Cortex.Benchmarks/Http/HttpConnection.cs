using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Cortex.Benchmarks.Http;

/// <summary>One kept-alive HTTP/1.1 connection that reads just enough of an answer to know its status and its end.</summary>
internal sealed class HttpConnection : IDisposable
{
    private byte[] _buffer = new byte[64 * 1024];
    private int _filled;

    public HttpConnection(int port)
    {
        Socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        Socket.Connect(IPAddress.Loopback, port);
    }

    public Socket Socket { get; }

    /// <summary>The last answer, head and body.</summary>
    public string Text => Encoding.UTF8.GetString(_buffer, 0, _filled);

    public void Send(byte[] request)
    {
        _filled = 0;
        for (var sent = 0; sent < request.Length;) sent += Socket.Send(request, sent, request.Length - sent, SocketFlags.None);
    }

    /// <summary>Reads what has come; the status when the answer is whole, else null.</summary>
    public int? Receive()
    {
        if (_filled == _buffer.Length) Array.Resize(ref _buffer, _buffer.Length * 2);
        var read = Socket.Receive(_buffer, _filled, _buffer.Length - _filled, SocketFlags.None);
        if (read == 0) throw new BenchmarkException("The server closed a connection.");
        _filled += read;
        return IsWhole(_buffer.AsSpan(0, _filled)) ? Status() : null;
    }

    /// <summary>Sends and waits for the whole answer.</summary>
    public string Exchange(byte[] request)
    {
        Send(request);
        while (Receive() is null)
        {
            // Until the answer is whole.
        }

        return Text;
    }

    public void Dispose() => Socket.Dispose();

    // "HTTP/1.1 200 …"
    private int Status() => ((_buffer[9] - '0') * 100) + ((_buffer[10] - '0') * 10) + (_buffer[11] - '0');

    private static bool IsWhole(ReadOnlySpan<byte> answer)
    {
        var end = answer.IndexOf("\r\n\r\n"u8);
        if (end < 0) return false;
        var head = answer[..(end + 2)];
        var body = answer[(end + 4)..];
        var at = head.IndexOf("\r\nContent-Length: "u8);
        if (at < 0) return EndsChunks(body);
        var length = 0;
        foreach (var digit in head[(at + "\r\nContent-Length: ".Length)..])
        {
            if (digit is < (byte)'0' or > (byte)'9') break;
            length = (length * 10) + digit - '0';
        }

        return body.Length >= length;
    }

    private static bool EndsChunks(ReadOnlySpan<byte> body)
    {
        while (true)
        {
            var line = body.IndexOf("\r\n"u8);
            if (line < 0 || !System.Buffers.Text.Utf8Parser.TryParse(body[..line], out int size, out _, 'x')) return false;
            if (body.Length < line + 2 + size + 2) return false;
            if (size == 0) return true;
            body = body[(line + 2 + size + 2)..];
        }
    }
}
