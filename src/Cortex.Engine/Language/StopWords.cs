using System.Collections.Frozen;

namespace Cortex.Engine.Language;

/// <summary>Words that say nothing about what a question is after. A question made of nothing else keeps them.</summary>
public static class StopWords
{
    private static readonly FrozenSet<string> Words = (
        "a an the of in on for to and or is are was were be been by with from at as it its this that these those " +
        "which what how can has have had do does did no not but if then than there their they them i you he she we " +
        "my your our who whom where when why will would could should may might must about into over under between " +
        "through during before after above below up down out off again further once here all any both each few more " +
        "most other some such only own same so too very s t just don now " +
        // What is left of contractions once the apostrophe has split them; none is an English word of its own.
        "ll ve didn doesn isn aren wasn weren couldn wouldn shouldn hasn haven hadn me am").Split(' ').ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Spans = Words.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <param name="folded">A word in lower case, see <see cref="TextFolding"/>.</param>
    public static bool Contains(string folded) => Words.Contains(folded);

    /// <inheritdoc cref="Contains(string)"/>
    public static bool Contains(ReadOnlySpan<char> folded) => Spans.Contains(folded);
}
