namespace Cortex.Engine.Network;

/// <summary>Ends an answer that is longer than any that is meant, before it fills the memory.</summary>
internal sealed class BoundedHandler(HttpMessageHandler inner, long maxBytes) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        var content = response.Content;
        var left = maxBytes;
        var bounded = new StreamContent(new CountedStream(await content.ReadAsStreamAsync(cancellationToken), read =>
        {
            if ((left -= read) < 0) throw new InvalidDataException("The answer is longer than any that is meant.");
        }));
        foreach (var (name, values) in content.Headers) bounded.Headers.TryAddWithoutValidation(name, values);
        response.Content = bounded;
        return response;
    }
}
