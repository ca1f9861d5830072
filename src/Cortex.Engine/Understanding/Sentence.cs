namespace Cortex.Engine.Understanding;

/// <param name="Start">In UTF-16 code units of the text.</param>
/// <param name="First">Its first token.</param>
/// <param name="Past">The token after its last.</param>
internal readonly record struct Sentence(int Start, int End, int First, int Past, SentenceKind Kind)
{
    public int Length => End - Start;
    public int Tokens => Past - First;
}

internal enum SentenceKind
{
    /// <summary>A whole sentence, which may stand in a summary.</summary>
    Prose,

    /// <summary>An item of a list, or a line that is no whole sentence.</summary>
    Fragment,
    Heading,

    /// <summary>Menus, notices about cookies and rights, rows of links or signs: nothing is learnt from it.</summary>
    Boilerplate,
}
