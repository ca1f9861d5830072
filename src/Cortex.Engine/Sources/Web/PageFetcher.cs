using System.Net;
using System.Text;
using Cortex.Contract.Errors;
using Cortex.Engine.Network;

namespace Cortex.Engine.Sources.Web;

/// <summary>
/// Fetches what stands at an address, as a stranger: no cookies, no sign-in, no referrer, and every connection to an address that was checked.
/// Redirects are followed here, each judged as the first address was.
/// </summary>
public sealed class PageFetcher(FetchOptions options, TimeProvider time, INetworkLog log)
{
    /// <summary>Says who asks, in the form that servers expect of programs.</summary>
    public static readonly string UserAgent = $"Mozilla/5.0 (compatible; {Product}/{CortexVersion.Current}; keeps a page that its reader asked for)";

    /// <summary>The name that a robots.txt may address.</summary>
    public const string Product = "Cortex";
    private const int FailureBytes = 64 * 1024;

    /// <returns>the last answer, be it a success or not</returns>
    /// <exception cref="CortexException">nothing that can be used was answered; the message says why and what to do</exception>
    public async Task<FetchedPage> FetchAsync(FetchRequest request, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(options.Total, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellation, limit.Token);
        var address = request.Address;
        var visited = new HashSet<Uri> { address };
        while (true)
        {
            var answer = await GetAsync(request, address, both.Token, cancellation);
            if (answer.Page is { } page) return page;
            address = Next(address, answer.Location!, visited);
            if (request.BeforeRedirect is { } check) await check(address, cancellation);
        }
    }

    private Uri Next(Uri from, string location, HashSet<Uri> visited)
    {
        var next = WebAddress.Redirect(from, location);
        if (!visited.Add(next)) throw new CortexException(ErrorCode.PageUnreachable, $"{from.Host} sends on in a circle. It may want cookies or a sign-in: save the page in a browser and import the file.");
        if (visited.Count > options.MaxRedirects + 1) throw new CortexException(ErrorCode.PageUnreachable, $"{from.Host} sends on more than {options.MaxRedirects} times.");
        return next;
    }

    private async Task<(FetchedPage? Page, string? Location)> GetAsync(FetchRequest request, Uri address, CancellationToken limited, CancellationToken cancellation)
    {
        var trace = new Trace();
        try
        {
            using var handler = await HandlerAsync(address, trace, limited);
            using var invoker = new HttpMessageInvoker(handler, disposeHandler: false);
            using var message = Message(address);
            using var response = await SendAsync(invoker, message, limited);
            trace.Status = (int)response.StatusCode;
            if (trace.Status is 301 or 302 or 303 or 307 or 308 && Header(response, "Location") is { Length: > 0 } location) return (null, location);
            var page = Describe(request, address, response);
            if (!page.IsSuccess) return (page with { Body = await BeginningAsync(response, trace, limited) }, null);
            request.CheckType?.Invoke(address, page.MediaType);
            return (page with { Body = await ReadAsync(request, address, response, trace, limited) }, null);
        }
        catch (OperationCanceledException error) when (!cancellation.IsCancellationRequested)
        {
            throw FetchFailure.TimedOut(address, trace.Status is not null, error);
        }
        catch (Exception error) when (error is HttpRequestException or IOException or InvalidDataException)
        {
            cancellation.ThrowIfCancellationRequested();
            throw limited.IsCancellationRequested ? FetchFailure.TimedOut(address, trace.Status is not null, error) : FetchFailure.Of(address, error, NamedProxy(address));
        }
        finally
        {
            if (trace.Left) log.Record(new OutboundRequest(time.GetUtcNow(), address.Authority, request.Purpose, Sent: 0, trace.Bytes, trace.Status));
        }
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMessageInvoker invoker, HttpRequestMessage message, CancellationToken limited)
    {
        using var limit = new CancellationTokenSource(options.Headers, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limited, limit.Token);
        return await invoker.SendAsync(message, both.Token);
    }

    // A handler for each request: no connection outlives the check that it was opened under.
    private async Task<SocketsHttpHandler> HandlerAsync(Uri address, Trace trace, CancellationToken limited)
    {
        var connection = new CheckedConnection(options, time);
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            PreAuthenticate = false,
            ActivityHeadersPropagator = null,
            AutomaticDecompression = DecompressionMethods.All,
            MaxResponseHeadersLength = options.MaxHeaderKilobytes,
            ConnectTimeout = options.Headers,
            ResponseDrainTimeout = TimeSpan.Zero,
            ResponseHeaderEncodingSelector = (_, _) => Encoding.UTF8,
            ConnectCallback = async (context, token) =>
            {
                using var both = CancellationTokenSource.CreateLinkedTokenSource(token, limited);
                var stream = await connection.OpenAsync(context.DnsEndPoint.Host, context.DnsEndPoint.Port, both.Token);
                trace.Left = true;
                return stream;
            },
        };
        if (!options.UseProxy || NamedProxy(address) is not { } proxy) return handler;
        await CheckBeforeProxyAsync(connection, address, limited);
        handler.UseProxy = true;
        handler.Proxy = HttpClient.DefaultProxy;
        handler.DefaultProxyCredentials = HttpClient.DefaultProxy.Credentials;
        // The user named the proxy, wherever it stands: to it and to nothing else the connection goes unchecked.
        var trusted = new CheckedConnection(options with { Rules = new AddressRules(allowPrivate: true) }, time);
        handler.ConnectCallback = async (context, token) =>
        {
            using var both = CancellationTokenSource.CreateLinkedTokenSource(token, limited);
            var isProxy = context.DnsEndPoint.Host.Equals(proxy.IdnHost, StringComparison.OrdinalIgnoreCase) && context.DnsEndPoint.Port == proxy.Port;
            var stream = await (isProxy ? trusted : connection).OpenAsync(context.DnsEndPoint.Host, context.DnsEndPoint.Port, both.Token);
            trace.Left = true;
            return stream;
        };
        return handler;
    }

    // What this machine cannot resolve, the proxy may.
    private static async Task CheckBeforeProxyAsync(CheckedConnection connection, Uri address, CancellationToken limited)
    {
        try
        {
            await connection.AddressesAsync(WebAddress.Host(address), limited);
        }
        catch (CortexException error) when (error.Code == ErrorCode.PageUnreachable)
        {
        }
    }

    private static Uri? NamedProxy(Uri address) => HttpClient.DefaultProxy.IsBypassed(address) ? null : HttpClient.DefaultProxy.GetProxy(address);

    private static HttpRequestMessage Message(Uri address)
    {
        var message = new HttpRequestMessage(HttpMethod.Get, address) { Version = HttpVersion.Version11, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        message.Headers.TryAddWithoutValidation("User-Agent", UserAgent);
        message.Headers.TryAddWithoutValidation("Accept", "text/html,application/xhtml+xml,text/markdown;q=0.9,text/plain;q=0.8,*/*;q=0.1");
        message.Headers.ConnectionClose = true;
        return message;
    }

    private FetchedPage Describe(FetchRequest request, Uri address, HttpResponseMessage response)
    {
        var type = Header(response, "Content-Type")?.Split(';') ?? [];
        var charset = type.Skip(1).Select(part => part.Trim()).FirstOrDefault(part => part.StartsWith("charset=", StringComparison.OrdinalIgnoreCase));
        var now = time.GetUtcNow();
        return new FetchedPage
        {
            Asked = request.Address,
            Address = address,
            Status = (int)response.StatusCode,
            MediaType = type.Length > 0 && type[0].Trim().ToLowerInvariant() is { Length: > 0 } media ? media : null,
            Charset = charset?["charset=".Length..].Trim(' ', '"', '\''),
            Body = [],
            ETag = Header(response, "ETag"),
            LastModified = Header(response, "Last-Modified"),
            RetryAfter = response.Headers.RetryAfter is { } retry ? retry.Delta ?? retry.Date - now : null,
            IsChallenge = Header(response, "cf-mitigated") is "challenge" || Header(response, "x-amzn-waf-action") is "challenge" or "captcha",
            FetchedAt = now,
        };
    }

    private async Task<byte[]> ReadAsync(FetchRequest request, Uri address, HttpResponseMessage response, Trace trace, CancellationToken limited)
    {
        if (response.Content.Headers.ContentEncoding.Any(encoding => !encoding.Equals("identity", StringComparison.OrdinalIgnoreCase)))
            throw new CortexException(ErrorCode.UnsupportedFormat, $"{address.Host} sends the page packed in a way that was not asked for ({string.Join(", ", response.Content.Headers.ContentEncoding)}).");
        var most = request.FirstBytes ?? options.MaxBytes;
        if (request.FirstBytes is null && response.Content.Headers.ContentLength > most) throw FetchFailure.TooLarge(address, most);
        var (body, isWhole) = await TakeAsync(request, address, response, most, trace, limited);
        return isWhole || request.FirstBytes is not null ? body : throw FetchFailure.TooLarge(address, most);
    }

    private static async Task<byte[]> BeginningAsync(HttpResponseMessage response, Trace trace, CancellationToken limited)
    {
        try
        {
            return (await TakeAsync(request: null, address: null, response, FailureBytes, trace, limited)).Body;
        }
        catch (Exception error) when (error is HttpRequestException or IOException or InvalidDataException or OperationCanceledException)
        {
            // The status says enough.
            return [];
        }
    }

    private static async Task<(byte[] Body, bool IsWhole)> TakeAsync(FetchRequest? request, Uri? address, HttpResponseMessage response, int most, Trace trace, CancellationToken limited)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(limited);
        using var body = new MemoryStream();
        var buffer = new byte[32 * 1024];
        while (await stream.ReadAsync(buffer, limited) is > 0 and var read)
        {
            trace.Bytes += read;
            body.Write(buffer, 0, (int)Math.Min(read, most - body.Length));
            if (trace.Bytes > most) return (body.ToArray(), false);
            if (request is not null) request.Progress?.Report(new FetchProgress(address!, trace.Bytes));
        }

        return (body.ToArray(), true);
    }

    // As it was sent: what is not valid is no reason to lose it.
    private static string? Header(HttpResponseMessage response, string name)
    {
        var found = response.Headers.NonValidated.TryGetValues(name, out var values) || response.Content.Headers.NonValidated.TryGetValues(name, out values);
        return found && values.FirstOrDefault() is { } value ? value.Trim() : null;
    }

    private sealed class Trace
    {
        public bool Left { get; set; }
        public long Bytes { get; set; }
        public int? Status { get; set; }
    }
}
