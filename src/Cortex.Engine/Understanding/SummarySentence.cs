using Cortex.Contract.Search;

namespace Cortex.Engine.Understanding;

/// <summary>A part of a summary.</summary>
/// <param name="Span">Where it stands in the text, in UTF-16 code units: <c>text[start..end]</c> is the sentence. Null where a model wrote it.</param>
public sealed record SummarySentence(string Text, TextSpan? Span);
