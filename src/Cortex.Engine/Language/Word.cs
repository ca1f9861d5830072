namespace Cortex.Engine.Language;

/// <summary>A word as the index sees it.</summary>
/// <param name="Start">In UTF-16 code units into the text that was scanned.</param>
/// <param name="Folded">In lower case and without diacritics.</param>
/// <param name="Stem">The term the index holds.</param>
public readonly record struct Word(int Start, int Length, string Folded, string Stem)
{
    public int End => Start + Length;
}
