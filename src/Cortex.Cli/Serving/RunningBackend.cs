using System.Globalization;
using System.Security.Cryptography;
using Cortex.Engine.Access;
using Cortex.Engine.Storage;

namespace Cortex.Cli.Serving;

/// <summary>The server of a library that runs already. Whatever listens on its port must first prove that it knows the library's token.</summary>
internal sealed record RunningBackend(int Port, int ProcessId)
{
    /// <summary>Whether its library is open, so that it answers more than whether it lives.</summary>
    public bool IsReady { get; init; }

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public string Url => $"http://127.0.0.1:{Port.ToString(CultureInfo.InvariantCulture)}/";

    /// <summary>Leaves a note for others while this process serves.</summary>
    public static IDisposable Announce(LibraryFolder folder, int port)
    {
        var file = File(folder);
        LibraryFolder.WritePrivate(file, string.Create(CultureInfo.InvariantCulture, $"{port} {Environment.ProcessId}"));
        return new Note(file, port);
    }

    public static async Task<RunningBackend?> FindAsync(LibraryFolder folder, CancellationToken cancellation)
    {
        if (Read(File(folder)) is not { } noted) return null;
        var challenge = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        using var client = new HttpClient { Timeout = Patience };
        try
        {
            using var answer = await client.GetAsync(new Uri($"{noted.Url}api/health?challenge={challenge}"), cancellation);
            var proof = answer.Headers.TryGetValues("Cortex-Proof", out var values) ? values.Single() : "";
            return proof == AccessToken.Load(folder).Prove(challenge) ? noted with { IsReady = answer.IsSuccessStatusCode } : null;
        }
        catch (Exception error) when (error is HttpRequestException || (error is TaskCanceledException && !cancellation.IsCancellationRequested))
        {
            return null;
        }
    }

    private static string File(LibraryFolder folder) => Path.Combine(folder.Root, "backend");

    private static RunningBackend? Read(string file)
    {
        if (!System.IO.File.Exists(file)) return null;
        var parts = System.IO.File.ReadAllText(file).Split(' ');
        return parts.Length == 2 && int.TryParse(parts[0], CultureInfo.InvariantCulture, out var port) && int.TryParse(parts[1], CultureInfo.InvariantCulture, out var process) ? new RunningBackend(port, process) : null;
    }

    private sealed class Note(string file, int port) : IDisposable
    {
        // Another server of this library may have left its own since.
        public void Dispose()
        {
            if (Read(file) is { } noted && noted.Port == port && noted.ProcessId == Environment.ProcessId) System.IO.File.Delete(file);
        }
    }
}
