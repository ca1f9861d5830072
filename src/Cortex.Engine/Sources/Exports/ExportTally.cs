using System.Diagnostics;
using Cortex.Contract.Import;

namespace Cortex.Engine.Sources.Exports;

/// <summary>Counts what became of the entries of exports.</summary>
internal sealed class ExportTally(bool dryRun, ICollection<string>? changed)
{
    private const int MaxListed = 1000;
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly Dictionary<ImportOutcome, int> _outcomes = [];
    private readonly Dictionary<string, int> _skipped = new(StringComparer.Ordinal);
    private readonly List<SkippedFile> _skippedFiles = [];
    private readonly List<string> _files = [];
    private readonly List<string> _ids = [];

    public int Read { get; private set; }
    public int Skipped { get; private set; }

    public void Found(string path, string title)
    {
        Read++;
        if (dryRun) _files.Add($"{path}: {title}");
    }

    public void Skip(string? name, string reason, int count = 1, string? detail = null)
    {
        _skipped[reason] = _skipped.GetValueOrDefault(reason) + count;
        Skipped += count;
        if (name is not null && _skippedFiles.Count < MaxListed) _skippedFiles.Add(new SkippedFile(name, reason) { Detail = detail });
    }

    public void Count(IEnumerable<(string Id, ImportOutcome Outcome)> results)
    {
        foreach (var (id, outcome) in results)
        {
            _outcomes[outcome] = _outcomes.GetValueOrDefault(outcome) + 1;
            if (outcome == ImportOutcome.Unchanged) continue;
            changed?.Add(id);
            if (_ids.Count < MaxListed) _ids.Add(id);
        }
    }

    public ImportReport Report() => new()
    {
        DryRun = dryRun,
        Created = _outcomes.GetValueOrDefault(ImportOutcome.Created),
        Updated = _outcomes.GetValueOrDefault(ImportOutcome.Updated),
        Moved = 0,
        Unchanged = _outcomes.GetValueOrDefault(ImportOutcome.Unchanged),
        Skipped = _skipped,
        SkippedFiles = _skippedFiles,
        Files = _files,
        ItemIds = _ids,
        NearDuplicates = [],
        NearDuplicateCount = 0,
        Failed = 0,
        TookMs = Math.Round(_clock.Elapsed.TotalMilliseconds, 1),
    };
}
