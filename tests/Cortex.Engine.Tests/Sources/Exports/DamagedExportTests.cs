using Cortex.Engine.Tests.Sources.Exports.Notion;

namespace Cortex.Engine.Tests.Sources.Exports;

/// <summary>Whatever became of an export on its way, it costs a reason at most.</summary>
public sealed class DamagedExportTests
{
    private const int Mutations = 30;

    [Fact]
    public async Task Mutated_exports_end_no_import()
    {
        await using var library = new TestLibrary();
        var random = new Random(7);
        var files = Directory.GetFiles(ExportFiles.Of("")).Select(path => (Name: Path.GetFileName(path), Bytes: File.ReadAllBytes(path))).Append(("Export-1b2c3d4e-0000-4000-8000-123456789abc.zip", NotionFiles.Zip())).ToList();
        Assert.Equal(7, files.Count);
        foreach (var (name, original) in files)
        {
            for (var i = 0; i < Mutations; i++)
            {
                var bytes = Mutated(original, random);
                var path = Path.Combine(library.Files, name);
                File.WriteAllBytes(path, bytes);
                var report = await library.Engine.Importer.ImportAsync(new Engine.Sources.ImportRequest { Paths = [path] }, progress: null, CancellationToken.None);
                Assert.True(report.Created + report.Updated + report.Unchanged + report.Skipped.Values.Sum() > 0, $"{name}, mutation {i}: nothing came of it, and nothing was said.");
            }
        }

        await library.IndexAsync();
        Assert.Equal(0, library.Engine.Ledger.Status(jobs: 0).Failed);
    }

    private static byte[] Mutated(byte[] original, Random random)
    {
        var bytes = random.Next(4) == 0 ? original[..random.Next(1, original.Length)] : [.. original];
        for (var i = random.Next(20); i > 0; i--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        return bytes;
    }
}
