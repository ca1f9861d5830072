using Cortex.Cli.Output;
using Cortex.Contract.Import;
using Cortex.Engine;
using Cortex.Engine.Sources.Web;

namespace Cortex.Cli.Commands;

/// <summary>Fetches the pages of which an export has the bookmark. What was fetched is not fetched again; what failed is tried anew the next time.</summary>
internal static class FetchBookmarks
{
    private const int MaxListed = 1000;

    /// <returns>The report of the import with that of the fetching in it.</returns>
    public static async Task<ImportReport> RunAsync(CortexEngine engine, IReadOnlyList<string> paths, ImportReport report, ICollection<string> changed, ProgressLine progress, CancellationToken cancellation)
    {
        var urls = engine.Exports.UnreadPages(paths, cancellation);
        var fetched = 0;
        var failed = new List<SkippedFile>();
        var told = progress.Over<FetchProgress>(p => $"Fetching {p.Address.Host} ({fetched + failed.Count + 1:N0} of {urls.Count:N0}){(p.Bytes > 0 ? $"  {p.Bytes / 1024.0:N0} KiB" : "")}");
        await foreach (var page in engine.Pages.ImportAllAsync([.. urls.Select(url => new ImportPageRequest { Url = url })], told, cancellation))
        {
            if (page.Error is { } error) failed.Add(new SkippedFile(page.Url, error.Code) { Detail = error.Message });
            else
            {
                fetched++;
                changed.Add(page.Result!.Item.Id);
            }
        }

        return report with
        {
            Fetched = fetched,
            Skipped = report.Skipped.Concat(failed.GroupBy(page => page.Reason, StringComparer.Ordinal).Select(group => KeyValuePair.Create(group.Key, group.Count())))
                .GroupBy(pair => pair.Key, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Sum(pair => pair.Value), StringComparer.Ordinal),
            // What could not be fetched is what the person asked about.
            SkippedFiles = [.. failed.Concat(report.SkippedFiles).Take(MaxListed)],
        };
    }
}
