using System.Globalization;
using System.Text.RegularExpressions;
using Cortex.Contract.Items;
using Cortex.Engine.Language;

namespace Cortex.Engine.Knowledge.Parsing.Files.Pdf;

/// <summary>
/// Makes paragraphs, headings and lists of lines, by their size, place and ends. A paragraph that goes on over the page is
/// joined up to the end of the sentence; what follows begins a block on the page where it stands.
/// </summary>
internal sealed partial class PdfText
{
    /// <summary>Type so much larger than the text is a heading.</summary>
    private const double HeadingSize = 1.12;
    private const int MaxHeading = 200;

    /// <summary>Type so much smaller is a note at the foot of a page.</summary>
    private const double NoteSize = 0.93;
    private const int NotesPassed = 8;
    private const int MaxContinued = 20_000;
    private const int FullLine = 50;

    private readonly IReadOnlyList<PdfPage> _pages;
    private readonly CancellationToken _ct;
    private readonly PdfHyphens _hyphens;
    private readonly double _bodySize;
    private readonly List<Paragraph> _paragraphs = [];

    public PdfText(IReadOnlyList<PdfPage> pages, CancellationToken ct)
    {
        _pages = pages;
        _ct = ct;
        var lines = pages.SelectMany(page => page.Blocks).SelectMany(block => block.Lines).ToList();
        _hyphens = new PdfHyphens(lines);
        _bodySize = lines.GroupBy(line => Math.Round(line.Size * 2) / 2).MaxBy(sizes => sizes.Sum(line => line.Text.Length))!.Key;
    }

    private sealed record Paragraph(int Page, double Size, BlockKind Kind, int? Number)
    {
        public string Text { get; set; } = "";
        public PdfLine? Last { get; set; }
    }

    /// <summary>Returns the largest heading of the first page, which is the title of many a document.</summary>
    public string? Write(BlockWriter writer)
    {
        foreach (var page in _pages)
        {
            foreach (var block in page.Blocks)
            {
                _ct.ThrowIfCancellationRequested();
                foreach (var group in SameSize(block.Lines))
                {
                    Take(page.Number, group);
                }
            }
        }

        var sizes = _paragraphs.Where(each => each.Kind == BlockKind.Heading).Select(each => Rounded(each.Size)).Distinct().OrderDescending().ToList();
        foreach (var paragraph in _paragraphs)
        {
            writer.Page = paragraph.Page;
            writer.Begin(paragraph.Kind switch
            {
                BlockKind.Heading => new BlockShape(BlockKind.Heading, Math.Min(sizes.IndexOf(Rounded(paragraph.Size)) + 1, 6)),
                BlockKind.ListItem => new BlockShape(BlockKind.ListItem, 1, paragraph.Number),
                _ => new BlockShape(BlockKind.Paragraph),
            });
            writer.Write(Leaders().Replace(paragraph.Text, " … "));
        }

        return _paragraphs.Where(each => each.Page == 1 && each.Kind == BlockKind.Heading && each.Text.Length is > 2 and <= MaxHeading).MaxBy(each => each.Size)?.Text;
    }

    private static double Rounded(double size) => Math.Round(size);

    /// <summary>A heading may stand in one block with what is below it.</summary>
    private static IEnumerable<List<PdfLine>> SameSize(List<PdfLine> lines)
    {
        var group = new List<PdfLine>();
        foreach (var line in lines)
        {
            if (group.Count > 0 && Math.Abs(line.Size - group[^1].Size) > group[^1].Size * 0.08)
            {
                yield return group;
                group = [];
            }

            group.Add(line);
        }

        if (group.Count > 0)
        {
            yield return group;
        }
    }

    private void Take(int page, List<PdfLine> lines)
    {
        var size = lines.Average(line => line.Size);
        if (size >= _bodySize * HeadingSize && lines.Count <= 4 && lines.Sum(line => line.Text.Length) <= MaxHeading && lines.Exists(line => line.Text.Any(char.IsLetter)))
        {
            _paragraphs.Add(new Paragraph(page, size, BlockKind.Heading, null) { Text = Joined(lines) });
            return;
        }

        double left = lines.Min(line => line.Left), right = lines.Max(line => line.Right);
        var pitch = lines.Skip(1).Zip(lines, (line, before) => line.Top - before.Top).Where(each => each > size * 0.8).DefaultIfEmpty(size * 1.5).Min();
        var start = 0;
        for (var i = 1; i <= lines.Count; i++)
        {
            if (i == lines.Count || lines[i].Top - lines[i - 1].Top > pitch * 1.4 || Begins(lines, i, left, right))
            {
                Add(page, size, lines[start..i]);
                start = i;
            }
        }
    }

    private static bool Begins(List<PdfLine> lines, int i, double left, double right)
    {
        var (line, before) = (lines[i], lines[i - 1]);
        if (Bullet().IsMatch(line.Text))
        {
            return true;
        }

        var isShort = before.Right < right - ((right - left) * 0.2);
        var ends = EndsSentence(before.Text) || isShort;
        if (ListNumber().IsMatch(line.Text) && ends)
        {
            return true;
        }

        var isIndented = line.Left > left + (line.Size * 0.7) && before.Left <= left + (line.Size * 0.7);
        return (isIndented && ends) || (isShort && EndsSentence(before.Text) && line.Left <= before.Left + line.Size);
    }

    private void Add(int page, double size, List<PdfLine> lines)
    {
        var text = Joined(lines);
        if (text.Length == 0)
        {
            return;
        }

        var kind = BlockKind.Paragraph;
        int? number = null;
        if (Bullet().Match(text) is { Success: true } bullet)
        {
            kind = BlockKind.ListItem;
            text = text[bullet.Length..];
        }
        else if (ListNumber().Match(text) is { Success: true } counted)
        {
            kind = BlockKind.ListItem;
            number = int.Parse(counted.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);
            text = text[counted.Length..];
        }
        else if (_paragraphs is [.., { Kind: BlockKind.ListItem, Text: "" } bulleted] && bulleted.Page == page)
        {
            // A bullet may stand in a block of its own.
            bulleted.Text = text;
            bulleted.Last = lines[^1];
            return;
        }
        else if ((Below(page, size, lines[0]) ?? Continued(page, size, text)) is { } before)
        {
            Continue(before, page, size, text);
            before.Last = lines[^1];
            return;
        }

        _paragraphs.Add(new Paragraph(page, size, kind, number) { Text = text, Last = lines[^1] });
    }

    /// <summary>The paragraph just above, where its last line is full and ends in the middle of a sentence: another font in a line is enough to part blocks.</summary>
    private Paragraph? Below(int page, double size, PdfLine line) =>
        _paragraphs is [.., { Last: { } last } above] && above.Page == page && above.Kind != BlockKind.Heading && above.Text.Length <= MaxContinued
        && Math.Abs(above.Size - size) <= size * 0.1 && last.Text.Length >= FullLine && !EndsSentence(above.Text)
        && line.Top - last.Bottom is var gap && gap > -size * 0.5 && gap < size * 0.6 && line.Left < last.Right
            ? above
            : null;

    /// <summary>The paragraph that this text goes on: in the column before, or on the page before, above its notes.</summary>
    private Paragraph? Continued(int page, double size, string text)
    {
        if (!char.IsLower(text[0]))
        {
            return null;
        }

        for (var i = _paragraphs.Count - 1; i >= Math.Max(0, _paragraphs.Count - NotesPassed); i--)
        {
            var before = _paragraphs[i];
            if (before.Page < page - 1 || before.Kind == BlockKind.Heading)
            {
                return null;
            }

            if (Math.Abs(before.Size - size) <= size * 0.05)
            {
                return EndsSentence(before.Text) || before.Text.Length > MaxContinued ? null : before;
            }

            if (before.Size > _bodySize * NoteSize)
            {
                return null;
            }
        }

        return null;
    }

    private void Continue(Paragraph before, int page, double size, string text)
    {
        var joined = _hyphens.Join(before.Text, text);
        if (before.Page == page)
        {
            before.Text = joined;
            return;
        }

        var end = joined.Length;
        var seam = joined.Length - text.Length;
        foreach (var sentence in SentenceSplitter.Split(joined, 0, joined.Length))
        {
            if (sentence.End > seam)
            {
                end = sentence.End;
                break;
            }
        }

        before.Text = joined[..end].TrimEnd();
        if (joined[end..].Trim() is { Length: > 0 } rest)
        {
            _paragraphs.Add(new Paragraph(page, size, BlockKind.Paragraph, null) { Text = rest });
        }
    }

    private string Joined(List<PdfLine> lines)
    {
        if (lines.Count == 1)
        {
            return lines[0].Text;
        }

        // Joined by halves: a block may have thousands of lines.
        var middle = lines.Count / 2;
        return _hyphens.Join(Joined(lines[..middle]), Joined(lines[middle..]));
    }

    private static bool EndsSentence(string text) => text.AsSpan().TrimEnd("\"'”’)]») ") is [.., '.' or '!' or '?' or ':' or ';' or '…' or '。' or '！' or '？'];

    [GeneratedRegex(@"^(?:[•‣◦▪▫●○■□►➢✓·∙]\s*|[–—*-]\s+)", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Bullet();

    [GeneratedRegex(@"^(\d{1,2})[.)]\s+", RegexOptions.NonBacktracking)]
    private static partial Regex ListNumber();

    /// <summary>The dots between a title and its page in a table of contents.</summary>
    [GeneratedRegex(@"\s*(?:\.\s?){5,}", RegexOptions.NonBacktracking)]
    private static partial Regex Leaders();
}
