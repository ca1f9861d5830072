namespace Cortex.Engine.Answers.Grounding;

/// <summary>A sentence that was held against the passages.</summary>
/// <param name="Supported">Null: it claims nothing, or cannot be compared.</param>
/// <param name="Places">What it stands on, best first; empty where it stands on nothing.</param>
internal sealed record GroundedSentence(DraftSentence Sentence, bool? Supported, IReadOnlyList<PassageSentence> Places);
