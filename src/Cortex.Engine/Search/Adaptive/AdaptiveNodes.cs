using Cortex.Contract.Search;
using Cortex.Engine.Providers;
using Cortex.Engine.Workflows;

namespace Cortex.Engine.Search.Adaptive;

/// <summary>The steps of <see cref="AdaptiveGraph"/>. None of them waits, but for a model that was chosen, and then briefly.</summary>
/// <param name="ai">Who writes other words; asked only where the library's own brought nothing.</param>
internal sealed class AdaptiveNodes(TimeProvider time, ModelRouter ai)
{
    public const int MostExpansions = 3;

    // Of a search that goes well, fewer of its words are not in the library; and what is nearest in meaning is nearer.
    private const double PoorShare = 1.0 / 3, FarCosine = 0.3;
    private const int FewHits = 3, PartDepth = 50;

    public SearchState Analyse(SearchState state, NodeContext context) => TimeReading.Of(state.Asked, time) is not { } reading ? state
        : (state with { Query = reading.Query, Kind = SearchKind.Temporal, IsGuess = !reading.IsSure }).Did("time", $"read as: {reading.Range.Describe()}");

    public static SearchState Decompose(SearchState state, NodeContext context) => QueryParts.Of(state.Query) is not { Count: > 0 } parts ? state
        : (state with { Parts = parts, Kind = state.Kind == SearchKind.Temporal ? state.Kind : SearchKind.MultiFaceted })
            .Did("parts", $"searched for each of {string.Join(" and ", parts.Select(part => $"“{QueryParts.Shown(part)}”"))} as well");

    public static SearchState Retrieve(SearchState state, NodeContext context)
    {
        if (state.Query.HasNoTerms) return state with { Rankings = [] };
        var session = state.Session!;
        var depth = state.Parts.Count == 0 ? state.Limit : Math.Max(state.Limit, PartDepth);
        return state with { Rankings = [state.ByWords ? session.RankPart(state.Query, depth) : session.Rank(state.Query, depth), .. state.Parts.Select(part => session.RankPart(part, depth))] };
    }

    public static SearchState Fuse(SearchState state, NodeContext context)
    {
        if (state.Rankings.Count == 0) return state;
        var now = state.Rankings.Count == 1 ? state.Rankings[0] : RankingMerge.Parts(state.Rankings, state.Limit);
        return state with
        {
            Found = state.Merging switch
            {
                Merging.TypedFirst => RankingMerge.TypedFirst(state.Kept, now, state.Limit),
                Merging.After => RankingMerge.After(state.Kept, now, state.Limit),
                _ => now,
            },
        };
    }

    public static SearchState Judge(SearchState state, NodeContext context)
    {
        // Filters alone find what they find, unless they were read into it.
        if (state.Query.HasNoTerms) return state with { Verdict = IsTimed(state) && !state.Session!.HasAny(state.Query) ? Verdict.TooNarrow : Verdict.Good };
        if (IsTimed(state) && (state.Found.Count == 0 || (state.IsGuess && state.Found.Count(item => item.Words is not null) < state.Limit))) return state with { Verdict = Verdict.TooNarrow };
        if (state.Query.Phrases.Count > 0 || state.Asked.Phrases.Count > 0) return state with { Verdict = Verdict.Good };
        var coverage = QueryCoverage.Of(state.Session!.Db, state.Query.Text, state.Found.Count == 0 ? int.MaxValue : QueryCoverage.MostWords);
        // Where every word is known and nothing is found, it was filters or exclusions that left nothing.
        var isPoor = coverage.UnknownShare >= PoorShare || (state.Found.Count == 0 && coverage.Unknown.Count > 0);
        return state with { Verdict = isPoor ? Verdict.Poor : Verdict.Good, Unknown = [.. coverage.Unknown.Select(word => word.Folded)], Kept = state.Found, Merging = Merging.None };
    }

    /// <summary>The same without the time that was read into it.</summary>
    public static SearchState Widen(SearchState state, NodeContext context)
    {
        // What is near by chance must not stand above what was meant.
        IReadOnlyList<RankedItem> kept = [.. state.Found.Where(item => item.Words is not null)];
        // A sure time leaves its words out; a guess gives them back.
        var query = state.IsGuess || state.Query.HasNoTerms ? state.Asked : state.Query with { After = state.Asked.After, Before = state.Asked.Before };
        var without = state with { Query = query, Parts = QueryParts.Of(query), Kept = kept, Merging = kept.Count > 0 ? Merging.After : Merging.None };
        return kept.Count > 0 ? without.Did("time_dropped", "what was saved then comes first, the rest after it") : without.Did("time_dropped", "nothing of then: searched at any time");
    }

    /// <summary>Spelling, then words that stand beside these, then a model's; whatever brings something.</summary>
    public SearchState Expand(SearchState state, NodeContext context)
    {
        var db = state.Session!.Db;
        state = state with { Merging = Merging.None };
        if (state.Expansions == 0)
        {
            state = state with { Expansions = 1 };
            var corrections = state.Unknown.Count == 0 ? [] : Spelling.Corrections(db, QueryCoverage.Of(db, state.Query.Text, int.MaxValue).Unknown);
            if (corrections.Count > 0)
            {
                return (state with { Query = Corrected(state.Query, corrections), Parts = [.. state.Parts.Select(part => Corrected(part, corrections))], Merging = Merging.TypedFirst })
                    .Did("spelling", "spelling: " + string.Join(", ", corrections.Select(correction => $"{correction.Word} → {correction.Instead}")));
            }
        }

        if (state.Found.Count >= FewHits && !IsFar(state)) return state with { Expansions = MostExpansions };
        if (state.Expansions == 1)
        {
            state = state with { Expansions = 2 };
            var seeds = state.Found.Where(item => item.Words is not null).Select(item => item.Words!.Value.ChunkId).Concat(CoOccurrence.Seeds(db, state.Query.Text));
            if (CoOccurrence.Terms(db, state.Query.Text, seeds) is { Count: > 0 } terms) return Added(state, terms).Did("added", "added: " + string.Join(", ", terms));
        }

        state = state with { Expansions = MostExpansions };
        return QueryWriter.Write(ai, state.Asked.Text, context) is not { Count: > 0 } written ? state : Added(state, written).Did("written", "a model added: " + string.Join(", ", written));
    }

    private static bool IsFar(SearchState state) => state.Found.Max(item => item.Meaning?.Score) is { } nearest && nearest < FarCosine;

    private static bool IsTimed(SearchState state) => state.Kind == SearchKind.Temporal && (state.Query.After != state.Asked.After || state.Query.Before != state.Asked.Before);

    private static ParsedQuery Corrected(ParsedQuery query, IReadOnlyList<(string Word, string Instead)> corrections) =>
        query with { Text = Spelling.Replace(query.Text, corrections), Words = [.. query.Words.Select(word => Spelling.Replace(word, corrections))] };

    private static SearchState Added(SearchState state, IReadOnlyList<string> terms) => state with
    {
        Query = state.Query with { Text = $"{state.Query.Text} {string.Join(' ', terms)}", Words = [.. state.Query.Words.Concat(terms).Distinct(StringComparer.OrdinalIgnoreCase)] },
        Merging = Merging.After,
        // Their meaning was near what was found already; and the scan for it is most of a search.
        ByWords = true,
    };
}
