using System.Text.Json;
using Cortex.Contract;
using Cortex.Contract.Items;
using Cortex.Engine.Knowledge;

namespace Cortex.Engine.Tests.Knowledge;

public sealed class PagesTests
{
    private static readonly List<Block> Blocks =
    [
        new() { Kind = BlockKind.Heading, Start = 2, End = 10, Page = 1, Level = 1 },
        new() { Kind = BlockKind.Paragraph, Start = 11, End = 40, Page = 1, Marks = [new InlineMark { Kind = MarkKind.Link, Start = 12, End = 30, Href = "https://a.example/?page=9&start=99" }, new InlineMark { Kind = MarkKind.Bold, Start = 31, End = 33 }] },
        new() { Kind = BlockKind.Paragraph, Start = 41, End = 60, Page = 2 },
        new() { Kind = BlockKind.Paragraph, Start = 61, End = 70 },
        new() { Kind = BlockKind.Paragraph, Start = 71, End = 90, Page = 12 },
    ];

    [Fact]
    public void ThePageIsTheSameReadFromBlocksAndFromWhatIsStored()
    {
        foreach (var context in (CortexJson[])[CortexJson.Stored, CortexJson.Wire])
        {
            var stored = JsonSerializer.SerializeToUtf8Bytes(Blocks, context.ListBlock);
            Assert.All(Enumerable.Range(0, 100), start => Assert.Equal(Pages.Of(Blocks, start), Pages.OfStored(stored, start)));
        }

        Assert.Equal((1, 2, null, 12), (Pages.Of(Blocks, 0), Pages.Of(Blocks, 41), Pages.Of(Blocks, 65), Pages.Of(Blocks, 89)));
    }

    [Fact]
    public void WhereThereAreNoBlocksThereIsNoPage() => Assert.Equal((null, null), (Pages.Of([], 3), Pages.OfStored("[]"u8, 3)));
}
