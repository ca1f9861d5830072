using System.Text;
using Cortex.Contract.Errors;

namespace Cortex.Engine.Knowledge.Parsing.Files.Mail;

/// <summary>A message or a part of one (RFC 2045 to 2049), its body still encoded. Parts are slices of one array of bytes.</summary>
internal sealed class MimePart
{
    private const int MaxDepth = 16;
    private const int MaxParts = 2000;
    private const int MaxText = 32 * 1024 * 1024;

    private MimePart(MimeHeaders headers, ReadOnlyMemory<byte> body)
    {
        Headers = headers;
        Body = body;
        Type = HeaderValue.Parse(headers["Content-Type"] ?? "text/plain");
        Disposition = HeaderValue.Parse(headers["Content-Disposition"] ?? "");
    }

    public MimeHeaders Headers { get; }
    public HeaderValue Type { get; }
    public HeaderValue Disposition { get; }
    public IReadOnlyList<MimePart> Parts { get; private set; } = [];
    public string? FileName => Disposition["filename"] ?? Type["name"];
    private ReadOnlyMemory<byte> Body { get; }

    public static MimePart Parse(ReadOnlyMemory<byte> message, CancellationToken ct)
    {
        var left = MaxParts;
        return Parse(message, 0, ref left, ct);
    }

    public bool IsText(string subtype) => Type.Value == "text/" + subtype;

    /// <summary>The body without its transfer encoding.</summary>
    public byte[] Decode()
    {
        if (Body.Length > MaxText)
        {
            throw FileLimits.Exceeded($"A text in the message is larger than {MaxText / (1024 * 1024)} MiB.");
        }

        return TransferEncoding.Decode(Body.Span, Headers["Content-Transfer-Encoding"]);
    }

    /// <summary>The body as text, in the encoding that it is in.</summary>
    public string Text(bool html) => SourceText.Normalize(TextDecoder.Decode(Decode(), Type["charset"], html).Text);

    public long Size() => TransferEncoding.Size(Body.Span, Headers["Content-Transfer-Encoding"]);

    private static MimePart Parse(ReadOnlyMemory<byte> bytes, int depth, ref int left, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        if (--left < 0)
        {
            throw FileLimits.Exceeded($"The message has more than {MaxParts:N0} parts.");
        }

        var headers = MimeHeaders.Parse(bytes.Span, out var start);
        var part = new MimePart(headers, bytes[start..]);
        if (!part.Type.Value.StartsWith("multipart/", StringComparison.Ordinal) || part.Type["boundary"] is not { Length: > 0 } boundary)
        {
            return part;
        }

        if (depth == MaxDepth)
        {
            throw new CortexException(ErrorCode.UnreadableContent, $"The message is damaged: parts are nested more than {MaxDepth} deep.");
        }

        var parts = new List<MimePart>();
        foreach (var slice in Slices(part.Body, Encoding.Latin1.GetBytes("--" + boundary)))
        {
            parts.Add(Parse(slice, depth + 1, ref left, ct));
        }

        part.Parts = parts;
        return part;
    }

    /// <summary>What stands between the lines that are the boundary. The last part may be cut off.</summary>
    private static List<ReadOnlyMemory<byte>> Slices(ReadOnlyMemory<byte> body, byte[] boundary)
    {
        var slices = new List<ReadOnlyMemory<byte>>();
        var start = -1;
        for (var at = 0; at < body.Length;)
        {
            var line = body.Span[at..];
            var length = line.IndexOf((byte)'\n');
            var next = length < 0 ? body.Length : at + length + 1;
            if (line.StartsWith(boundary) && IsBoundary(line[boundary.Length..(next - at)], out var isLast))
            {
                if (start >= 0)
                {
                    slices.Add(body[start..Math.Max(start, at - LineEnd(body.Span, at))]);
                }

                start = isLast ? -1 : next;
                if (isLast || slices.Count > MaxParts)
                {
                    return slices;
                }
            }

            at = next;
        }

        if (start >= 0 && start < body.Length)
        {
            slices.Add(body[start..]);
        }

        return slices;
    }

    private static bool IsBoundary(ReadOnlySpan<byte> rest, out bool isLast)
    {
        isLast = rest.StartsWith("--"u8);
        return (isLast ? rest[2..] : rest).IndexOfAnyExcept(" \t\r\n"u8) < 0;
    }

    /// <summary>The line end before a boundary belongs to the boundary.</summary>
    private static int LineEnd(ReadOnlySpan<byte> body, int at) => at >= 2 && body[at - 2] == '\r' ? 2 : at >= 1 ? 1 : 0;
}
