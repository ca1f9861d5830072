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

        protected override async Task<Stream> CreateContentReadStreamAsync()
        {
            var (received, told) = (0L, 0);
            return new CountedStream(await _content.ReadAsStreamAsync(), Count, Tell);

            void Count(int read)
            {
                received += read;
                if (read == 0) Tell();
            }

            void Tell()
            {
                if (Interlocked.Exchange(ref told, 1) == 0) _ended(received);
            }
        }

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
}
