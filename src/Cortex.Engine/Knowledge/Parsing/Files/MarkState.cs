using Cortex.Contract.Items;

namespace Cortex.Engine.Knowledge.Parsing.Files;

/// <summary>Which marks the next text has. They are opened and closed only where they change: programs cut a bold word into many runs.</summary>
[Flags]
internal enum TextMarks
{
    None = 0,
    Bold = 1,
    Italic = 2,
    Code = 4,
    Strike = 8,
}

internal sealed class MarkState(BlockWriter writer)
{
    private static readonly (TextMarks Flag, MarkKind Kind)[] Kinds = [(TextMarks.Bold, MarkKind.Bold), (TextMarks.Italic, MarkKind.Italic), (TextMarks.Code, MarkKind.Code), (TextMarks.Strike, MarkKind.Strike)];
    private TextMarks _now;

    public void Set(TextMarks marks)
    {
        if (marks == _now)
        {
            return;
        }

        foreach (var (flag, kind) in Kinds)
        {
            if ((_now & ~marks & flag) != 0)
            {
                writer.Close(kind);
            }
        }

        foreach (var (flag, kind) in Kinds)
        {
            if ((marks & ~_now & flag) != 0)
            {
                writer.Open(kind);
            }
        }

        _now = marks;
    }
}
