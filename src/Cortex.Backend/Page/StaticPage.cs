using System.Reflection;
using Cortex.Backend.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Cortex.Backend.Page;

/// <summary>The plain page, where the web UI was not built: a few embedded files, each served by its exact name.</summary>
internal static class StaticPage
{
    private const string Prefix = "Page/";
    private const string Policy = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'";

    public static void MapPage(this IEndpointRouteBuilder routes)
    {
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var resource in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            var name = resource[Prefix.Length..];
            var path = name == "index.html" ? "/" : "/" + name;
            routes.MapGet(path, http => SendAsync(http, assembly, resource)).WithMetadata(OpenEndpoint.Instance).ExcludeFromDescription();
        }
    }

    private static async Task SendAsync(HttpContext http, Assembly assembly, string resource)
    {
        if (PageHost.Redirects(http)) return;
        http.Response.Headers.ContentSecurityPolicy = Policy;
        http.Response.Headers.XFrameOptions = "DENY";
        http.Response.Headers.CacheControl = "no-cache";
        http.Response.ContentType = Path.GetExtension(resource) switch
        {
            ".html" => "text/html; charset=utf-8",
            ".css" => "text/css; charset=utf-8",
            ".js" => "text/javascript; charset=utf-8",
            ".svg" => "image/svg+xml",
            _ => "application/octet-stream",
        };
        await using var file = assembly.GetManifestResourceStream(resource)!;
        http.Response.ContentLength = file.Length;
        await file.CopyToAsync(http.Response.Body, http.RequestAborted);
    }
}
