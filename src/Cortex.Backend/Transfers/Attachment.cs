using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Cortex.Backend.Transfers;

/// <summary>A file to be saved, never to be shown: what a browser would run of it must not run with the rights of the page.</summary>
internal static class Attachment
{
    // What opens in a program of its own. Anything else, HTML and SVG above all, is just bytes.
    private static readonly HashSet<string> Told = new(StringComparer.OrdinalIgnoreCase)
    {
        "application/zip", "application/vnd.sqlite3", "application/pdf", "application/epub+zip", "message/rfc822",
        "application/vnd.oasis.opendocument.text", "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    };

    public static void Set(HttpContext http, string name, string? mediaType)
    {
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(name);
        http.Response.Headers.ContentDisposition = disposition.ToString();
        http.Response.Headers.ContentSecurityPolicy = "sandbox";
        http.Response.ContentType = mediaType is not null && Told.TryGetValue(mediaType, out var told) ? told : "application/octet-stream";
    }
}
