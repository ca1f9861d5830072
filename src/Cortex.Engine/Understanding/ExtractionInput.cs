using Cortex.Contract.Items;

namespace Cortex.Engine.Understanding;

/// <summary>A parsed item, as the stage <c>words</c> stored it.</summary>
/// <param name="Blocks">In order, not overlapping, in UTF-16 code units of <paramref name="Text"/>; none: the text is one paragraph.</param>
public sealed record ExtractionInput(string Text, IReadOnlyList<Block> Blocks, string? Title = null);
