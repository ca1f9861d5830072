using System.Net;
using Cortex.Benchmarks.Running;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Cortex.Benchmarks.Peers;

/// <summary>Kestrel that answers every request with the same bytes: what the web server costs before Cortex adds anything.</summary>
internal static class BareKestrel
{
    public const string Verb = "bare-kestrel", Path = "/";

    // As long as an answer of /api/health.
    private static readonly byte[] Answer = """{"status":"healthy","version":"0.1.0","timestamp":"2026-01-01T00:00:00.0000000Z","checks":{"database":{"status":"healthy","latency_ms":0,"error":null}}}"""u8.ToArray();

    public static ChildProcess Start() => ChildProcess.Start(Environment.ProcessPath!, [Verb]);

    public static async Task<int> RunAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, 0);
        });
        await using var app = builder.Build();
        app.Run(http =>
        {
            http.Response.ContentType = "application/json; charset=utf-8";
            http.Response.ContentLength = Answer.Length;
            return http.Response.Body.WriteAsync(Answer).AsTask();
        });
        await app.StartAsync();
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        Console.WriteLine($"{{\"port\":{new Uri(address).Port}}}");
        await app.WaitForShutdownAsync();
        return 0;
    }
}
