using System.Collections.Concurrent;
using Cortex.Engine.Storage;

namespace Cortex.Engine.Search;

/// <summary>A term of the word index, and how many passages hold it.</summary>
internal readonly record struct IndexTerm(string Term, long Documents);

/// <summary>What bm25 knows of the whole word index: how many passages there are, how long they are, and how many hold a term.</summary>
internal sealed class IndexStatistics
{
    // Frequencies of a library that has grown or shrunk by more than this share are asked for anew.
    private const double Stale = 0.05;
    private const int MostLibraries = 4, MostTerms = 50_000, MostAtOnce = 40_000, MostKept = 400_000;
    private static readonly ConcurrentDictionary<string, IndexStatistics> Libraries = new(StringComparer.Ordinal);

    private readonly ConcurrentDictionary<string, long> _documents = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, IReadOnlyList<IndexTerm>> _beginning = new(StringComparer.Ordinal);
    private int _kept;

    private IndexStatistics(long passages, double averageLength)
    {
        Passages = passages;
        AverageLength = averageLength;
    }

    public long Passages { get; }

    /// <summary>Words of a passage and its title.</summary>
    public double AverageLength { get; }

    /// <summary>The statistics of a library, kept from one search to the next.</summary>
    public static IndexStatistics Of(Db db)
    {
        var epoch = db.Text("SELECT value FROM library WHERE key = 'epoch'") ?? "";
        var (passages, words) = Averages(db.First("SELECT block FROM chunks_fts_data WHERE id = 1", row => row.Blob(0)) ?? []);
        if (Libraries.TryGetValue(epoch, out var known) && Math.Abs(known.Passages - passages) <= Stale * known.Passages && known._documents.Count < MostTerms) return known;
        if (Libraries.Count >= MostLibraries) Libraries.Clear();
        return Libraries[epoch] = new IndexStatistics(passages, passages == 0 ? 0 : (double)words / passages);
    }

    /// <summary>How many passages hold a term of the index.</summary>
    public long Documents(Db db, string term)
    {
        if (_documents.TryGetValue(term, out var known)) return known;
        // Counting a common word reads all its passages: once.
        return _documents[term] = db.Long("SELECT doc FROM chunks_vocabulary WHERE term = ?1", term) ?? 0;
    }

    /// <summary>The terms that begin so, kept from one search to the next; of very many, the first.</summary>
    public IReadOnlyList<IndexTerm> Beginning(Db db, string prefix)
    {
        if (_beginning.TryGetValue(prefix, out var known)) return known;
        var terms = db.Query($"SELECT term, doc FROM chunks_vocabulary WHERE term >= ?1 AND term < ?2 LIMIT {MostAtOnce}", row => new IndexTerm(row.Text(0), row.Long(1)), prefix, prefix[..^1] + (char)(prefix[^1] + 1));
        if (Interlocked.Add(ref _kept, terms.Count) > MostKept)
        {
            _beginning.Clear();
            Volatile.Write(ref _kept, terms.Count);
        }

        return _beginning[prefix] = terms;
    }

    // FTS5 keeps the number of rows and of the tokens of each column as varints, the high bits first.
    private static (long Rows, long Tokens) Averages(ReadOnlySpan<byte> block)
    {
        var rows = Varint(ref block);
        var tokens = 0L;
        while (block.Length > 0) tokens += Varint(ref block);
        return (rows, tokens);
    }

    private static long Varint(ref ReadOnlySpan<byte> block)
    {
        var value = 0L;
        for (var i = 0; block.Length > 0; i++)
        {
            var next = block[0];
            block = block[1..];
            if (i == 8) return (value << 8) | next;
            value = (value << 7) | (uint)(next & 0x7F);
            if (next < 0x80) break;
        }

        return value;
    }
}
