using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Cortex.Backend;

/// <summary>Whatever answers GET answers HEAD: routed alike, and the server leaves the body out.</summary>
internal static class HeadRequests
{
    /// <summary>Takes the place of <c>UseRouting</c>.</summary>
    public static void UseHeadAsGet(this IApplicationBuilder app)
    {
        app.Use((http, next) =>
        {
            if (!HttpMethods.IsHead(http.Request.Method)) return next(http);
            http.Items[typeof(HeadRequests)] = true;
            http.Request.Method = HttpMethods.Get;
            return next(http);
        });
        app.UseRouting();
        app.Use((http, next) =>
        {
            if (http.Request.Method == HttpMethods.Get && http.Items.Remove(typeof(HeadRequests))) http.Request.Method = HttpMethods.Head;
            return next(http);
        });
    }
}
