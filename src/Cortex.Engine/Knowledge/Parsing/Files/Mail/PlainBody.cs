using Cortex.Contract.Items;

namespace Cortex.Engine.Knowledge.Parsing.Files.Mail;

/// <summary>The plain text of a message: paragraphs whose lines were broken for a terminal become whole again, quotations keep their depth.</summary>
internal static class PlainBody
{
    /// <summary>Lines that were filled are longer than this; shorter ones were meant to end.</summary>
    private const int Filled = 50;
    private const int MaxDepth = 20;

    public static void Write(string text, bool isFlowed, bool deletesSpace, BlockWriter writer, CancellationToken ct)
    {
        var paragraph = new List<string>();
        var depth = 0;
        foreach (var each in text.Split('\n'))
        {
            ct.ThrowIfCancellationRequested();
            var (level, line) = Quoted(each);
            if (level != depth || string.IsNullOrWhiteSpace(line))
            {
                Paragraph(paragraph, depth, isFlowed, deletesSpace, writer);
                depth = level;
            }

            if (!string.IsNullOrWhiteSpace(line))
            {
                paragraph.Add(line);
            }
        }

        Paragraph(paragraph, depth, isFlowed, deletesSpace, writer);
        writer.Begin(new BlockShape(BlockKind.Paragraph));
    }

    private static (int Level, string Line) Quoted(string line)
    {
        int level = 0, at = 0;
        while (at < line.Length && (line[at] == '>' || (line[at] == ' ' && at + 1 < line.Length && line[at + 1] == '>')))
        {
            level += line[at] == '>' ? 1 : 0;
            at++;
        }

        if (level == 0)
        {
            return (0, line);
        }

        // The space behind the mark is stuffing.
        at += at < line.Length && line[at] == ' ' ? 1 : 0;
        return (Math.Min(level, MaxDepth), line[at..]);
    }

    private static void Paragraph(List<string> lines, int depth, bool isFlowed, bool deletesSpace, BlockWriter writer)
    {
        if (lines.Count == 0)
        {
            return;
        }

        writer.Begin(depth > 0 ? new BlockShape(BlockKind.Quote, depth) : new BlockShape(BlockKind.Paragraph));
        var isFilled = !isFlowed && lines.Count > 1 && lines.Take(lines.Count - 1).All(line => line.Length >= Filled);
        for (var i = 0; i < lines.Count; i++)
        {
            var flows = isFlowed && lines[i].EndsWith(' ') && lines[i] != "-- ";
            writer.Write(flows && deletesSpace ? lines[i].AsSpan()[..^1] : lines[i]);
            if (flows && deletesSpace)
            {
                continue;
            }

            if (flows || isFilled)
            {
                writer.Space();
            }
            else
            {
                writer.LineBreak();
            }
        }

        lines.Clear();
    }
}
