using Cortex.Contract.Answers;
using Cortex.Contract.Items;
using Cortex.Contract.Search;
using Cortex.Engine;

namespace Cortex.Cli.Results;

/// <summary>Keeps what is listed with numbers, so that they can be used in <c>show</c>, <c>open</c>, <c>tag</c> and <c>rm</c>.</summary>
internal static class Remembering
{
    public static void Keep(CortexEngine engine, string query, SearchResponse found) =>
        Keep(engine, "search", query, found.Results.Select(hit => Of(engine, hit.ItemId, hit.ChunkId, hit.Start, hit.End, Marks(hit))));

    public static void Keep(CortexEngine engine, string question, AskAnswer answer) =>
        Keep(engine, "ask", question, answer.Citations.Select(citation => Of(engine, citation.ItemId, citation.ChunkId, citation.Start, citation.End, [new TextSpan(0, citation.End - citation.Start)])));

    public static void Keep(CortexEngine engine, string of, SimilarResponse found) =>
        Keep(engine, "similar", of, found.Results.Select(item => Of(engine, item.ItemId, item.Passage.ChunkId, item.Passage.Start, item.Passage.End, [])));

    public static void Keep(CortexEngine engine, string filters, ItemPage page) =>
        Keep(engine, "list", filters, page.Items.Select(item => new LastResult(item.Id, Place: null, [])));

    private static void Keep(CortexEngine engine, string verb, string query, IEnumerable<LastResult> results) =>
        LastResults.Keep(engine.Database.Folder, verb, query, engine.Database.Time.GetUtcNow(), results);

    private static LastResult Of(CortexEngine engine, string itemId, long? chunkId, int start, int end, IReadOnlyList<TextSpan> marks) =>
        new(itemId, chunkId is { } chunk ? engine.Items.PlaceOf(chunk, start, end) : null, marks);

    // Where meaning found it, the sentence; else the words.
    private static IReadOnlyList<TextSpan> Marks(SearchHit hit) => hit.Highlights.Count == 0 && hit.Sentence is { } sentence
        ? [new TextSpan(Math.Max(0, sentence.Start - hit.Start), Math.Min(hit.End, sentence.End) - hit.Start)]
        : hit.Highlights;
}
