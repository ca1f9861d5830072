using System.Net;
using System.Net.Sockets;
using Cortex.Backend.Endpoints;
using Cortex.Backend.OpenApi;
using Cortex.Backend.Page;
using Cortex.Backend.Problems;
using Cortex.Backend.Security;
using Cortex.Backend.Sockets;
using Cortex.Contract;
using Cortex.Contract.Errors;
using Cortex.Engine;
using Cortex.Engine.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Cortex.Backend;

/// <summary>The HTTP door over one library, on loopback only.</summary>
public sealed class BackendServer : IAsyncDisposable
{
    private const long MaxBody = 32 * 1024 * 1024;

    // The longest text that a parameter may hold, every character of it percent-encoded.
    private const int MaxRequestLine = 128 * 1024;
    private readonly WebApplication _app;
    private readonly EngineHost _host;
    private readonly CancellationTokenSource _stopping = new();
    private Task _background = Task.CompletedTask;

    private BackendServer(WebApplication app, EngineHost host, BackendOptions options)
    {
        _app = app;
        _host = host;
        Options = options;
    }

    public BackendOptions Options { get; }
    public int Port => _app.Services.GetRequiredService<ServerAddress>().Port;
    public string Url => $"http://127.0.0.1:{Port}/";

    /// <summary>Signs the browser in; the token stands in the fragment, which is neither sent nor logged.</summary>
    public string SignInUrl => Options.RequireToken ? $"{Url}#token={_host.Token.Value}" : Url;

    public CortexEngine Engine => _host.Engine;

    /// <summary>Ends when the library is open, or throws why it could not be.</summary>
    public Task Opening => _host.Opening;
    public IServiceProvider Services => _app.Services;

    /// <summary>Listens at once and opens the library meanwhile.</summary>
    /// <exception cref="CortexException">port taken, library cannot be opened</exception>
    public static async Task<BackendServer> StartAsync(LibraryFolder folder, TimeProvider time, BackendOptions options, CancellationToken cancellation = default)
    {
        var host = new EngineHost(folder, time);
        var server = new BackendServer(Build(host, options, describe: false), host, options);
        // A port that was asked for is known before the first request; a free one only after.
        server._app.Services.GetRequiredService<ServerAddress>().Port = options.Port;
        try
        {
            await server.StartAsync(cancellation);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs until it is told to stop (SIGTERM, Ctrl+C or <paramref name="cancellation"/>).</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        // What kept the library from being opened ends the server too.
        await _host.Opening;
        await _app.WaitForShutdownAsync(cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _app.StopAsync(CancellationToken.None);
        await _background.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _app.DisposeAsync();
        await _host.DisposeAsync();
        _stopping.Dispose();
    }

    internal static WebApplication Build(EngineHost host, BackendOptions options, bool describe)
    {
        // Two addresses cannot share a port that neither has yet.
        var port = options is { IPv6: true, Port: 0 } ? FindFreePort() : options.Port;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "cortex" });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxBody;
            kestrel.Limits.MaxRequestLineSize = MaxRequestLine;
            kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Protocols = HttpProtocols.Http1);
            kestrel.Listen(IPAddress.Loopback, port);
            if (options.IPv6) kestrel.Listen(IPAddress.IPv6Loopback, port);
        });
        // What keeps the server from starting is told by the verb, in words.
        builder.Logging.SetMinimumLevel(LogLevel.Error).AddFilter("Microsoft.Extensions.Hosting", LogLevel.None).AddProvider(new StandardErrorLog());
        var services = builder.Services;
        services.AddRoutingCore();
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, CortexJson.Wire);
            json.SerializerOptions.NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.Strict;
            json.SerializerOptions.PropertyNamingPolicy = CortexJson.Wire.Options.PropertyNamingPolicy;
            json.SerializerOptions.MaxDepth = CortexJson.Wire.Options.MaxDepth;
            json.SerializerOptions.Encoder = CortexJson.Wire.Options.Encoder;
        });
        services.Configure<HostOptions>(stop => stop.ShutdownTimeout = TimeSpan.FromSeconds(3));
        services.AddSingleton(host).AddSingleton(options).AddSingleton<ServerAddress>().AddSingleton<Credentials>().AddSingleton<DatabaseCheck>().AddSingleton<EmbeddingCheck>().AddSingleton<LiveSockets>();
        if (describe) services.AddApiDescription();
        var app = builder.Build();
        app.UseMiddleware<ProblemMiddleware>();
        app.UseHeadAsGet();
        app.UseMiddleware<RequestGate>();
        app.UseWebSockets(new WebSocketOptions { KeepAliveInterval = TimeSpan.FromSeconds(30) });
        Map(app, options, describe);
        return app;
    }

    /// <summary>Every route there is.</summary>
    private static void Map(IEndpointRouteBuilder routes, BackendOptions options, bool describe)
    {
        var api = routes.MapGroup("/api");
        if (describe) api.SpellOut();
        api.MapItems();
        api.MapTags();
        api.MapDuplicates();
        api.MapGraph();
        api.MapImport();
        api.MapSources();
        api.MapExport();
        api.MapBackup();
        api.MapSearch();
        api.MapProcessing();
        api.MapWorkflows();
        api.MapModels();
        api.MapProviders();
        api.MapSystem();
        api.MapSession();
        api.MapConversations();
        api.MapDigests();
        api.MapEventSockets();
        api.MapChatSocket();
        if (options.Web is { } web) routes.MapWebPages(web);
        else routes.MapPage();
    }

    private static int FindFreePort()
    {
        using var listener = new TcpListener(IPAddress.IPv6Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task StartAsync(CancellationToken cancellation)
    {
        try
        {
            await _app.StartAsync(cancellation);
        }
        catch (IOException error) when (error.InnerException is AddressInUseException)
        {
            throw new CortexException(ErrorCode.PortInUse, $"Port {Options.Port} is taken by another program. Choose another with --port N, or --port 0 for a free one.", error);
        }

        var addresses = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        _app.Services.GetRequiredService<ServerAddress>().Port = new Uri(addresses.First()).Port;
        _app.Lifetime.ApplicationStopping.Register(_app.Services.GetRequiredService<LiveSockets>().CloseAll);
        _background = Task.Run(WorkAsync, CancellationToken.None);
    }

    private async Task WorkAsync()
    {
        var engine = await _host.Opening;
        if (Options.RunJobs)
        {
            engine.Runner.Start();
            engine.Watching.Start();
            engine.Conversations.Resume();
        }

        await new RevocationWatch(_host, _app.Services.GetRequiredService<LiveSockets>()).RunAsync(_stopping.Token);
    }
}
