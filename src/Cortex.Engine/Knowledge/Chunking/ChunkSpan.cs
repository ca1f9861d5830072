namespace Cortex.Engine.Knowledge.Chunking;

/// <summary>A passage to be indexed.</summary>
/// <param name="Start">In UTF-16 code units into the item's text.</param>
/// <param name="End">Exclusive. There is no white space at either end.</param>
/// <param name="TokenCount">WordPieces of the span itself, without title, [CLS] and [SEP].</param>
public readonly record struct ChunkSpan(int Start, int End, int TokenCount);
