using Microsoft.AspNetCore.Http;

namespace Cortex.Backend.Page;

/// <summary>A cookie belongs to one host name; pages live on 127.0.0.1 alone.</summary>
internal static class PageHost
{
    /// <summary>Sends <c>localhost</c> there; the fragment with the token travels along.</summary>
    public static bool Redirects(HttpContext http)
    {
        if (http.Request.Host.Host != "localhost") return false;
        http.Response.Redirect($"{http.Request.Scheme}://127.0.0.1:{http.Connection.LocalPort}{http.Request.Path}{http.Request.QueryString}", permanent: false, preserveMethod: true);
        return true;
    }
}
