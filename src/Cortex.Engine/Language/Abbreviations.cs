using System.Collections.Frozen;

namespace Cortex.Engine.Language;

/// <summary>What a full stop may follow without ending the sentence. Compared in lower case.</summary>
internal static class Abbreviations
{
    /// <summary>Something always follows these: a name, mostly.</summary>
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Titles = Set(
        "dr mr mrs ms mx prof st fr gen col lt sgt capt cpt maj rev hon gov sen rep pres mt ft messrs mme mlle dipl ing phil " +
        "e.g i.e eg ie cf viz vs v al approx ca esp resp incl excl z.b d.h u.a bzw vgl nr");

    /// <summary>A number follows these; else they end a sentence like any word.</summary>
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> BeforeNumbers = Set(
        "no nos fig figs eq eqs ch chap sec sect vol vols pp p pt pts art par para app tab ex ed ref refs " +
        "jan feb mar apr jun jul aug sep sept oct nov dec");

    /// <summary>These end a sentence when a capital follows, and not before a small letter.</summary>
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Either = Set(
        "etc inc ltd co corp bros dept univ assn est min max sq ave blvd rd jr sr ph.d m.d b.a m.a b.sc m.sc esq usw");

    /// <summary>Words that begin sentences and hardly ever a name: they settle "the U.S. The" against "the U.S. Army".</summary>
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Starters = Set(
        "the a an it its this that these those he she they we i you there here in on at by for from with without as if when while " +
        "after before since because although however but and or so then thus therefore moreover furthermore what who why how where " +
        "which is are was were do does did can could should would will may not no one all some many most each every our their his her my");

    public static bool IsTitle(ReadOnlySpan<char> lower) => Titles.Contains(lower);

    public static bool ComesBeforeNumbers(ReadOnlySpan<char> lower) => BeforeNumbers.Contains(lower);

    public static bool MayEndSentence(ReadOnlySpan<char> lower) => Either.Contains(lower);

    public static bool StartsSentences(ReadOnlySpan<char> lower) => Starters.Contains(lower);

    private static FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Set(string words) =>
        words.Split(' ').ToFrozenSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
}
