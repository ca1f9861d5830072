using System.Text.Json;

namespace Cortex.Engine.Export;

/// <summary>
/// Reads one JSON object of any length member by member, and a member that is a list element by element. In memory is one
/// value at a time, and that is bounded.
/// </summary>
/// <param name="wanted">Names of members; others are passed over.</param>
internal sealed class JsonMembers(Stream stream, IReadOnlyCollection<string> wanted, CancellationToken cancellation)
{
    private const int MaxDepth = 256, FirstBytes = 64 * 1024;

    /// <summary>The largest value: a content of the largest kind, every character of it escaped.</summary>
    private const int MaxValueBytes = 256 * 1024 * 1024;

    private static readonly JsonReaderOptions ReaderOptions = new() { MaxDepth = MaxDepth };
    private byte[] _buffer = new byte[FirstBytes];
    private int _length;
    private bool _isLast;

    /// <param name="visit">Takes a member's name with its value, or with each element of its list. The value lasts for the call.</param>
    /// <exception cref="JsonException">not one JSON object, nested too deep, or a value that is too large</exception>
    public void Read(Action<string, JsonElement> visit)
    {
        var state = new JsonReaderState(ReaderOptions);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        string? member = null;
        var inList = false;
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            var reader = new Utf8JsonReader(_buffer.AsSpan(0, _length), _isLast, state);
            var done = 0L;
            while (Next(ref reader, ref member, ref inList, seen, visit))
            {
                state = reader.CurrentState;
                done = reader.BytesConsumed;
                cancellation.ThrowIfCancellationRequested();
            }

            if (_isLast) return;
            Refill((int)done);
        }
    }

    // One step; false when it needs more bytes than are there, or all is read.
    private bool Next(ref Utf8JsonReader reader, ref string? member, ref bool inList, HashSet<string> seen, Action<string, JsonElement> visit)
    {
        if (!reader.Read()) return false;
        if (reader.CurrentDepth == 0)
        {
            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.EndObject) return true;
            throw new JsonException("It is not an object.");
        }

        if (reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = Name(ref reader);
            if (!seen.Add(name)) throw new JsonException($"It says “{name}” twice.");
            member = name;
            return true;
        }

        if (reader.TokenType == JsonTokenType.StartArray && !inList) return inList = true;
        if (reader.TokenType == JsonTokenType.EndArray && reader.CurrentDepth == 1)
        {
            inList = false;
            return true;
        }

        return Visit(ref reader, member!, visit);
    }

    private static string Name(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException error)
        {
            throw new JsonException("A name in it is not valid Unicode.", error);
        }
    }

    private bool Visit(ref Utf8JsonReader reader, string member, Action<string, JsonElement> visit)
    {
        var whole = reader;
        if (!reader.TrySkip()) return false;
        if (!wanted.Contains(member)) return true;
        using var value = JsonDocument.ParseValue(ref whole);
        visit(member, value.RootElement);
        return true;
    }

    private void Refill(int done)
    {
        _buffer.AsSpan(done, _length - done).CopyTo(_buffer);
        _length -= done;
        if (_length == _buffer.Length)
        {
            if (_length >= MaxValueBytes) throw new JsonException($"One value in it is larger than {MaxValueBytes / (1024 * 1024)} MiB.");
            Array.Resize(ref _buffer, (int)Math.Min(_length * 2L, MaxValueBytes));
        }

        // As full as can be: a reader that waits for the end of a value begins it anew each time.
        var room = _buffer.Length - _length;
        var read = stream.ReadAtLeast(_buffer.AsSpan(_length, room), room, throwOnEndOfStream: false);
        _isLast = read < room;
        _length += read;
    }
}
