using System.Diagnostics;
using Cortex.Contract.Import;
using Cortex.Contract.Items;
using Cortex.Engine.Storage;

namespace Cortex.Engine.Sources;

/// <summary>Counts what an import does. Not for two threads at once.</summary>
internal sealed class ImportTally(bool dryRun, ICollection<string>? changed)
{
    private const int MaxListed = 1000;

    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly Dictionary<ImportOutcome, int> _outcomes = [];
    private readonly List<SkippedFile> _skippedFiles = [];
    private readonly List<string> _ids = [];

    public int Read { get; set; }

    /// <summary>Known to be as they were without being read.</summary>
    public int Unchanged { get; set; }
    public int Vanished { get; set; }
    public int SkippedCount { get; private set; }
    public Dictionary<string, int> Skipped { get; } = new(StringComparer.Ordinal);
    public List<string> Files { get; } = [];

    public void Skip(string path, string reason, string? detail = null)
    {
        SkippedCount++;
        Skipped[reason] = Skipped.GetValueOrDefault(reason) + 1;
        if (_skippedFiles.Count < MaxListed) _skippedFiles.Add(new SkippedFile(path, reason) { Detail = detail });
    }

    public void Count(IReadOnlyList<(string Id, ImportOutcome Outcome)> results)
    {
        foreach (var (id, outcome) in results)
        {
            _outcomes[outcome] = _outcomes.GetValueOrDefault(outcome) + 1;
            if (outcome is ImportOutcome.Created or ImportOutcome.Updated) changed?.Add(id);
            if (outcome != ImportOutcome.Unchanged && _ids.Count < MaxListed) _ids.Add(id);
        }
    }

    public ImportReport Report() => new()
    {
        DryRun = dryRun,
        Created = _outcomes.GetValueOrDefault(ImportOutcome.Created),
        Updated = _outcomes.GetValueOrDefault(ImportOutcome.Updated),
        Moved = _outcomes.GetValueOrDefault(ImportOutcome.Moved),
        Unchanged = _outcomes.GetValueOrDefault(ImportOutcome.Unchanged) + Unchanged,
        Vanished = Vanished,
        Skipped = Skipped,
        SkippedFiles = _skippedFiles,
        Files = Files,
        ItemIds = _ids,
        NearDuplicates = [],
        NearDuplicateCount = 0,
        Failed = 0,
        TookMs = Math.Round(_clock.Elapsed.TotalMilliseconds, 1),
    };
}
