namespace Cortex.Engine;

/// <summary>A stream that is only read, and whose every read is told; whoever is told may end it by throwing.</summary>
/// <param name="count">Takes how many bytes a read brought; 0 at the end.</param>
/// <param name="closed">Called when it is closed, read to its end or not; perhaps more than once.</param>
internal sealed class CountedStream(Stream inner, Action<int> count, Action? closed = null) : Stream
{
    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Told(inner.Read(buffer, offset, count));

    public override int Read(Span<byte> buffer) => Told(inner.Read(buffer));

    public override async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => Told(await inner.ReadAsync(buffer.AsMemory(offset, count), cancellationToken));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => Told(await inner.ReadAsync(buffer, cancellationToken));

    public override void Flush()
    {
        // Nothing is written.
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        closed?.Invoke();
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }

    private int Told(int read)
    {
        count(read);
        return read;
    }
}
