using Cortex.Contract.Search;

namespace Cortex.Engine.Understanding;

/// <summary>A link out of a text, each target once.</summary>
/// <param name="Target">As the block has it: absolute where a base was known.</param>
/// <param name="Span">The words it is laid under, in UTF-16 code units of the text.</param>
public sealed record ExtractedLink(string Target, TextSpan Span);
