using Cortex.Contract.Answers;
using Cortex.Contract.Items;
using Cortex.Engine.Knowledge;

namespace Cortex.Engine.Answers;

/// <summary>A sentence and where it stands. Offsets are within its passage.</summary>
/// <param name="Heading">The nearest above it in the passage; empty where there is none.</param>
internal sealed record PassageSentence(Passage Passage, int Start, int End, BlockKind Kind, string Heading)
{
    public string Quote => Passage.Text[Start..End];

    public Citation Cite(int n) => new()
    {
        N = n,
        ItemId = Passage.ItemId,
        Revision = Passage.Revision,
        Title = Passage.Title,
        SourceUrl = Passage.SourceUrl,
        ChunkId = Passage.ChunkId,
        Start = Passage.Start + Start,
        End = Passage.Start + End,
        Quote = Quote,
        Page = Pages.Of(Passage.Blocks, Passage.Start + Start),
    };
}
