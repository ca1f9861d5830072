namespace Cortex.Engine.Providers.Ollama;

/// <summary>Lines of a stream as bytes: a character that is split between two pieces comes out whole.</summary>
internal sealed class LineReader(Stream stream)
{
    private const int LongestLine = 16 * 1024 * 1024;
    private byte[] _buffer = new byte[16 * 1024];
    private int _start;
    private int _end;
    private int _searched;
    private bool _ended;

    /// <summary>The next line without its end, valid until the next call; null at the end.</summary>
    /// <exception cref="InvalidDataException">a line is longer than any answer</exception>
    public async ValueTask<ReadOnlyMemory<byte>?> NextAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var at = _buffer.AsSpan(_searched, _end - _searched).IndexOf((byte)'\n');
            if (at >= 0)
            {
                var line = _buffer.AsMemory(_start, _searched + at - _start);
                _searched = _start = _searched + at + 1;
                return line;
            }

            _searched = _end;
            if (_ended)
            {
                if (_start == _end) return null;
                var last = _buffer.AsMemory(_start, _end - _start);
                _start = _end;
                return last;
            }

            MakeRoom();
            var read = await stream.ReadAsync(_buffer.AsMemory(_end), cancellation);
            _end += read;
            _ended = read == 0;
        }
    }

    private void MakeRoom()
    {
        if (_end < _buffer.Length) return;
        var length = _end - _start;
        if (length >= LongestLine) throw new InvalidDataException($"A line is longer than {LongestLine:N0} bytes.");
        // Never in place of what was handed out: that line may still be in use.
        var next = new byte[length > _buffer.Length / 2 ? _buffer.Length * 2 : _buffer.Length];
        _buffer.AsSpan(_start, length).CopyTo(next);
        (_buffer, _start, _end, _searched) = (next, 0, length, length);
    }
}
