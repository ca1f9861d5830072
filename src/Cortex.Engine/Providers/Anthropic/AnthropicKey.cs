namespace Cortex.Engine.Providers.Anthropic;

/// <summary>Puts the key on a request as it leaves, in the header that the API documents; the SDK is never given it.</summary>
internal sealed class AnthropicKey(HttpMessageHandler inner, Func<string> key) : DelegatingHandler(inner)
{
    public const string Header = "x-api-key";

    /// <summary>What the SDK is told in place of the key.</summary>
    public const string Elsewhere = "is-put-on-when-it-is-sent";

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.Authorization = null;
        request.Headers.Remove(Header);
        request.Headers.TryAddWithoutValidation(Header, key());
        return base.SendAsync(request, cancellationToken);
    }
}
