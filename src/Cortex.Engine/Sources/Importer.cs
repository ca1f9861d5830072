using Cortex.Contract.Errors;
using Cortex.Contract.Import;
using Cortex.Contract.Items;
using Cortex.Engine.Knowledge.Items;
using Cortex.Engine.Knowledge.Parsing;
using Cortex.Engine.Sources.Exports;
using Cortex.Engine.Sources.Exports.Obsidian;
using Cortex.Engine.Sources.Folders;

namespace Cortex.Engine.Sources;

/// <summary>Brings files and folders into the library: each file is an item whose identity is its path; folders are followed from then on. Processing follows by the queue.</summary>
public sealed class Importer(Library library, FollowedFolders folders, ExportImporter exports)
{
    /// <param name="changed">Takes the ids of all items that are created or changed; the report names only the first.</param>
    /// <exception cref="CortexException">a path that does not exist; nothing is imported then</exception>
    public async Task<ImportReport> ImportAsync(ImportRequest request, IProgress<ImportProgress>? progress, CancellationToken cancellation, ICollection<string>? changed = null)
    {
        var missing = request.Paths.Where(path => !Path.Exists(path)).ToList();
        if (missing.Count > 0) throw new CortexException(ErrorCode.FileNotReadable, $"There is no file or folder {string.Join(", ", missing)}.");
        var taken = await exports.TakeAsync(request, progress, cancellation, changed);
        request = taken.Rest;
        var tally = new ImportTally(request.DryRun, changed);
        var options = new ScanOptions { MaxFileBytes = request.MaxFileBytes, Library = folders.Library };
        if (request.DryRun)
        {
            foreach (var entry in request.Paths.SelectMany(path => Directory.Exists(path) ? FolderScan.Scan(path, options, cancellation) : [FolderScan.Inspect(path, options)]))
            {
                if (entry is SkippedPath skipped) tally.Skip(skipped.FullPath, WireName.Of(skipped.Reason));
                else tally.Files.Add(entry.FullPath);
                progress?.Report(new ImportProgress(tally.Files.Count, tally.SkippedCount, entry.RelativePath));
            }

            return taken.With(tally.Report());
        }

        await ImportFilesAsync(request.Paths.Where(path => !Directory.Exists(path)).Select(path => FolderScan.Inspect(path, options)), request.Tags, tally, cancellation);
        foreach (var path in request.Paths.Where(Directory.Exists)) await folders.ImportAsync(path, request.Tags, request.MaxFileBytes, tally, progress, cancellation);
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

    /// <summary>Whether a file is no longer where it was: then the same content elsewhere is a move.</summary>
    internal static bool IsGone(string sourceKey) => Path.IsPathFullyQualified(sourceKey) && !File.Exists(sourceKey);

    private async Task ImportFilesAsync(IEnumerable<ScanEntry> entries, IReadOnlyList<string> tags, ImportTally tally, CancellationToken cancellation)
    {
        var vaults = new Vaults();
        foreach (var entry in entries)
        {
            if (entry is not ScannedFile file)
            {
                tally.Skip(entry.FullPath, WireName.Of(((SkippedPath)entry).Reason));
                continue;
            }

            try
            {
                var item = vaults.Describe(FileItem.Read(file, tags, cancellation));
                tally.Read++;
                tally.Count(await library.ImportAsync([item], IsGone));
            }
            catch (CortexException error) when (error.Code is not (ErrorCode.DiskFull or ErrorCode.DatabaseDamaged or ErrorCode.DatabaseUnavailable))
            {
                tally.Skip(file.FullPath, error.Code, error.Message);
            }
        }
    }
}
