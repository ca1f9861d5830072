using System.Diagnostics;
using System.Globalization;
using Cortex.Benchmarks.Measuring;
using Cortex.Benchmarks.Running;
using Cortex.Engine.Inference;

namespace Cortex.Benchmarks.Peers;

/// <summary>A process that loads the encoder for one text, as a first search does: how soon, and what memory it takes and gives back.</summary>
internal sealed record EncoderProcess(double LoadMilliseconds, double FirstVectorMilliseconds, double LoadedMib, double ReleasedMib)
{
    public const string Verb = "encoder-process";

    public const string RateVerb = "encoder-rate";

    private const int Texts = 32, Tokens = 129, Batches = 8;
    private static readonly TimeSpan Idle = TimeSpan.FromMilliseconds(1);

    public static async Task<EncoderProcess> MeasureAsync()
    {
        using var process = ChildProcess.Start(Environment.ProcessPath!, [Verb]);
        var line = await process.Output.ReadLineAsync() ?? throw new BenchmarkException("The encoder's process ended without figures.");
        var figures = line.Split(' ').Select(figure => double.Parse(figure, CultureInfo.InvariantCulture)).ToArray();
        return new EncoderProcess(figures[0], figures[1], figures[2], figures[3]);
    }

    /// <summary>Tokens a second with two threads, of a build of this program.</summary>
    public static async Task<double> MeasureRateAsync(string executable)
    {
        using var process = ChildProcess.Start(executable, [RateVerb]);
        var line = await process.Output.ReadLineAsync() ?? throw new BenchmarkException($"{executable} ended without figures.");
        return double.Parse(line, CultureInfo.InvariantCulture);
    }

    /// <summary>The median of some batches; the first is for warming up.</summary>
    public static int RunRate()
    {
        using var encoder = SentenceEncoder.Load(ModelLocator.Find(ModelLocator.EncoderFile), new() { Threads = 2, BatchesInForeground = true });
        string[] texts = [.. Enumerable.Repeat(string.Concat(Enumerable.Repeat("lease ", Tokens - 2)), Texts)];
        encoder.EncodeBatch(texts);
        Samples rates = new();
        for (var i = 0; i < Batches; i++)
        {
            var clock = Stopwatch.GetTimestamp();
            encoder.EncodeBatch(texts);
            rates.Add(Texts * Tokens / Stopwatch.GetElapsedTime(clock).TotalSeconds);
        }

        Console.WriteLine(rates.Median.ToString(CultureInfo.InvariantCulture));
        return 0;
    }

    public static int Run()
    {
        var before = ProcessUse.PssMib(Environment.ProcessId);
        var path = ModelLocator.Find(ModelLocator.EncoderFile);
        double load, first, loaded;
        using (var cache = EncoderCache.OfFile(TimeProvider.System, path, idleTime: Idle))
        {
            var clock = Stopwatch.GetTimestamp();
            using (var use = cache.Borrow())
            {
                load = Stopwatch.GetElapsedTime(clock).TotalMilliseconds;
                use.Encoder.Encode("When does my rental contract run out?");
                first = Stopwatch.GetElapsedTime(clock).TotalMilliseconds;
                loaded = ProcessUse.PssMib(Environment.ProcessId) - before;
            }

            SpinWait.SpinUntil(() => !cache.IsLoaded, TimeSpan.FromSeconds(10));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{load} {first} {loaded} {ProcessUse.PssMib(Environment.ProcessId) - before}"));
        return 0;
    }
}
