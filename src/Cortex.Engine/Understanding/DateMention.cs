using Cortex.Contract.Search;

namespace Cortex.Engine.Understanding;

/// <summary>An absolute date in a text.</summary>
/// <param name="Date"><c>2024-03-05</c>, <c>2024-03</c> or <c>2024</c>, as exact as the text is.</param>
/// <param name="Span">In UTF-16 code units of the text.</param>
public sealed record DateMention(string Date, TextSpan Span);
