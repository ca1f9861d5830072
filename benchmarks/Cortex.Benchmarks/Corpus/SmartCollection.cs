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

    /// <param name="folder">With the documents (<c>*.all</c>), the queries (<c>*.qry</c> or <c>query.text</c>) and the judgements (<c>*qrel*</c> or <c>*.rel</c>).</param>
    public static SmartCollection Read(string folder)
    {
        var documents = Records(Find(folder, "*.all")).Select(record => new CollectionDocument(record.Id, Flow(record.Fields.GetValueOrDefault('T', [])), string.Join('\n', record.Fields.GetValueOrDefault('W', [])))).ToList();
        var queries = Records(Find(folder, "*.qry", "query.text")).ToList();
        return new SmartCollection(documents, [.. queries.Select(query => Flow(query.Fields.GetValueOrDefault('W', [])))], ReadJudgements(Find(folder, "*qrel*", "*.rel"), [.. queries.Select(query => query.Id)]));
    }

    private static string Find(string folder, params string[] patterns)
    {
        var options = new EnumerationOptions { MatchCasing = MatchCasing.CaseInsensitive };
        return patterns.SelectMany(pattern => Directory.EnumerateFiles(folder, pattern, options)).Order(StringComparer.Ordinal).FirstOrDefault()
            ?? throw new BenchmarkException($"There is no {string.Join(" nor ", patterns)} in {folder}.");
    }

    // Three columns are query, document, grade: 1 is the best there, 5 the least, not worse than 4. Four are query, document and no grade, or
    // query, 0, document, grade, where a document that is listed is relevant.
    private static List<Dictionary<int, int>> ReadJudgements(string file, IReadOnlyList<int> ids)
    {
        var rows = File.ReadLines(file).Select(line => line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Where(fields => fields.Length >= 2).ToList();
        var numberFirst = rows.TrueForAll(fields => fields.Length >= 4 && int.TryParse(fields[1], CultureInfo.InvariantCulture, out var zero) && zero == 0);
        var judged = rows.Select(fields => (Query: Number(fields[0]), Document: Number(fields[numberFirst ? 2 : 1]), Relevance: fields.Length == 3 ? Grade(Number(fields[2])) : 1)).Where(row => row.Relevance > 0).ToList();
        // Cranfield numbers its queries in the order of the file, whatever their .I says; others by their .I.
        var byOrder = judged.TrueForAll(row => row.Query <= ids.Count);
        var at = ids.Select((id, index) => (Key: byOrder ? index + 1 : id, index)).ToDictionary(pair => pair.Key, pair => pair.index);
        var judgements = ids.Select(_ => new Dictionary<int, int>()).ToList();
        foreach (var (query, document, relevance) in judged)
        {
            if (at.TryGetValue(query, out var index)) judgements[index][document] = relevance;
        }

        return judgements;

        static int Number(string field) => int.Parse(field, CultureInfo.InvariantCulture);

        static int Grade(int grade) => grade <= 0 ? 0 : grade == 5 ? 1 : Math.Max(1, 5 - grade);
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
