using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using Cortex.Benchmarks.Running;

namespace Cortex.Benchmarks.Peers;

/// <summary>llama.cpp's server with the same model file, running already or started out of a folder that has a system of its own.</summary>
internal sealed class LlamaServer : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly HttpClient _client;
    private readonly ChildProcess? _process;

    private LlamaServer(Uri address, ChildProcess? process)
    {
        _client = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromMinutes(2) };
        _process = process;
    }

    public static async Task<LlamaServer?> StartAsync(string? where, string model, int threads)
    {
        if (where is null) return null;
        var server = where.Contains("://", StringComparison.Ordinal) ? new LlamaServer(new Uri(where), process: null) : Start(where, model, threads);
        await server.WaitUntilHealthyAsync();
        return server;
    }

    /// <summary>The vectors of some texts, and how many tokens the server counts in them.</summary>
    public async Task<(float[][] Vectors, int Tokens)> EncodeAsync(IReadOnlyList<string> texts)
    {
        using var request = JsonContent.Create(new { input = texts });

        // A body of known length: the server does not take chunks.
        await request.LoadIntoBufferAsync();
        using var response = await _client.PostAsync(new Uri("v1/embeddings", UriKind.Relative), request);
        await using var body = await response.EnsureSuccessStatusCode().Content.ReadAsStreamAsync();
        using var answer = await JsonDocument.ParseAsync(body);
        var vectors = answer.RootElement.GetProperty("data").EnumerateArray()
            .Select(entry => entry.GetProperty("embedding").EnumerateArray().Select(value => value.GetSingle()).ToArray()).ToArray();
        return (vectors, answer.RootElement.GetProperty("usage").GetProperty("prompt_tokens").GetInt32());
    }

    public void Dispose()
    {
        _client.Dispose();
        _process?.Dispose();
    }

    private static LlamaServer Start(string folder, string model, int threads)
    {
        if (!Directory.Exists(Path.Combine(folder, "usr"))) throw new BenchmarkException($"{folder} has no system in it; make one with benchmarks/make-llama-server.");
        File.Copy(model, Path.Combine(folder, "encoder.gguf"), overwrite: true);
        var port = FreePort();
        string[] arguments = ["-m", "/encoder.gguf", "--embeddings", "--host", "127.0.0.1", "--port", port.ToString(CultureInfo.InvariantCulture), "-t", threads.ToString(CultureInfo.InvariantCulture), "-ub", "2048", "-b", "2048"];
        var process = ChildProcess.Start("chroot", [folder, "llama-server", .. arguments]);
        _ = process.Output.BaseStream.CopyToAsync(Stream.Null);
        return new LlamaServer(new Uri($"http://127.0.0.1:{port}/"), process);
    }

    private async Task WaitUntilHealthyAsync()
    {
        var clock = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                using var answer = await _client.GetAsync(new Uri("health", UriKind.Relative));
                if (answer.StatusCode == HttpStatusCode.OK) return;
            }
            catch (HttpRequestException) when (Stopwatch.GetElapsedTime(clock) < Patience)
            {
            }

            if (Stopwatch.GetElapsedTime(clock) > Patience) throw new BenchmarkException("llama-server did not become healthy within 30 s.");
            await Task.Delay(50);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
