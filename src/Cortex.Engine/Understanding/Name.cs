namespace Cortex.Engine.Understanding;

/// <summary>One place where a text names something.</summary>
/// <param name="Start">In UTF-16 code units of the text.</param>
/// <param name="First">Its first token.</param>
/// <param name="Past">The token after its last.</param>
/// <param name="Cue">What the words around it say that it is.</param>
internal readonly record struct Name(int Start, int End, int First, int Past, NameCue Cue);

[Flags]
internal enum NameCue
{
    None = 0,

    /// <summary>After a title.</summary>
    Titled = 1,

    /// <summary>After a preposition of place.</summary>
    InPlace = 2,

    /// <summary>After words that only a place follows.</summary>
    SurePlace = 4,

    /// <summary>Before a version number.</summary>
    Versioned = 8,
}
