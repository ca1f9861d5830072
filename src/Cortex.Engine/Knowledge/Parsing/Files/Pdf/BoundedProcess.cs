using System.Diagnostics;
using System.Text;
using Cortex.Engine.Secrets;

namespace Cortex.Engine.Knowledge.Parsing.Files.Pdf;

/// <summary>What a program may take before it is ended.</summary>
internal sealed record ProcessLimits(TimeSpan Time, long MemoryBytes, long OutputBytes);

/// <param name="Error">The beginning of what it wrote to standard error.</param>
/// <param name="Failure">What reading its output failed with: often less telling than the two others.</param>
internal sealed record ProcessResult(int ExitCode, string Error, Exception? Failure);

/// <summary>Runs a program on a file that nobody vouches for: no shell, nothing to read, and an end by time, memory, output or cancellation.</summary>
internal static class BoundedProcess
{
    private const int MaxError = 4000;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    /// <param name="read">Reads standard output, on the calling thread. It may stop before the end.</param>
    public static ProcessResult Run(string program, IEnumerable<string> arguments, ProcessLimits limits, Action<Stream> read, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo(program, arguments)
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                CreateNoWindow = true,
                WorkingDirectory = Path.GetPathRoot(program)!,
            }.WithoutKeys(),
        };
        var error = new StringBuilder();
        process.ErrorDataReceived += (_, line) =>
        {
            lock (error)
            {
                if (line.Data is not null && error.Length < MaxError)
                {
                    error.Append(line.Data, 0, Math.Min(line.Data.Length, MaxError)).Append('\n');
                }
            }
        };
        process.Start();
        process.StandardInput.Close();
        process.BeginErrorReadLine();
        string? exceeded = null;
        Exception? failure = null;
        try
        {
            using var time = CancellationTokenSource.CreateLinkedTokenSource(ct);
            time.CancelAfter(limits.Time);
            using var atEnd = time.Token.Register(() => Stop(process));
            using var watch = new Timer(_ => Watch(), null, Look, Look);
            try
            {
                using var output = Limited(process.StandardOutput.BaseStream, limits.OutputBytes);
                read(output);
            }
            catch (Exception caught)
            {
                // What was read is cut off when the program is ended: that is the reason then.
                failure = caught;
                Stop(process);
            }

            process.WaitForExit();
            ct.ThrowIfCancellationRequested();
            if (time.IsCancellationRequested)
            {
                throw FileLimits.Exceeded($"Reading it took longer than {limits.Time.TotalSeconds:0} seconds.");
            }

            if (exceeded is not null)
            {
                throw FileLimits.Exceeded(exceeded);
            }
        }
        finally
        {
            Stop(process);
        }

        lock (error)
        {
            return new ProcessResult(process.ExitCode, error.ToString(), failure);
        }

        void Watch()
        {
            try
            {
                process.Refresh();
                if (!process.HasExited && process.WorkingSet64 > limits.MemoryBytes)
                {
                    exceeded = $"Reading it took more than {limits.MemoryBytes / (1024 * 1024)} MiB of memory.";
                    Stop(process);
                }
            }
            catch (InvalidOperationException)
            {
                // It has ended meanwhile.
            }
        }
    }

    private static void Stop(Process process)
    {
        try
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
        catch (InvalidOperationException)
        {
            // It has ended meanwhile.
        }
    }

    // Left open: it belongs to the process.
    private static CountedStream Limited(Stream output, long limit)
    {
        var length = 0L;
        return new CountedStream(output, read =>
        {
            if ((length += read) > limit) throw FileLimits.Exceeded($"It has more than {limit / (1024 * 1024)} MiB of text.");
        });
    }
}
