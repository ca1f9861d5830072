using System.Diagnostics;
using System.Text.Json.Nodes;
using Cortex.Contract.Errors;
using Cortex.Contract.Import;
using Cortex.Contract.Items;
using Cortex.Engine.Knowledge.Items;
using Cortex.Engine.Knowledge.Parsing;
using Cortex.Engine.Knowledge.Parsing.Files;
using Cortex.Engine.Knowledge.Parsing.Html;
using Cortex.Engine.Sources.Exports;
using Cortex.Engine.Sources.Exports.Obsidian;

namespace Cortex.Engine.Sources;

/// <summary>Brings files into the library: each is an item whose identity is its path. Processing follows by the queue.</summary>
public sealed class Importer(Library library, ExportImporter exports)
{
    private const int BatchItems = 128;
    private const int BatchCharacters = 2_000_000;
    private const int MaxListed = 1000;

    /// <param name="changed">Takes the ids of all items that are created or changed; the report names only the first.</param>
    /// <exception cref="CortexException">a path that does not exist; nothing is imported then</exception>
    public async Task<ImportReport> ImportAsync(ImportRequest request, IProgress<ImportProgress>? progress, CancellationToken cancellation, ICollection<string>? changed = null)
    {
        var missing = request.Paths.Where(path => !Path.Exists(path)).ToList();
        if (missing.Count > 0) throw new CortexException(ErrorCode.FileNotReadable, $"There is no file or folder {string.Join(", ", missing)}.");
        var taken = await exports.TakeAsync(request, progress, cancellation, changed);
        request = taken.Rest;
        var tally = new Tally(request.DryRun, changed);
        var vaults = new Vaults();
        var batch = new List<NewItem>();
        var size = 0;
        Task pending = Task.CompletedTask;
        foreach (var entry in Entries(request, cancellation))
        {
            if (entry is SkippedPath skipped) tally.Skip(skipped.FullPath, WireName.Of(skipped.Reason));
            else if (entry is ScannedFile file)
            {
                if (request.DryRun) tally.Files.Add(file.FullPath);
                else if (Read(file, request.Tags, tally, cancellation) is { } item)
                {
                    batch.Add(vaults.Describe(item));
                    size += item.Content.Length;
                    tally.Read++;
                }
            }

            progress?.Report(new ImportProgress(tally.Read + tally.Files.Count, tally.Skipped.Values.Sum(), entry.RelativePath));
            if (batch.Count < BatchItems && size < BatchCharacters) continue;
            // The next files are read while the last batch is written.
            await pending;
            pending = KeepAsync([.. batch], tally);
            batch.Clear();
            size = 0;
        }

        await pending;
        if (batch.Count > 0) await KeepAsync(batch, tally);
        return taken.With(tally.Report());
    }

    /// <summary>Keeps a text from a pipe as a note.</summary>
    public Task<Item> ImportTextAsync(byte[] bytes, IReadOnlyList<string> tags)
    {
        var text = TextDecoder.Decode(bytes).Text;
        if (string.IsNullOrWhiteSpace(text)) throw new CortexException(ErrorCode.InvalidArgument, "Standard input was empty.");
        var format = FormatDetector.Sniff(text) == DocumentFormat.Html ? DocumentFormat.Html : DocumentFormat.Markdown;
        return library.CreateAsync(new NewItem { Content = text, Format = format, Source = "stdin", Tags = tags, Priority = 1 });
    }

    private static IEnumerable<ScanEntry> Entries(ImportRequest request, CancellationToken cancellation)
    {
        var options = new ScanOptions { MaxFileBytes = request.MaxFileBytes };
        return request.Paths.SelectMany(path => Directory.Exists(path) ? FolderScan.Scan(path, options, cancellation) : [FolderScan.Inspect(path, options)]);
    }

    private async Task KeepAsync(IReadOnlyList<NewItem> batch, Tally tally) => tally.Count(await library.ImportAsync(batch, key => !File.Exists(key)));

    private static NewItem? Read(ScannedFile file, IReadOnlyList<string> tags, Tally tally, CancellationToken cancellation)
    {
        try
        {
            if (FileReaders.Read(file.FullPath, file.FullPath, cancellation) is { } document)
            {
                return new NewItem
                {
                    Content = document.Content,
                    ContentType = ContentType.File,
                    Format = document.Format,
                    SourceUrl = document.SourceUrl,
                    Source = "import",
                    SourceKey = file.FullPath,
                    Tags = tags,
                    Metadata = Describe(file, charset: null),
                };
            }

            var named = FormatDetector.FromFileName(file.FullPath);
            var decoded = TextDecoder.Decode(File.ReadAllBytes(file.FullPath), html: named?.Format == DocumentFormat.Html);
            var (format, language) = named ?? (FormatDetector.Sniff(decoded.Text), null);
            return new NewItem
            {
                Content = decoded.Text,
                Title = format == DocumentFormat.Code ? Path.GetFileName(file.FullPath) : null,
                ContentType = ContentType.File,
                Format = format,
                Language = language,
                SourceUrl = format == DocumentFormat.Html ? SavedFrom.Url(decoded.Text) : null,
                Source = "import",
                SourceKey = file.FullPath,
                Tags = tags,
                Metadata = Describe(file, decoded.Charset),
            };
        }
        catch (CortexException error)
        {
            tally.Skip(file.FullPath, error.Code, error.Message);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            tally.Skip(file.FullPath, WireName.Of(SkipReason.Unreadable));
        }

        return null;
    }

    private static string Describe(ScannedFile file, string? charset)
    {
        var metadata = new JsonObject
        {
            ["path"] = file.FullPath,
            ["size_bytes"] = file.Size,
            ["modified_at"] = file.LastWriteTime.UtcDateTime.ToString("O"),
        };
        if (charset is not null) metadata["charset"] = charset;
        return metadata.ToJsonString();
    }

    private sealed class Tally(bool dryRun, ICollection<string>? changed)
    {
        private readonly Stopwatch _clock = Stopwatch.StartNew();
        private readonly Dictionary<ImportOutcome, int> _outcomes = [];
        private readonly List<SkippedFile> _skippedFiles = [];
        private readonly List<string> _ids = [];

        public int Read { get; set; }
        public Dictionary<string, int> Skipped { get; } = new(StringComparer.Ordinal);
        public List<string> Files { get; } = [];

        public void Skip(string path, string reason, string? detail = null)
        {
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
            Unchanged = _outcomes.GetValueOrDefault(ImportOutcome.Unchanged),
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
}
