using Cortex.Contract.Items;
using Cortex.Engine.Inference;
namespace Cortex.Engine.Knowledge.Chunking;
public readonly record struct ChunkSpan(int Start, int End, int TokenCount);
public sealed class Chunker(WordPieceTokenizer tokenizer)
{
    public IReadOnlyList<ChunkSpan> Chunk(string title, string text, IReadOnlyList<Block> blocks)
    {
        var a = 0; var b = text.Length; while (a<b && char.IsWhiteSpace(text[a])) a++; while (b>a && char.IsWhiteSpace(text[b-1])) b--;
        return a == b ? [] : [new ChunkSpan(a, b, tokenizer.CountTokens(text))];
    }
}
