using System.Diagnostics;
using Cortex.Engine.Settings;
using Cortex.Engine.Storage;

namespace Cortex.Benchmarks.Running;

/// <summary>A process that was started to be measured. Its output is read, so that writing it never blocks.</summary>
internal sealed class ChildProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(20);
    private readonly Process _process;
    private readonly Task<string> _errors;
    private readonly long _started;

    private ChildProcess(Process process, long started)
    {
        _process = process;
        _started = started;
        _errors = process.StandardError.ReadToEndAsync();
    }

    public int Id => _process.Id;

    /// <summary>Since just before it was spawned.</summary>
    public TimeSpan Age => Stopwatch.GetElapsedTime(_started);

    /// <summary>Everything it does not read itself goes to who starts it.</summary>
    public StreamReader Output => _process.StandardOutput;

    public static ChildProcess Start(string executable, IReadOnlyList<string> arguments, string? home = null, string? input = null)
    {
        var start = new ProcessStartInfo(executable, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = input is not null };
        if (home is not null) start.Environment[LibraryFolder.HomeVariable] = home;
        // What goes on in the background of one measurement would be in the next.
        start.Environment[BuiltInSettings.BackgroundIndex.Variable] = "0";
        var started = Stopwatch.GetTimestamp();
        var process = Process.Start(start) ?? throw new BenchmarkException($"{executable} did not start.");
        if (input is not null)
        {
            process.StandardInput.Write(input);
            process.StandardInput.Close();
        }

        return new ChildProcess(process, started);
    }

    /// <summary>Waits for its end; the time from its spawn to its end.</summary>
    /// <exception cref="BenchmarkException">it failed</exception>
    public async Task<TimeSpan> FinishAsync()
    {
        using (this)
        {
            using var patience = new CancellationTokenSource(Patience);
            await _process.StandardOutput.ReadToEndAsync(patience.Token);
            await _process.WaitForExitAsync(patience.Token);
            var age = Age;
            if (_process.ExitCode != 0) throw new BenchmarkException($"{_process.StartInfo.FileName} {string.Join(' ', _process.StartInfo.ArgumentList)} ended with {_process.ExitCode}: {await _errors}");
            return age;
        }
    }

    /// <summary>Ends it if it still runs.</summary>
    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }
}
