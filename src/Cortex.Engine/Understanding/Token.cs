namespace Cortex.Engine.Understanding;

/// <summary>A word of what is read of a text; in a script without spaces, two characters.</summary>
/// <param name="Start">In UTF-16 code units of the text.</param>
/// <param name="Stem">An index into <see cref="Reading.Stems"/>.</param>
internal readonly record struct Token(int Start, int End, int Stem, TokenShape Shape);

[Flags]
internal enum TokenShape
{
    None = 0,

    /// <summary>It begins with a capital.</summary>
    Capital = 1,

    /// <summary>Two capitals or more, and no small letter.</summary>
    Capitals = 2,
    Digit = 4,

    /// <summary>It holds sentences together, or says nothing by itself.</summary>
    Function = 8,
    Unspaced = 16,

    /// <summary>Of one character.</summary>
    Single = 32,

    /// <summary>Marked as code within a sentence: an identifier, no name.</summary>
    Code = 64,
}
