namespace Cortex.Engine.Language;

/// <summary>A word as the index sees it; in a script without spaces, two characters that stand side by side.</summary>
/// <param name="Start">In UTF-16 code units into the text that was scanned.</param>
/// <param name="Folded">In lower case and without diacritics.</param>
/// <param name="Stem">The term the index holds.</param>
public readonly record struct Word(int Start, int Length, string Folded, string Stem)
{
    public int End => Start + Length;

    /// <summary>Of characters of a script without spaces, how long the first is; 0 for a word.</summary>
    public int FirstLength { get; init; }

    /// <summary>One or two characters of a script without spaces: not in the word index but in that of such texts. Pairs overlap.</summary>
    public bool IsUnspaced => FirstLength > 0;
}
