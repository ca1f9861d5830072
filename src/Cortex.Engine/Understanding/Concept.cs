namespace Cortex.Engine.Understanding;

/// <summary>What a text is about.</summary>
/// <param name="Phrase">As the text writes it within a sentence.</param>
/// <param name="Weight">0 to 1; the weightiest has 1.</param>
/// <param name="Count">How often it stands in what was read of the text; 0 where a model chose words of its own.</param>
public sealed record Concept(string Phrase, double Weight, int Count);
