using Cortex.Backend.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Primitives;

namespace Cortex.Backend.Page;

/// <summary>The web UI: its files by their exact names, and its page at every path that it understands. Every other path stays unknown.</summary>
internal static class WebPages
{
    // Its own socket, by its whole address: not every browser counts it as 'self'. The gate has checked the host.
    private static string Policy(HttpRequest request) => $"default-src 'self'; style-src 'self'; connect-src 'self' ws://{request.Host}; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'";

    public static void MapWebPages(this IEndpointRouteBuilder routes, WebPack pack)
    {
        var index = pack.Files[WebPack.Index];
        foreach (var route in pack.Routes) Map(route, index);
        foreach (var (path, file) in pack.Files.Where(entry => entry.Key != WebPack.Index)) Map(path, file);

        void Map(string path, WebFile file) => routes.MapGet(path, http => SendAsync(http, file)).WithMetadata(OpenEndpoint.Instance).ExcludeFromDescription();
    }

    private static Task SendAsync(HttpContext http, WebFile file)
    {
        if (PageHost.Redirects(http)) return Task.CompletedTask;
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = Policy(http.Request);
        headers.XFrameOptions = "DENY";
        headers.CacheControl = file.IsImmutable ? "public, max-age=31536000, immutable" : "no-cache";
        headers.Vary = "Accept-Encoding";
        headers.ETag = file.Tag;
        if (http.Request.Headers.IfNoneMatch == file.Tag)
        {
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        var bytes = file.Plain;
        if (file.Brotli is { } brotli && TakesBrotli(http.Request.Headers.AcceptEncoding))
        {
            headers.ContentEncoding = "br";
            bytes = brotli;
        }

        http.Response.ContentType = file.ContentType;
        http.Response.ContentLength = bytes.Length;
        return HttpMethods.IsHead(http.Request.Method) ? Task.CompletedTask : http.Response.Body.WriteAsync(bytes, http.RequestAborted).AsTask();
    }

    private static bool TakesBrotli(StringValues accepted) =>
        accepted.ToString().Split(',', StringSplitOptions.TrimEntries).Any(coding => coding == "br" || (coding.StartsWith("br;", StringComparison.Ordinal) && !coding.EndsWith("q=0", StringComparison.Ordinal)));
}
