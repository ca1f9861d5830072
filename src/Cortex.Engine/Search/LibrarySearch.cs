using System.Diagnostics;
using Cortex.Contract.Errors;
using Cortex.Contract.Items;
using Cortex.Contract.Search;
using Cortex.Engine.Embeddings;
using Cortex.Engine.Jobs;
using Cortex.Engine.Knowledge;
using Cortex.Engine.Knowledge.Items;
using Cortex.Engine.Language;
using Cortex.Engine.Providers;
using Cortex.Engine.Search.Adaptive;
using Cortex.Engine.Storage;
using Cortex.Engine.VectorSearch;
using Cortex.Engine.Workflows;
using Cortex.Engine.Workflows.Checkpoints;

namespace Cortex.Engine.Search;

/// <summary>Finds items by what is in them: one hit an item, its best passage shown.</summary>
public sealed class LibrarySearch(Database database, VectorIndex vectors, LibraryLanguage language, EmbeddingModels models, ModelRouter ai, WorkflowRunner workflows)
{
    public const string WithoutMeaning = "without_meaning";
    private readonly HybridSearch _hybrid = new(new MeaningSearch(vectors));
    private readonly Graph<SearchState> _graph = AdaptiveGraph.Build(new AdaptiveNodes(database.Time, ai));

    public const int DefaultLimit = 10, MaxLimit = 100;

    /// <summary>How a search goes.</summary>
    public IGraph Graph => _graph;

    /// <exception cref="CortexException">limit or filter out of range, query too long</exception>
    public SearchResponse Search(SearchRequest request, CancellationToken cancellation = default) => Search(request, adapts: true, cancellation);

    /// <summary>For what was typed and nothing else: what a search costs without what is done beyond it.</summary>
    internal SearchResponse Plain(SearchRequest request) => Search(request, adapts: false, CancellationToken.None);

    private SearchResponse Search(SearchRequest request, bool adapts, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        var limit = request.Limit ?? DefaultLimit;
        if (limit is < 1 or > MaxLimit) throw CortexException.Invalid("limit", $"Must be between 1 and {MaxLimit}.");
        var query = QueryParser.Parse(request.Query, request.Filters);
        var mode = request.Mode ?? SearchMode.Hybrid;
        // What is typed is mostly what is searched for: it is encoded while the rest goes on.
        var first = (adapts ? TimeReading.Of(query, database.Time)?.Query : null) ?? query;
        var encoding = mode == SearchMode.Words || first.HasNoTerms ? null : QueryVector.Begin(database, models, first.Text, cancellation);
        var notices = language.Notices();
        return database.ReadSnapshot(db =>
        {
            var session = new SearchSession(db, _hybrid, mode, text => text == first.Text && encoding is not null ? encoding : QueryVector.Begin(database, models, text, cancellation));
            var state = new SearchState { Asked = query, Query = query, Mode = mode, Limit = limit, Session = session };
            // Its nodes do not wait, so that it has ended when it returns.
            if (adapts) state = workflows.RunAsync(_graph, state, NoCheckpoints.Instance, options: null, cancellation).GetAwaiter().GetResult().Completed();
            else state = AdaptiveNodes.Fuse(AdaptiveNodes.Retrieve(state, null!), null!);
            var vector = session.Vector(state.Query);
            return new SearchResponse
            {
                Results = state.Query.HasNoTerms ? Filtered(db, state.Query, limit) : Shown(db, state, vector.GetAwaiter().GetResult()),
                QueryType = HybridSearch.TypeOf(state.Query, vector.GetAwaiter().GetResult(), mode),
                Kind = state.Kind,
                Steps = state.Steps,
                Coverage = Ledger.Coverage(db),
                Notices = [.. notices, .. Fallen(db, state.Query, vector, mode)],
                TookMs = Math.Round(clock.Elapsed.TotalMilliseconds, 3),
            };
        });
    }

    /// <summary>Titles and tags that go on from what is typed.</summary>
    public SuggestionsResponse Suggest(string typed, int limit = 8)
    {
        if (typed.Length > QueryParser.MaxLength) throw CortexException.Invalid("q", $"Must have at most {QueryParser.MaxLength:N0} characters.");
        // A pattern of SQLite ends at a NUL.
        var text = typed.Replace("\0", "", StringComparison.Ordinal).Trim();
        if (text.Length == 0) return new SuggestionsResponse([]);
        var prefix = text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal) + "%";
        return database.ReadSnapshot(db =>
        {
            var tags = db.Query("""
                SELECT t.tag FROM item_tags t JOIN items i ON i.pk = t.item_pk WHERE t.tag LIKE ?1 ESCAPE '\' AND i.deleted_at IS NULL
                GROUP BY t.tag COLLATE NOCASE ORDER BY count(*) DESC, t.tag LIMIT 3
                """, row => new Suggestion(row.Text(0), "tag", null), prefix);
            var titles = db.Query("""
                SELECT title, id FROM items WHERE deleted_at IS NULL AND (title LIKE ?1 ESCAPE '\' OR title LIKE '% ' || ?1 ESCAPE '\')
                ORDER BY (title LIKE ?1 ESCAPE '\') DESC, created_at DESC LIMIT ?2
                """, row => new Suggestion(row.Text(0), "title", row.Text(1)), prefix, limit - tags.Count);
            return new SuggestionsResponse([.. titles, .. tags]);
        });
    }

    private static List<SearchHit> Shown(Db db, SearchState state, QueryVector? vector)
    {
        var stems = Stems(state.Query);
        // What was typed is marked as well where other words were searched for.
        if (state.Expansions > 0) stems.UnionWith(Stems(state.Asked));
        var shown = state.Found.Select(Shown).ToList();
        var sentences = new Dictionary<long, TextSpan>();
        if (vector is not null) sentences = Sentences(db, vector, state.Query, shown.Zip(state.Found).Where(pair => IsByMeaning(pair.Second)).Select(pair => pair.First.ChunkId));

        return [.. state.Found.Select((item, index) => Hit(db, item, shown[index], sentences.TryGetValue(shown[index].ChunkId, out var sentence) ? sentence : null, stems))];
    }

    private static Dictionary<long, TextSpan> Sentences(Db db, QueryVector vector, ParsedQuery query, IEnumerable<long> chunks)
    {
        try
        {
            using var use = vector.Borrow();
            return BestSentence.Of(use.Encoder, query.Text, chunks.Select(id => (id, db.Text("SELECT text FROM chunks WHERE id = ?1", id) ?? "")));
        }
        catch (CortexException) when (RemoteModels.Made(vector.Generation))
        {
            // Without the built-in encoder the passage is shown where its words stand.
            return [];
        }
    }

    // A provider that is gone is told with what is found by words.
    private IEnumerable<Notice> Fallen(Db db, ParsedQuery query, Task<QueryVector?> encoding, SearchMode mode)
    {
        if (query.HasNoTerms || mode == SearchMode.Words || encoding.GetAwaiter().GetResult() is not null) return [];
        return Generations.Active(db) is { } active && models.Trouble(active) is { } trouble ? [new Notice(WithoutMeaning, $"Found by words alone. {trouble.Message}")] : [];
    }

    private static bool IsByMeaning(RankedItem item) => item.Meaning is { } near && near.Score >= Fusion.LeastCosine;

    // The passage that spoke most for it.
    private static ScoredChunk Shown(RankedItem item) =>
        item.Words is { } words && (item.MeaningShare <= item.WordsShare || !IsByMeaning(item)) ? words : item.Meaning ?? item.Words!.Value;

    private static SearchHit Hit(Db db, RankedItem item, ScoredChunk shown, TextSpan? sentence, IReadOnlySet<string> stems)
    {
        var byMeaning = IsByMeaning(item);
        return Hit(db, shown with { Score = item.Score }, stems, sentence, item.Words is null || item.MeaningShare > item.WordsShare) with
        {
            Matched = [.. item.Words is null ? Array.Empty<string>() : ["words"], .. byMeaning || item.Words is null ? ["meaning"] : Array.Empty<string>()],
            Similarity = item.Meaning is { } nearest ? Math.Round(nearest.Score, 4) : null,
        };
    }

    // Newest first; without terms there is nothing to rank by.
    private static List<SearchHit> Filtered(Db db, ParsedQuery query, int limit)
    {
        var excluded = MatchExpression.Excluding(query);
        var excludedPairs = MatchExpression.ExcludingUnspaced(query);
        var filter = new FilterSql(query, limit, excluded, excludedPairs);
        if (filter.IsEmpty && excludedPairs is null) return [];
        var without = (excluded is null ? "AND ?2 IS NULL" : "AND i.pk NOT IN (SELECT c.item_pk FROM chunks_fts JOIN chunks c ON c.id = chunks_fts.rowid WHERE chunks_fts MATCH ?2)")
            + (excludedPairs is null ? " AND ?3 IS NULL" : " AND i.pk NOT IN (SELECT c.item_pk FROM chunks_unspaced JOIN chunks c ON c.id = chunks_unspaced.rowid WHERE chunks_unspaced MATCH ?3)");
        var items = db.Query($"SELECT i.pk FROM items i WHERE i.deleted_at IS NULL {without}{filter.And} ORDER BY i.created_at DESC, i.pk DESC LIMIT ?1", row => row.Long(0), filter.Arguments);
        return [.. items.Select(pk => db.First("SELECT id FROM chunks WHERE item_pk = ?1 ORDER BY start LIMIT 1", row => new ScoredChunk(row.Long(0), pk, 0), pk) is { ChunkId: > 0 } chunk
            ? Hit(db, chunk, new HashSet<string>())
            : Hit(db, new ScoredChunk(0, pk, 0), new HashSet<string>()))];
    }

    private static HashSet<string> Stems(ParsedQuery query)
    {
        var stems = query.Words.SelectMany(Words).Where(word => !StopWords.Contains(word.Folded)).Select(word => word.Stem).ToHashSet(StringComparer.Ordinal);
        stems.UnionWith(query.Phrases.SelectMany(Words).Select(word => word.Stem));
        stems.UnionWith(UnspacedQuery.Marked(query));
        // Of stop words alone, every word was searched.
        if (stems.Count == 0) stems.UnionWith(query.Words.SelectMany(Words).Select(word => word.Stem));
        return stems;
    }

    private static IEnumerable<Word> Words(string text) => WordScanner.List(text).Where(word => !word.IsUnspaced);

    /// <param name="sentence">The one that is nearest in meaning.</param>
    /// <param name="showSentence">Whether that is what to show, rather than where the words stand.</param>
    private static SearchHit Hit(Db db, ScoredChunk chunk, IReadOnlySet<string> stems, TextSpan? sentence = null, bool showSentence = false)
    {
        var (start, text, revision) = db.First("SELECT start, text, revision FROM chunks WHERE id = ?1", row => (row.Int(0), row.Text(1), row.Long(2)), chunk.ChunkId);
        text ??= "";
        var snippet = showSentence && sentence is { } shown ? Snippet.At(text, shown, stems) : Snippet.Of(text, stems);
        // Where what matched stands, not where the text shown around it begins.
        var matched = showSentence && sentence is { } nearest ? nearest.Start : snippet.Start + (snippet.Highlights.Count > 0 ? snippet.Highlights[0].Start : 0);
        var hit = db.First("SELECT id, title, content_type, source_url, source, created_at, format FROM items WHERE pk = ?1", row => new SearchHit
        {
            ItemId = row.Text(0),
            ChunkId = chunk.ChunkId == 0 ? null : chunk.ChunkId,
            Title = row.Text(1),
            ContentType = WireName.Parse<ContentType>(row.Text(2)),
            SourceUrl = row.TextOrNull(3),
            Source = row.Text(4),
            Tags = [],
            CreatedAt = row.Time(5),
            Snippet = text[snippet.Start..snippet.End],
            Highlights = snippet.Highlights,
            TitleHighlights = [],
            Matched = [],
            Sentence = sentence is { } span ? new TextSpan(start + span.Start, start + span.End) : null,
            Similarity = null,
            Score = Math.Round(chunk.Score, 6),
            Start = start + snippet.Start,
            End = start + snippet.End,
            Page = Pages.Of(db, chunk.ItemPk, revision, row.Text(6), start + matched),
        }, chunk.ItemPk) ?? throw new CortexException(ErrorCode.Internal, "A passage without its item was found.");
        return hit with
        {
            Tags = db.Query("SELECT tag FROM item_tags WHERE item_pk = ?1 ORDER BY position", row => row.Text(0), chunk.ItemPk),
            TitleHighlights = Snippet.Merged(Snippet.Matches(hit.Title, stems)),
        };
    }
}
