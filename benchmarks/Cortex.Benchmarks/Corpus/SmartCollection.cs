using System.Globalization;

namespace Cortex.Benchmarks.Corpus;

/// <summary>A document of a collection.</summary>
internal sealed record CollectionDocument(int Id, string Title, string Text);

/// <summary>A test collection in the SMART format: documents, queries, and which documents answer which query.</summary>
internal sealed class SmartCollection
{
    private SmartCollection(IReadOnlyList<CollectionDocument> documents, IReadOnlyList<string> queries, IReadOnlyList<Dictionary<int, int>> judgements)
    {
        Documents = documents;
        Queries = queries;
        Judgements = judgements;
    }

    public IReadOnlyList<CollectionDocument> Documents { get; }
    public IReadOnlyList<string> Queries { get; }

    /// <summary>For each query, the relevance (1 to 4, higher is better) of each document that has any.</summary>
    public IReadOnlyList<Dictionary<int, int>> Judgements { get; }

    public static SmartCollection Read(string folder)
    {
        var documents = Records(Path.Combine(folder, "cran.all")).Select(record => new CollectionDocument(record.Id, Flow(record.Fields.GetValueOrDefault('T', [])), string.Join('\n', record.Fields.GetValueOrDefault('W', [])))).ToList();
        var queries = Records(Path.Combine(folder, "cran.qry")).Select(record => Flow(record.Fields.GetValueOrDefault('W', []))).ToList();
        return new SmartCollection(documents, queries, ReadJudgements(Path.Combine(folder, "cranqrel"), queries.Count));
    }

    // Queries are numbered in file order, whatever their .I says. A grade of 1 is the best there; 5 is the least, not worse than 4.
    private static List<Dictionary<int, int>> ReadJudgements(string file, int queries)
    {
        var judgements = Enumerable.Range(0, queries).Select(_ => new Dictionary<int, int>()).ToList();
        foreach (var line in File.ReadLines(file))
        {
            var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (fields.Length < 3) continue;
            var grade = int.Parse(fields[2], CultureInfo.InvariantCulture);
            if (grade <= 0) continue;
            judgements[int.Parse(fields[0], CultureInfo.InvariantCulture) - 1][int.Parse(fields[1], CultureInfo.InvariantCulture)] = grade == 5 ? 1 : 5 - grade;
        }

        return judgements;
    }

    private static IEnumerable<(int Id, Dictionary<char, List<string>> Fields)> Records(string file)
    {
        var id = 0;
        Dictionary<char, List<string>>? fields = null;
        List<string> lines = [];
        foreach (var line in File.ReadLines(file))
        {
            if (line.StartsWith(".I ", StringComparison.Ordinal))
            {
                if (fields is not null) yield return (id, fields);
                id = int.Parse(line.AsSpan(3), CultureInfo.InvariantCulture);
                fields = [];
            }
            else if (line.Trim() is ['.', >= 'A' and <= 'Z'] tag) fields![tag[1]] = lines = [];
            else lines.Add(line);
        }

        if (fields is not null) yield return (id, fields);
    }

    private static string Flow(IEnumerable<string> lines) => string.Join(' ', lines.Select(line => line.Trim()));
}
