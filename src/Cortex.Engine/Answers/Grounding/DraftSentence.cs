namespace Cortex.Engine.Answers.Grounding;

/// <summary>A sentence of a draft without its markers.</summary>
/// <param name="Text">As it is shown; white space as it was written, apart from what stood around markers.</param>
/// <param name="Cited">The numbers of the passages that it names, each once, in order.</param>
/// <param name="Before">What separates it from the sentence before: a space, or line breaks and the marks of a list.</param>
internal sealed record DraftSentence(string Text, IReadOnlyList<int> Cited, string Before);
