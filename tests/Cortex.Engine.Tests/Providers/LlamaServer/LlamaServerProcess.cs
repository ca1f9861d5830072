using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Cortex.Engine.Tests.Providers.LlamaServer;

/// <summary>llama.cpp's server with one model, as a child of the tests: the executable on the path, or one in a folder with a system of its own.</summary>
internal sealed class LlamaServerProcess : IDisposable
{
    /// <summary>Names the folder that <c>benchmarks/make-llama-server</c> made, and that of the models; without it a <c>shared/models</c> beside or above the repository is taken.</summary>
    public const string FolderVariable = "CORTEX_LLAMA_SERVER", ModelsVariable = "CORTEX_TEST_MODELS";
    public const string ChatModel = "tiny-chat-q8_0", EncoderModel = "all-minilm-l6-v2-q8_0";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly Process _process;
    private readonly string _copy;

    private LlamaServerProcess(Process process, string copy, int port) => (_process, _copy, Address) = (process, copy, new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/")));

    public Uri Address { get; }

    /// <summary>What is not there; null: all is.</summary>
    public static string? Missing =>
        Folder is null && OnPath is null ? $"NOT TESTED against a real engine: there is no llama-server on the path, and {FolderVariable} names no folder that benchmarks/make-llama-server made."
        : Model(ChatModel) is null ? $"NOT TESTED against a real engine: {ChatModel}.gguf is not there; {ModelsVariable} names its folder." : null;

    private static string? Folder => Environment.GetEnvironmentVariable(FolderVariable) is { Length: > 0 } folder && File.Exists(Path.Combine(folder, "usr", "bin", "llama-server")) ? folder : null;

    private static string? OnPath => Environment.GetEnvironmentVariable("PATH")?.Split(Path.PathSeparator).Select(folder => Path.Combine(folder, "llama-server")).FirstOrDefault(File.Exists);

    public static async Task<LlamaServerProcess> StartAsync(string model, params string[] arguments)
    {
        var port = FreePort();
        // Within the folder there is another root: the model must be in it.
        var name = $"cortex-test-{Guid.NewGuid():N}.gguf";
        var copy = Folder is null ? Path.Combine(Path.GetTempPath(), name) : Path.Combine(Folder, "tmp", name);
        File.Copy(Model(model)!, copy);
        string[] all = ["-m", Folder is null ? copy : "/tmp/" + name, "--alias", model, "--host", "127.0.0.1", "--port", port.ToString(CultureInfo.InvariantCulture), "-t", "2", .. arguments];
        var start = Folder is null ? new ProcessStartInfo(OnPath!, all) : new ProcessStartInfo("chroot", [Folder, "llama-server", .. all]);
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        var server = new LlamaServerProcess(Process.Start(start)!, copy, port);
        server._process.OutputDataReceived += (_, _) => { };
        server._process.ErrorDataReceived += (_, _) => { };
        server._process.BeginOutputReadLine();
        server._process.BeginErrorReadLine();
        await server.WaitUntilHealthyAsync();
        return server;
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
        File.Delete(_copy);
    }

    private static string? Model(string name)
    {
        var file = name + ".gguf";
        if (Environment.GetEnvironmentVariable(ModelsVariable) is { Length: > 0 } named) return File.Exists(Path.Combine(named, file)) ? Path.Combine(named, file) : null;
        for (var folder = new DirectoryInfo(Repository.Root); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "shared", "models", file);
            if (File.Exists(candidate)) return candidate;
        }

        return null;
    }

    // It prints nothing that could be waited for in all versions: it is asked until it answers.
    private async Task WaitUntilHealthyAsync()
    {
        using var http = new HttpClient { BaseAddress = Address };
        using var patience = new CancellationTokenSource(Patience);
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (await beat.WaitForNextTickAsync(patience.Token))
        {
            Assert.False(_process.HasExited, "llama-server ended.");
            try
            {
                using var answer = await http.GetAsync(new Uri("health", UriKind.Relative), patience.Token);
                if (answer.StatusCode == HttpStatusCode.OK) return;
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
