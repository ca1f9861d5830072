using Cortex.Contract.Items;
using Cortex.Engine.Language;
using Cortex.Engine.Search;
using Cortex.Engine.Storage;

namespace Cortex.Engine.Tests.Search;

public sealed class CommonWordsTests : IAsyncLifetime
{
    private static readonly string[] Vocabulary = [.. Enumerable.Range(0, 200).Select(n => $"{(char)('a' + (n % 26))}{(char)('a' + (n / 26))}word{n}")];
    private readonly TestLibrary _library = new();

    public async Task InitializeAsync()
    {
        var random = new Random(11);
        // The lower a word's number, the more passages have it.
        string Word() => Vocabulary[(int)(Math.Pow(random.NextDouble(), 3) * Vocabulary.Length)];
        var notes = Enumerable.Range(0, 300).Select(n => new CreateItemRequest { Title = $"{Word()} {Word()} {n}", Content = string.Join(' ', Enumerable.Range(0, 20 + random.Next(80)).Select(_ => Word())) });
        await Task.WhenAll(notes.Select(note => _library.Engine.Items.CreateAsync(note)));
        await _library.IndexAsync();
    }

    public async Task DisposeAsync() => await _library.DisposeAsync();

    [Fact]
    public void A_passage_scores_as_in_the_index()
    {
        var words = new[] { Vocabulary[0], Vocabulary[9], Vocabulary[60], Vocabulary[150] };
        _library.Engine.Database.ReadSnapshot(db =>
        {
            var ranking = new PassageRanking(db, IndexStatistics.Of(db), [.. words.Select(Stem)], [], pairWeight: 0);
            var rows = db.Query("SELECT c.title, c.text, bm25(chunks_fts, 2.0, 1.0) FROM chunks_fts JOIN chunks c ON c.id = chunks_fts.rowid WHERE chunks_fts MATCH ?1",
                row => (Title: row.Text(0), Text: row.Text(1), Score: -row.Double(2)), string.Join(" OR ", words.Select(MatchExpression.Quote)));
            Assert.True(rows.Count > 200);
            Assert.All(rows, row => Assert.Equal(row.Score, ranking.Score(row.Title, row.Text), 1e-9));
            return 0;
        });
    }

    [Fact]
    public void The_rarer_words_choose_and_all_words_rank()
    {
        var query = QueryParser.Parse($"{Vocabulary[0]} {Vocabulary[150]} {Vocabulary[1]} {Vocabulary[60]}", filters: null);
        _library.Engine.Database.ReadSnapshot(db =>
        {
            var common = CommonWords.Of(db, query, mostRanked: 60);
            Assert.NotNull(common);
            Assert.Contains(Vocabulary[150], common.Match, StringComparison.Ordinal);
            Assert.DoesNotContain($"\"{Vocabulary[0]}\"", common.Match, StringComparison.Ordinal);
            var candidates = db.Query("SELECT c.id, c.item_pk FROM chunks_fts JOIN chunks c ON c.id = chunks_fts.rowid WHERE chunks_fts MATCH ?1", row => new ScoredChunk(row.Long(0), row.Long(1), 0), common.Match);
            var ranked = common.Rank(db, candidates, pairWeight: 0);
            var whole = db.Query("SELECT rowid, bm25(chunks_fts, 2.0, 1.0) AS rank FROM chunks_fts WHERE chunks_fts MATCH ?1 ORDER BY rank", row => row.Long(0), MatchExpression.Of(query)!);
            Assert.Equal(whole[..5], ranked.Take(5).Select(chunk => chunk.ChunkId));
            return 0;
        });
    }

    [Fact]
    public void A_query_that_the_index_ranks_soon_enough_is_left_to_it()
    {
        _library.Engine.Database.ReadSnapshot(db =>
        {
            Assert.Null(CommonWords.Of(db, QueryParser.Parse(Vocabulary[0], filters: null)));
            Assert.Null(CommonWords.Of(db, QueryParser.Parse($"\"{Vocabulary[0]}\" {Vocabulary[1]}", filters: null), mostRanked: 1));
            Assert.Null(CommonWords.Of(db, QueryParser.Parse("notthere", filters: null), mostRanked: 1));
            return 0;
        });
    }

    [Fact]
    public void Exclusions_hold()
    {
        var query = QueryParser.Parse($"{Vocabulary[0]} {Vocabulary[1]} -{Vocabulary[2]}", filters: null);
        _library.Engine.Database.ReadSnapshot(db =>
        {
            var common = CommonWords.Of(db, query, mostRanked: 1)!;
            var found = db.Query("SELECT c.text FROM chunks_fts JOIN chunks c ON c.id = chunks_fts.rowid WHERE chunks_fts MATCH ?1", row => row.Text(0), common.Match);
            Assert.NotEmpty(found);
            Assert.All(found, text => Assert.DoesNotContain(Vocabulary[2], text.Split(' ')));
            return 0;
        });
    }

    [Fact]
    public async Task Statistics_follow_the_library()
    {
        var before = _library.Engine.Database.Read(db => IndexStatistics.Of(db).Passages);
        for (var n = 0; n < 40; n++) await _library.Engine.Items.CreateAsync(new CreateItemRequest { Content = $"brandnew note {n}" });
        await _library.IndexAsync();
        var (after, documents) = _library.Engine.Database.Read(db => (IndexStatistics.Of(db).Passages, IndexStatistics.Of(db).Documents(db, Stem("brandnew"))));
        Assert.Equal((before + 40, 40), (after, documents));
    }

    private static string Stem(string word) => WordScanner.List(word)[0].Stem;
}
