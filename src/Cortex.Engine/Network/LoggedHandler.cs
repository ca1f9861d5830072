namespace Cortex.Engine.Network;

/// <summary>Tells the log of each request that goes through it, once its answer was read to the end or given up.</summary>
internal sealed class LoggedHandler(HttpMessageHandler inner, INetworkLog log, TimeProvider time, NetworkPurpose purpose) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var at = time.GetUtcNow();
        var sent = request.Content?.Headers.ContentLength ?? 0;
        var host = request.RequestUri!.IsDefaultPort ? request.RequestUri.Host : request.RequestUri.Authority;
        HttpResponseMessage response;
        try
        {
            response = await base.SendAsync(request, cancellationToken);
        }
        catch
        {
            log.Record(new OutboundRequest(at, host, purpose, sent, Received: 0, Status: null));
            throw;
        }

        response.Content = new CountedContent(response.Content, received => log.Record(new OutboundRequest(at, host, purpose, sent, received, (int)response.StatusCode)));
        return response;
    }

    private sealed class CountedContent : HttpContent
    {
        private readonly HttpContent _content;
        private readonly Action<long> _ended;

        public CountedContent(HttpContent content, Action<long> ended)
        {
            (_content, _ended) = (content, ended);
            foreach (var (name, values) in content.Headers) Headers.TryAddWithoutValidation(name, values);
        }

        protected override async Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context)
        {
            await using var counted = await CreateContentReadStreamAsync();
            await counted.CopyToAsync(stream);
        }

        protected override async Task<Stream> CreateContentReadStreamAsync() => new CountedStream(await _content.ReadAsStreamAsync(), _ended);

        protected override bool TryComputeLength(out long length)
        {
            length = _content.Headers.ContentLength ?? -1;
            return length >= 0;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing) _content.Dispose();
            base.Dispose(disposing);
        }
    }

    private sealed class CountedStream(Stream inner, Action<long> ended) : Stream
    {
        private long _received;
        private int _told;

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => Count(inner.Read(buffer, offset, count));

        public override int Read(Span<byte> buffer) => Count(inner.Read(buffer));

        public override async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => Count(await inner.ReadAsync(buffer.AsMemory(offset, count), cancellationToken));

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => Count(await inner.ReadAsync(buffer, cancellationToken));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            Tell();
            if (disposing) inner.Dispose();
            base.Dispose(disposing);
        }

        private int Count(int read)
        {
            _received += read;
            if (read == 0) Tell();
            return read;
        }

        private void Tell()
        {
            if (Interlocked.Exchange(ref _told, 1) == 0) ended(_received);
        }
    }
}
