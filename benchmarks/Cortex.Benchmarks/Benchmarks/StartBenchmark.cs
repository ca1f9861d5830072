using Cortex.Benchmarks.Measuring;
using Cortex.Benchmarks.Report;
using Cortex.Benchmarks.Running;

namespace Cortex.Benchmarks.Benchmarks;

/// <summary>How soon the backend is there, and what it takes while nobody asks anything of it.</summary>
internal sealed class StartBenchmark : IBenchmark
{
    private const double StartBar = 300, PssBar = 80;
    private const int Starts = 20;
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(10);

    public string Name => "start";
    public string Title => "The backend: start and idle";

    public string Method => $"`cortex serve` over the library of 10,000 notes: from its spawn to the first answer of `GET /api/health` that says healthy, {Starts} starts. " +
        "Then left alone for 10 s: its memory (PSS) at the end and the processor time of a further 10 s. Beside it, in turn with it: a bare Kestrel.";

    public async Task<IReadOnlyList<ReportRow>> RunAsync(BenchmarkRun run)
    {
        var home = await run.NotesLibraryAsync();
        Samples start = new(), bareStart = new();
        for (var i = 0; i < Starts; i++)
        {
            using (var server = await ServerProcess.StartCortexAsync(run, home)) start.AddMilliseconds(server.TimeToHealthy);
            using (var server = await ServerProcess.StartBareAsync()) bareStart.AddMilliseconds(server.TimeToHealthy);
        }

        Samples pss = new(), cpu = new(), barePss = new(), bareCpu = new();
        for (var i = 0; i < Math.Min(run.Options.Runs, 3); i++)
        {
            using var server = await ServerProcess.StartCortexAsync(run, home);
            using var bare = await ServerProcess.StartBareAsync();
            await Task.Delay(Idle);
            pss.Add(ProcessUse.PssMib(server.Id));
            barePss.Add(ProcessUse.PssMib(bare.Id));
            var before = (Cortex: ProcessUse.Cpu(server.Id), Bare: ProcessUse.Cpu(bare.Id));
            await Task.Delay(Idle);
            cpu.AddMilliseconds(ProcessUse.Cpu(server.Id) - before.Cortex);
            bareCpu.AddMilliseconds(ProcessUse.Cpu(bare.Id) - before.Bare);
        }

        return
        [
            ReportRow.Median("Healthy after", start, "ms").AtMost(start.Median, StartBar, "ms"),
            ReportRow.Of("Healthy after, p95", start.Percentile(95), "ms"),
            ReportRow.Median("Bare Kestrel: first answer after", bareStart, "ms"),
            ReportRow.Median("Memory when idle, PSS", pss, "MiB").AtMost(pss.Median, PssBar, "MiB"),
            ReportRow.Median("Bare Kestrel: memory when idle, PSS", barePss, "MiB"),
            ReportRow.Median("Processor time in 10 s of idling", cpu, "ms"),
            ReportRow.Median("Bare Kestrel: processor time in 10 s of idling", bareCpu, "ms"),
        ];
    }
}
