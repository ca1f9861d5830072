using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Cortex.Cli.Tests;

/// <summary><c>cortex serve</c> as a process of its own.</summary>
internal sealed partial class Server : IDisposable
{
    private const int SigTerm = 15;
    private readonly Process _process;
    private readonly Task<string> _errors;

    private Server(Process process, int port, string token, Task<string> errors)
    {
        _process = process;
        _errors = errors;
        Token = token;
        Client = new HttpClient { BaseAddress = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/")) };
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        Port = port;
    }

    public HttpClient Client { get; }
    public int Port { get; }
    public string Token { get; }
    public int ProcessId => _process.Id;

    /// <summary>Starts it and waits until it listens; null when it ended before.</summary>
    public static Server? TryStart(TemporaryHome home) => TryListen(home.Start(TemporaryHome.Executable, ["serve", "--port", "0", "--json"]));

    /// <summary>Starts it and waits until the library is open.</summary>
    public static Server Start(TemporaryHome home)
    {
        var server = TryStart(home) ?? throw new InvalidOperationException("The server ended at once.");
        Until(() => server.IsHealthy(), "the server to be healthy");
        return server;
    }

    /// <summary>Reads what a started process prints until it listens.</summary>
    public static Server? TryListen(Process process)
    {
        var errors = process.StandardError.ReadToEndAsync();
        var report = new StringBuilder();
        while (process.StandardOutput.ReadLine() is { } line)
        {
            report.AppendLine(line);
            if (line != "}") continue;
            using var document = JsonDocument.Parse(report.ToString());
            var url = document.RootElement.GetProperty("sign_in_url").GetString()!;
            return new Server(process, document.RootElement.GetProperty("port").GetInt32(), url[(url.IndexOf('=', StringComparison.Ordinal) + 1)..], errors);
        }

        process.Dispose();
        return null;
    }

    public static void Until(Func<bool> condition, string what) => Assert.True(SpinWait.SpinUntil(condition, TimeSpan.FromSeconds(60)), $"Waited 60 s for {what}.");

    /// <summary>The new item's id when it was acknowledged; null when it was not (yet).</summary>
    public async Task<string?> TryPostAsync(string content)
    {
        try
        {
            using var body = new StringContent(JsonSerializer.Serialize(new Dictionary<string, string> { ["content"] = content }), Encoding.UTF8, "application/json");
            using var answer = await Client.PostAsync(new Uri("api/items", UriKind.Relative), body);
            if (answer.StatusCode != HttpStatusCode.Created) return null;
            using var item = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
            return item.RootElement.GetProperty("id").GetString();
        }
        catch (Exception error) when (error is HttpRequestException or IOException or SocketException or JsonException or OperationCanceledException)
        {
            return null;
        }
    }

    public JsonElement Get(string path)
    {
        using var document = JsonDocument.Parse(Client.GetStringAsync(new Uri(path, UriKind.Relative)).GetAwaiter().GetResult());
        return document.RootElement.Clone();
    }

    public JsonElement Post(string path, string json)
    {
        using var body = new StringContent(json, Encoding.UTF8, "application/json");
        using var answer = Client.PostAsync(new Uri(path, UriKind.Relative), body).GetAwaiter().GetResult();
        using var document = JsonDocument.Parse(answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync().GetAwaiter().GetResult());
        return document.RootElement.Clone();
    }

    /// <summary>SIGKILL: nothing of the process runs after it.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    /// <summary>SIGTERM; returns the exit code, or null when it has not ended in time.</summary>
    public int? Terminate(TimeSpan within)
    {
        Assert.Equal(0, SendSignal(_process.Id, SigTerm));
        return _process.WaitForExit(within) ? _process.ExitCode : null;
    }

    public string Errors() => _errors.GetAwaiter().GetResult();

    public void Dispose()
    {
        Client.Dispose();
        if (!_process.HasExited) Kill();
        _process.Dispose();
    }

    private bool IsHealthy()
    {
        using var answer = Client.GetAsync(new Uri("api/health", UriKind.Relative)).GetAwaiter().GetResult();
        return answer.Content.ReadAsStringAsync().GetAwaiter().GetResult().Contains("\"healthy\"", StringComparison.Ordinal);
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int SendSignal(int process, int signal);
}
