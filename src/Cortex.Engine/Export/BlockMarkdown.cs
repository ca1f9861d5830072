using System.Buffers;
using System.Text;
using Cortex.Contract.Items;

namespace Cortex.Engine.Export;

/// <summary>Writes a readable text and its blocks as Markdown that reads the same.</summary>
internal static class BlockMarkdown
{
    private static readonly SearchValues<char> Special = SearchValues.Create("\\`*_[]<>~|#&");

    public static string Write(string text, IReadOnlyList<Block> blocks)
    {
        if (blocks.Count == 0) return text;
        var markdown = new StringBuilder(text.Length + (text.Length / 8));
        for (var i = 0; i < blocks.Count; i++)
        {
            if (i > 0) markdown.Append(IsTight(blocks[i - 1], blocks[i]) ? "\n" : "\n\n");
            Write(markdown, text, blocks, i);
        }

        return markdown.Append('\n').ToString();
    }

    private static bool IsTight(Block before, Block block) => before.Kind == block.Kind && block.Kind is BlockKind.ListItem or BlockKind.TableRow;

    private static void Write(StringBuilder markdown, string text, IReadOnlyList<Block> blocks, int index)
    {
        var block = blocks[index];
        switch (block.Kind)
        {
            case BlockKind.Heading:
                markdown.Append('#', Math.Clamp(block.Level ?? 1, 1, 6)).Append(' ');
                Inline(markdown, text, block, "  ");
                break;
            case BlockKind.ListItem:
                var indent = new string(' ', 4 * Math.Clamp((block.Level ?? 1) - 1, 0, 16));
                markdown.Append(indent).Append(block.Number is { } number ? $"{number}. " : "- ");
                Inline(markdown, text, block, indent + "    ");
                break;
            case BlockKind.Quote:
                var mark = string.Concat(Enumerable.Repeat("> ", Math.Clamp(block.Level ?? 1, 1, 16)));
                markdown.Append(mark);
                Inline(markdown, text, block, mark);
                break;
            case BlockKind.Code:
                Code(markdown, text[block.Start..block.End], block.Language);
                break;
            case BlockKind.TableRow:
                Row(markdown, text, block, isFirst: index == 0 || blocks[index - 1].Kind != BlockKind.TableRow);
                break;
            default:
                Inline(markdown, text, block, "");
                break;
        }
    }

    // A fence longer than any run of back ticks within.
    private static void Code(StringBuilder markdown, string code, string? language)
    {
        var longest = 0;
        for (int i = 0, run = 0; i < code.Length; i++)
        {
            run = code[i] == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        var fence = new string('`', Math.Max(3, longest + 1));
        markdown.Append(fence).Append(language?.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '+' or '#') == true ? language : "").Append('\n').Append(code).Append('\n').Append(fence);
    }

    private static void Row(StringBuilder markdown, string text, Block block, bool isFirst)
    {
        var row = new StringBuilder();
        Inline(row, text, block, " ");
        var cells = row.ToString().Split('\t');
        markdown.Append("| ").AppendJoin(" | ", cells).Append(" |");
        if (isFirst) markdown.Append("\n|").Append(string.Concat(Enumerable.Repeat(" --- |", cells.Length)));
    }

    private static void Inline(StringBuilder markdown, string text, Block block, string continued)
    {
        var at = block.Start;
        var open = new Stack<InlineMark>();
        foreach (var mark in block.Marks.Where(mark => mark.Start >= block.Start && mark.End <= block.End && mark.Start < mark.End))
        {
            CloseUntil(mark.Start);
            // Marks that overlap and do not nest cannot be written; the outer one is.
            if (open.TryPeek(out var outer) && (mark.End > outer.End || outer.Kind == MarkKind.Code)) continue;
            Text(markdown, text.AsSpan(at, mark.Start - at), continued, IsCode());
            at = mark.Start;
            markdown.Append(Opening(mark));
            open.Push(mark);
        }

        CloseUntil(block.End);
        Text(markdown, text.AsSpan(at, block.End - at), continued, verbatim: false);

        bool IsCode() => open.TryPeek(out var inner) && inner.Kind == MarkKind.Code;

        void CloseUntil(int end)
        {
            while (open.TryPeek(out var inner) && inner.End <= end)
            {
                Text(markdown, text.AsSpan(at, inner.End - at), continued, inner.Kind == MarkKind.Code);
                at = inner.End;
                markdown.Append(Closing(inner));
                open.Pop();
            }
        }
    }

    private static string Opening(InlineMark mark) => mark.Kind switch { MarkKind.Bold => "**", MarkKind.Italic => "*", MarkKind.Strike => "~~", MarkKind.Code => "``", _ => "[" };

    private static string Closing(InlineMark mark) => mark.Kind switch
    {
        MarkKind.Bold => "**",
        MarkKind.Italic => "*",
        MarkKind.Strike => "~~",
        MarkKind.Code => "``",
        _ => $"]({Target(mark.Href)})",
    };

    // In angle brackets an address may hold anything but these.
    private static string Target(string? href) => $"<{(href ?? "").Replace("<", "%3C", StringComparison.Ordinal).Replace(">", "%3E", StringComparison.Ordinal).ReplaceLineEndings("")}>";

    private static void Text(StringBuilder markdown, ReadOnlySpan<char> text, string continued, bool verbatim)
    {
        while (!text.IsEmpty)
        {
            var line = text.IndexOf('\n') is >= 0 and var end ? text[..end] : text;
            if (verbatim) markdown.Append(line);
            else Escaped(markdown, line);
            if (line.Length == text.Length) return;
            markdown.Append("\\\n").Append(continued);
            text = text[(line.Length + 1)..];
        }
    }

    private static void Escaped(StringBuilder markdown, ReadOnlySpan<char> line)
    {
        var atStart = markdown.Length == 0 || markdown[^1] == '\n';
        // What would begin a list, a rule or a heading where a paragraph begins.
        if (atStart && line.Length > 0 && line[0] is '-' or '+' or '=') markdown.Append('\\');
        else if (atStart && line.IndexOfAnyExceptInRange('0', '9') is > 0 and var digits && line[digits] is '.' or ')')
        {
            markdown.Append(line[..digits]).Append('\\');
            line = line[digits..];
        }

        for (int at; (at = line.IndexOfAny(Special)) >= 0; line = line[(at + 1)..])
        {
            markdown.Append(line[..at]);
            // Within a word it marks nothing.
            var plain = line[at] == '_' && at > 0 && at + 1 < line.Length && char.IsLetterOrDigit(line[at - 1]) && char.IsLetterOrDigit(line[at + 1]);
            if (!plain && (line[at] is not ('#' or '&') || at == 0)) markdown.Append('\\');
            markdown.Append(line[at]);
        }

        markdown.Append(line);
    }
}
