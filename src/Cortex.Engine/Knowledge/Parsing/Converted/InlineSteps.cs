using Cortex.Contract.Items;

namespace Cortex.Engine.Knowledge.Parsing.Converted;

internal enum InlineStepKind
{
    Text,
    LineBreak,
    NextCell,
    Open,
    Close,
}

/// <param name="Start">Of a text, into the document's text.</param>
/// <param name="End">Exclusive.</param>
/// <param name="Mark">What opens or closes.</param>
internal readonly record struct InlineStep(InlineStepKind Kind, int Start = 0, int End = 0, InlineMark? Mark = null);

/// <summary>A block in the order of writing: runs of text, with the marks that open and close between them properly nested.</summary>
internal static class InlineSteps
{
    public static IEnumerable<InlineStep> Of(string text, Block block)
    {
        var open = new List<InlineMark>();
        var next = 0;
        for (var at = block.Start; at < block.End;)
        {
            foreach (var step in Close(open, at))
            {
                yield return step;
            }

            for (; next < block.Marks.Count && block.Marks[next].Start <= at; next++)
            {
                open.Add(block.Marks[next]);
                yield return new InlineStep(InlineStepKind.Open, Mark: block.Marks[next]);
            }

            if (text[at] == '\n')
            {
                yield return new InlineStep(InlineStepKind.LineBreak);
                at++;
                continue;
            }

            if (text[at] == '\t' && block.Kind == BlockKind.TableRow)
            {
                // A mark does not reach from cell to cell.
                for (var i = open.Count - 1; i >= 0; i--)
                {
                    yield return new InlineStep(InlineStepKind.Close, Mark: open[i]);
                }

                yield return new InlineStep(InlineStepKind.NextCell);
                foreach (var mark in open)
                {
                    yield return new InlineStep(InlineStepKind.Open, Mark: mark);
                }

                at++;
                continue;
            }

            var end = next < block.Marks.Count ? Math.Min(block.End, block.Marks[next].Start) : block.End;
            foreach (var mark in open)
            {
                end = Math.Min(end, mark.End);
            }

            var special = text.AsSpan(at, end - at).IndexOfAny('\n', '\t');
            end = special < 0 ? end : at + Math.Max(special, 1);
            yield return new InlineStep(InlineStepKind.Text, at, end);
            at = end;
        }

        for (var i = open.Count - 1; i >= 0; i--)
        {
            yield return new InlineStep(InlineStepKind.Close, Mark: open[i]);
        }
    }

    /// <summary>Ends what ends here; what was opened within it and goes on is closed and opened anew.</summary>
    private static IEnumerable<InlineStep> Close(List<InlineMark> open, int at)
    {
        var first = open.FindIndex(mark => mark.End <= at);
        if (first < 0)
        {
            yield break;
        }

        for (var i = open.Count - 1; i >= first; i--)
        {
            yield return new InlineStep(InlineStepKind.Close, Mark: open[i]);
        }

        open.RemoveAll(mark => mark.End <= at);
        for (var i = first; i < open.Count; i++)
        {
            yield return new InlineStep(InlineStepKind.Open, Mark: open[i]);
        }
    }
}
