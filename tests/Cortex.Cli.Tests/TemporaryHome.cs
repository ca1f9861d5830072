using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Cortex.Engine.Storage;

namespace Cortex.Cli.Tests;

/// <summary>A data folder of its own, and the real executable run on it.</summary>
internal sealed class TemporaryHome : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);
    private readonly string _root = Directory.CreateTempSubdirectory("cortex-cli-").FullName;

    /// <summary>The data folder; not there until a verb makes it.</summary>
    public string Home => Path.Combine(_root, "home");
    public LibraryFolder Folder => new(Home);

    /// <summary>The executable of the configuration that the tests were built in.</summary>
    public static string Executable { get; } = FindExecutable();

    public Dictionary<string, string> Environment { get; } = [];

    public string File(string name, string content)
    {
        var path = Path.Combine(_root, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        System.IO.File.WriteAllText(path, content);
        return path;
    }

    public string At(string name) => Path.Combine(_root, name);

    public Result Run(params string[] arguments) => RunWith("", arguments);

    public Result RunWith(string input, params string[] arguments)
    {
        using var process = Start(Executable, arguments);
        return Finish(process, input);
    }

    /// <summary>On a terminal of its own, where colours and progress are drawn.</summary>
    public Result RunOnTerminal(string command)
    {
        using var process = Start("script", ["-qec", $"'{Executable}' {command}", "/dev/null"]);
        return Finish(process, "");
    }

    public Process Start(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        // Neither the keys nor the keychain of whoever runs the tests.
        foreach (var name in (string[])["DISPLAY", "WAYLAND_DISPLAY", "NO_COLOR", "TERM", "CORTEX_PORT", "DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR", "OPENAI_API_KEY", "ANTHROPIC_API_KEY", "OLLAMA_API_KEY"]) start.Environment.Remove(name);
        start.Environment[LibraryFolder.HomeVariable] = Home;
        // A test ends with its processes; one that tries the background sets it.
        start.Environment["CORTEX_BACKGROUND_INDEX"] = "0";
        foreach (var (name, value) in Environment) start.Environment[name] = value;
        return Process.Start(start)!;
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private static Result Finish(Process process, string input)
    {
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        if (process.WaitForExit(Deadline)) return new Result(process.ExitCode, output.Result, error.Result);
        process.Kill(entireProcessTree: true);
        throw new TimeoutException($"cortex {string.Join(' ', process.StartInfo.ArgumentList)} has not ended within {Deadline.TotalSeconds:0} s. {(output.IsCompleted ? output.Result : "")} {(error.IsCompleted ? error.Result : "")}");
    }

    private static string FindExecutable()
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !System.IO.File.Exists(Path.Combine(folder.FullName, "Cortex.slnx"))) folder = folder.Parent;
        var file = Path.Combine(folder?.FullName ?? "", "artifacts", "bin", "Cortex.Cli", configuration, OperatingSystem.IsWindows() ? "cortex.exe" : "cortex");
        return System.IO.File.Exists(file) ? file : throw new InvalidOperationException($"{file} is not built. Run: dotnet build");
    }
}

/// <summary>What a run of the executable said.</summary>
internal sealed record Result(int ExitCode, string Out, string Error)
{
    /// <summary>The one document on standard output; fails when there is more or less.</summary>
    public JsonElement Json
    {
        get
        {
            using var document = JsonDocument.Parse(Out);
            return document.RootElement.Clone();
        }
    }

    public Result Expect(int exitCode)
    {
        Assert.True(exitCode == ExitCode, $"exit code {ExitCode}, not {exitCode}\n{Out}\n{Error}");
        return this;
    }
}
