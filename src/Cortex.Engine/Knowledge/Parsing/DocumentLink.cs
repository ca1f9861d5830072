namespace Cortex.Engine.Knowledge.Parsing;

/// <summary>How a document names another one.</summary>
public enum LinkKind
{
    /// <summary>[[by its name]].</summary>
    WikiLink,

    /// <summary>[by](its path).</summary>
    Link,

    /// <summary>A picture, a file or another note that is to be seen in its place.</summary>
    Embed,
}

/// <summary>A link to another document.</summary>
/// <param name="Target">As it is written.</param>
/// <param name="Start">Where the words of the link begin in the text, in UTF-16 code units.</param>
/// <param name="End">Exclusive; equal to the start where it shows no words.</param>
public sealed record DocumentLink(LinkKind Kind, string Target, int Start, int End);
