using System.Runtime.InteropServices;
using System.Text;
using Cortex.Contract.Errors;
using Cortex.Engine;

namespace Cortex.Cli.Platform;

/// <summary>Reads a line that a person types and the terminal does not show.</summary>
internal static partial class HiddenInput
{
    private const int Now = 0, AfterOutputDroppingInput = 2;

    // More than any system's struct termios takes.
    private const int SettingsSize = 256;
    private const byte Echo = 0x08;

    /// <summary>The line without its end; the terminal shows again what is typed when this returns or throws, also after Ctrl+C.</summary>
    /// <param name="prompt">Written to standard error.</param>
    /// <param name="maxLength">Longer lines are cut off behind one character more.</param>
    /// <param name="cancellation">Ctrl+C among others.</param>
    public static async Task<string> ReadLineAsync(string prompt, int maxLength, CancellationToken cancellation)
    {
        try
        {
            return OperatingSystem.IsWindows() ? ReadKeys(prompt, maxLength, cancellation) : await ReadTerminalAsync(prompt, maxLength, cancellation);
        }
        finally
        {
            // The line's end was not shown either.
            await Console.Error.WriteLineAsync();
        }
    }

    // .NET's own reader of keys lets a terminal show what is typed or pasted between two reads.
    private static async Task<string> ReadTerminalAsync(string prompt, int maxLength, CancellationToken cancellation)
    {
        using var terminal = new FileStream("/dev/tty", FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
        using var echo = EchoOff.Start((int)terminal.SafeFileHandle.DangerousGetHandle());
        // Only now: what is typed before would be shown, and dropped.
        await Console.Error.WriteAsync(prompt);
        // The read cannot be called off: the process ends, or nobody waits for it.
        var reading = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() => Read(terminal, maxLength, reading)) { IsBackground = true, Name = "terminal" }.Start();
        return await reading.Task.WaitAsync(cancellation);
    }

    private static void Read(FileStream terminal, int maxLength, TaskCompletionSource<string> reading)
    {
        try
        {
            using var line = new MemoryStream();
            for (var next = terminal.ReadByte(); next is not (-1 or '\n') && line.Length <= maxLength; next = terminal.ReadByte()) line.WriteByte((byte)next);
            reading.SetResult(Encoding.UTF8.GetString(line.GetBuffer(), 0, (int)line.Length));
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException or UnauthorizedAccessException)
        {
            reading.SetException(new CortexException(ErrorCode.FileNotReadable, $"The terminal cannot be read: {error.Message}", error));
        }
    }

    private static string ReadKeys(string prompt, int maxLength, CancellationToken cancellation)
    {
        Console.Error.Write(prompt);
        var line = new StringBuilder();
        for (var key = Console.ReadKey(intercept: true); key.Key != ConsoleKey.Enter && line.Length <= maxLength; key = Console.ReadKey(intercept: true))
        {
            cancellation.ThrowIfCancellationRequested();
            if (key.Key == ConsoleKey.Backspace) line.Length = Math.Max(0, line.Length - 1);
            else if (key.KeyChar != '\0') line.Append(key.KeyChar);
        }

        return line.ToString();
    }

    /// <summary>A terminal that does not show what is typed, until this is disposed of or a signal ends the process.</summary>
    private sealed class EchoOff : IDisposable
    {
        private readonly int _terminal;
        private readonly byte[] _before;
        private readonly PosixSignalRegistration[] _signals;

        private EchoOff(int terminal, byte[] before)
        {
            _terminal = terminal;
            _before = before;
            // Others decide what a signal ends; whatever that is, the terminal is as it was.
            PosixSignal[] ending = [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP, PosixSignal.SIGQUIT];
            _signals = [.. ending.Select(signal => PosixSignalRegistration.Create(signal, _ => Restore()))];
        }

        public static EchoOff Start(int terminal)
        {
            var before = new byte[SettingsSize];
            if (tcgetattr(terminal, before) != 0) throw NotHidden();
            var off = new EchoOff(terminal, before);
            var hidden = before.ToArray();
            // The local modes are the fourth field: four bytes each on Linux, eight on macOS and the BSDs' 64-bit kin.
            hidden[OperatingSystem.IsMacOS() ? 24 : 12] &= unchecked((byte)~Echo);
            if (tcsetattr(terminal, AfterOutputDroppingInput, hidden) == 0) return off;
            off.Dispose();
            throw NotHidden();
        }

        public void Dispose()
        {
            foreach (var signal in _signals) signal.Dispose();
            Restore();
        }

        private void Restore() => _ = tcsetattr(_terminal, Now, _before);

        private static CortexException NotHidden() => new(ErrorCode.FileNotReadable, "This terminal cannot hide what is typed. Pipe the key in instead: cortex login PROVIDER < FILE");
    }

    [LibraryImport("libc")]
    private static partial int tcgetattr(int terminal, Span<byte> settings);

    [LibraryImport("libc")]
    private static partial int tcsetattr(int terminal, int when, ReadOnlySpan<byte> settings);
}
