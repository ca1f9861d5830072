namespace Cortex.Engine.VectorSearch;

/// <summary>A row that may be among the best.</summary>
/// <param name="Score">In proportion to the cosine, of the codes.</param>
/// <param name="Row">Its number in the view that is scanned.</param>
internal readonly record struct Contender(float Score, int Row);
