using Cortex.Contract.Import;
using Cortex.Contract.Items;
using Cortex.Engine.Knowledge.Items;
using Cortex.Engine.Sources;

namespace Cortex.Engine.Tests.Sources.Exports;

/// <summary>Exports as the programs write them, and a library to import them into.</summary>
internal static class ExportFiles
{
    public static string Of(string name) => Repository.TestFile("Sources", "Exports", "Files", name);

    public static async Task<ImportReport> ImportAsync(this TestLibrary library, params string[] paths)
    {
        var report = await library.Engine.Importer.ImportAsync(new ImportRequest { Paths = paths }, progress: null, CancellationToken.None);
        await library.IndexAsync();
        return report;
    }

    public static Dictionary<string, Item> ByTitle(this TestLibrary library) =>
        library.Engine.Items.List(new ItemQuery { Limit = 100 }).Items.ToDictionary(item => item.Title, item => library.Engine.Items.Get(item.Id));

    public static (int Created, int Updated, int Unchanged) Counts(this ImportReport report) => (report.Created, report.Updated, report.Unchanged);

    public static string? Text(this Item item, string field) => item.Metadata.TryGetProperty(field, out var value) ? value.ToString() : null;
}
