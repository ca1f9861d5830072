namespace Cortex.Engine.Knowledge.Parsing.Tables;

/// <summary>What parts the values of a table: found out from its first rows.</summary>
internal static class Delimiter
{
    private const int Sample = 20;
    private const int SampleLength = 100_000;

    /// <summary>Null where nothing parts it into the same number of values line by line.</summary>
    public static char? Of(string content, string? fileName)
    {
        var isTabbed = fileName?.EndsWith(".tsv", StringComparison.OrdinalIgnoreCase) is true;
        var sample = content.Length <= SampleLength ? content : content[..(content.LastIndexOf('\n', SampleLength) + 1)];
        char? best = null;
        var score = 0.0;
        foreach (var candidate in isTabbed ? "\t,;|" : ",;\t|")
        {
            var rows = RowReader.Read(sample, candidate, maxColumns: 1000, CancellationToken.None, Sample);
            if (rows is not { Count: > 0 })
            {
                continue;
            }

            var columns = rows[0].Length;
            var alike = rows.Count(row => row.Length == columns) / (double)rows.Count;
            if (columns > 1 && alike >= 0.8 && alike + (columns / 10_000.0) > score)
            {
                best = candidate;
                score = alike + (columns / 10_000.0);
            }
        }

        return best;
    }
}
