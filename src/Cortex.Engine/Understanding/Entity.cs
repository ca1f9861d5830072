using Cortex.Contract.Search;

namespace Cortex.Engine.Understanding;

/// <summary>Something that a text names.</summary>
/// <param name="Name">In its longest form.</param>
/// <param name="Count">How often it is named, in any form, in what was read of the text.</param>
/// <param name="Mentions">The first of them, in order, in UTF-16 code units of the text.</param>
public sealed record Entity(string Name, EntityType Type, int Count, IReadOnlyList<TextSpan> Mentions);
