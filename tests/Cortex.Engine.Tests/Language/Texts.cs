using FsCheck;
using FsCheck.Fluent;

namespace Cortex.Engine.Tests.Language;

/// <summary>Arbitrary texts made of what makes texts difficult.</summary>
internal static class Texts
{
    private static readonly string[] Parts =
    [
        ".", "!", "?", "…", "。", "\"", ")", "(", " ", " ", " ", "\n", "\n\n", "\t", "\v", "\u0085", "\u00A0", "\u2028", "\u200B", "\0",
        "- ", "1. ", "Dr.", "e.g.", "3.14", "U.S.", "https://example.org/a?b=c", "# ", "```", "e\u0301", "é", "中文", "한국어", "\U0001F600",
        "\uD800", "\uDC00", "\uFFFD", "word", "the", "Unbelievable", "aeroelasticity", "x", "[SEP]", "C++", "don't",
        new string('x', 120), string.Concat(Enumerable.Repeat("Zq7+", 90)), string.Concat(Enumerable.Repeat("\U0001F600", 40)),
        string.Concat(Enumerable.Repeat("various words that make a sentence longer ", 12)),
    ];

    public static Gen<string> Piece { get; } = Gen.OneOf(
        Gen.Elements(Parts), Gen.Elements(Parts), ArbMap.Default.GeneratorFor<NonNull<string>>().Select(s => s.Get));

    public static Arbitrary<string> Any { get; } = Gen.ListOf(Piece).Select(string.Concat).ToArbitrary();

    public static bool SplitsPair(string text, int at) =>
        at > 0 && at < text.Length && char.IsHighSurrogate(text[at - 1]) && char.IsLowSurrogate(text[at]);
}
