namespace Cortex.Cli.Output;

/// <summary>One line of progress on standard error, redrawn in place; nothing at all where that is no terminal.</summary>
internal sealed class ProgressLine : IAsyncDisposable
{
    private const int BarWidth = 24;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(80);
    private readonly Lock _gate = new();
    private readonly bool _drawn;
    private long _last;

    private ProgressLine(bool drawn) => _drawn = drawn;

    public static ProgressLine Start(bool quiet) => new(!quiet && Terminal.IsInteractive);

    public IProgress<T> Over<T>(Func<T, string> text) => new Reporter<T>(this, text);

    /// <param name="share">0 to 1; null where the end is not known.</param>
    public void Show(string text, double? share = null)
    {
        if (!_drawn) return;
        lock (_gate)
        {
            if (_last != 0 && TimeProvider.System.GetElapsedTime(_last) < Interval) return;
            _last = TimeProvider.System.GetTimestamp();
            var bar = share is { } done ? $"[{new string('#', (int)(done * BarWidth)).PadRight(BarWidth, '.')}] " : "";
            var line = bar + Terminal.Clean(text);
            Console.Error.Write("\r\u001b[2K" + line[..Math.Min(line.Length, Width() - 1)]);
        }
    }

    public ValueTask DisposeAsync()
    {
        if (_drawn) Console.Error.Write("\r\u001b[2K");
        return ValueTask.CompletedTask;
    }

    private static int Width()
    {
        try { return Math.Max(20, Console.WindowWidth); }
        catch (IOException) { return 80; }
    }

    // Progress<T> would hand reports to the thread pool, out of order and after the end.
    private sealed class Reporter<T>(ProgressLine line, Func<T, string> text) : IProgress<T>
    {
        public void Report(T value)
        {
            if (line._drawn) line.Show(text(value));
        }
    }
}
