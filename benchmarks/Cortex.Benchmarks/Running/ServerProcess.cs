using System.Globalization;
using System.Text.RegularExpressions;
using Cortex.Benchmarks.Http;
using Cortex.Benchmarks.Peers;
using Cortex.Engine.Access;
using Cortex.Engine.Storage;

namespace Cortex.Benchmarks.Running;

/// <summary>A running server: the one under test or its peer.</summary>
internal sealed partial class ServerProcess : IDisposable
{
    private readonly ChildProcess _process;

    private ServerProcess(ChildProcess process, int port, string token, string healthPath)
    {
        _process = process;
        Port = port;
        Token = token;
        HealthPath = healthPath;
    }

    public int Id => _process.Id;
    public int Port { get; }
    public string Token { get; }
    public string HealthPath { get; }

    /// <summary>From the spawn to the first answer that says healthy.</summary>
    public TimeSpan TimeToHealthy { get; private init; }

    public static Task<ServerProcess> StartCortexAsync(BenchmarkRun run, string home) =>
        StartAsync(run.Cortex(home, "serve", "--port", "0", "--json"), "/api/health", () => AccessToken.Load(new LibraryFolder(home)).Value);

    public static Task<ServerProcess> StartBareAsync() => StartAsync(BareKestrel.Start(), BareKestrel.Path, () => "");

    public void Dispose() => _process.Dispose();

    private static async Task<ServerProcess> StartAsync(ChildProcess process, string healthPath, Func<string> token)
    {
        try
        {
            var port = await ReadPortAsync(process);
            using var connection = new HttpConnection(port);
            var request = HttpMessage.Get(healthPath, port);
            while (!connection.Exchange(request).Contains("\"status\":\"healthy\"", StringComparison.Ordinal))
            {
                if (process.Age > TimeSpan.FromSeconds(30)) throw new BenchmarkException("The server did not become healthy within 30 s.");
                await Task.Yield();
            }

            return new ServerProcess(process, port, token(), healthPath) { TimeToHealthy = process.Age };
        }
        catch
        {
            process.Dispose();
            throw;
        }
    }

    private static async Task<int> ReadPortAsync(ChildProcess process)
    {
        while (await process.Output.ReadLineAsync() is { } line)
        {
            if (PortNumber().Match(line) is { Success: true } match) return int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
        }

        throw new BenchmarkException("The server ended without naming its port.");
    }

    [GeneratedRegex("\"port\": ?([0-9]+)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PortNumber();
}
