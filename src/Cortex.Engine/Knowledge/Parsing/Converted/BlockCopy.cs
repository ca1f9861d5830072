using Cortex.Contract.Items;

namespace Cortex.Engine.Knowledge.Parsing.Converted;

/// <summary>Writes the blocks of one document into another: a chapter into its book.</summary>
internal static class BlockCopy
{
    public static void Append(this BlockWriter writer, ParsedDocument document, CancellationToken ct)
    {
        for (var i = 0; i < document.Blocks.Count; i++)
        {
            ct.ThrowIfCancellationRequested();
            var block = document.Blocks[i];
            if (block.Kind == BlockKind.Code)
            {
                writer.Code(document.Text.AsSpan(block.Start, block.End - block.Start), block.Language);
                continue;
            }

            writer.Begin(new BlockShape(block.Kind, block.Level, block.Number, IsTight(document, i)));
            foreach (var step in InlineSteps.Of(document.Text, block))
            {
                Write(writer, document.Text, step);
            }
        }

        writer.Begin(new BlockShape(BlockKind.Paragraph));
    }

    /// <summary>Whether a block follows its predecessor without an empty line though its kind alone would not say so.</summary>
    public static bool IsTight(ParsedDocument document, int index)
    {
        if (index == 0 || document.Blocks[index - 1] is not { } previous || document.Blocks[index] is not { } block || block.Start - previous.End != 1)
        {
            return false;
        }

        return block.Kind is not (BlockKind.ListItem or BlockKind.TableRow) || previous.Kind != block.Kind;
    }

    private static void Write(BlockWriter writer, string text, InlineStep step)
    {
        switch (step.Kind)
        {
            case InlineStepKind.Text:
                writer.Write(text.AsSpan(step.Start, step.End - step.Start));
                break;
            case InlineStepKind.LineBreak:
                writer.LineBreak();
                break;
            case InlineStepKind.NextCell:
                writer.NextCell(1);
                break;
            case InlineStepKind.Open:
                writer.Open(step.Mark!.Kind, step.Mark.Href);
                break;
            case InlineStepKind.Close:
                writer.Close(step.Mark!.Kind);
                break;
        }
    }
}
