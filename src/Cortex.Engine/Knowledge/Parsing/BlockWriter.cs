using System.Buffers;
using Cortex.Contract.Items;

namespace Cortex.Engine.Knowledge.Parsing;

/// <summary>What the next text becomes. A tight block follows its predecessor without an empty line.</summary>
internal readonly record struct BlockShape(BlockKind Kind, int? Level = null, int? Number = null, bool Tight = false);

/// <summary>
/// Writes readable text and the blocks over it. White space collapses as in a browser, a block begins with its first
/// visible character and ends with its last, and a mark that is open across blocks becomes one mark in each.
/// </summary>
internal sealed class BlockWriter
{
    private const int MarkKinds = 5;
    private static readonly SearchValues<char> Special = SearchValues.Create(" \t\n\r\f\u00A0\u00AD\u200B\uFEFF");

    private readonly List<Block> _blocks = [];
    private readonly int[] _markDepth = new int[MarkKinds];
    private readonly int[] _markStart = [-1, -1, -1, -1, -1];
    private char[] _text = new char[512];
    private List<InlineMark>? _marks;
    private BlockShape _shape = new(BlockKind.Paragraph);
    private string? _href;
    private int _length;
    private int _start;
    private bool _space;
    private int _breaks;
    private int _cells;
    private int? _page;

    /// <summary>The page that the text which follows stands on; a block is on the page that it begins on.</summary>
    public int? Page { get; set; }

    /// <summary>Whether text has gone into a block that has not ended.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>How many blocks have begun so far.</summary>
    public int Started { get; private set; }

    public int Length => _length;

    public ReadOnlySpan<char> Written(int from) => _text.AsSpan(from, _length - from);

    /// <summary>Ends the block that is open; the text that follows goes into a new one.</summary>
    public void Begin(BlockShape shape)
    {
        End();
        _shape = shape;
    }

    public void Write(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            var run = text.IndexOfAny(Special);
            if (run != 0)
            {
                run = run < 0 ? text.Length : run;
                Append(text[..run]);
                text = text[run..];
                continue;
            }

            _space |= text[0] is not ('\u00AD' or '\u200B' or '\uFEFF');
            text = text[1..];
        }
    }

    public void Space() => _space = true;

    /// <summary>A forced line break; two in a row part the block.</summary>
    public void LineBreak()
    {
        if (IsOpen && _cells == 0 && _shape.Kind != BlockKind.TableRow)
        {
            if (++_breaks > 1)
            {
                Begin(_shape.Kind == BlockKind.ListItem ? new BlockShape(BlockKind.Paragraph) : _shape);
            }
        }
        else
        {
            _space = true;
        }
    }

    /// <summary>At most one line break, however often it is asked for: between the paragraphs of one list item.</summary>
    public void SoftBreak() => _breaks = IsOpen ? 1 : 0;

    /// <summary>Moves on by <paramref name="columns"/> cells of a table row.</summary>
    public void NextCell(int columns) => _cells += columns;

    public void Open(MarkKind kind, string? href = null)
    {
        if (_markDepth[(int)kind]++ == 0 && kind == MarkKind.Link)
        {
            _href = href;
        }
    }

    public void Close(MarkKind kind)
    {
        if (_markDepth[(int)kind] > 0 && --_markDepth[(int)kind] == 0)
        {
            EndMark(kind);
        }
    }

    /// <summary>A block of code: verbatim but for empty lines around it.</summary>
    public void Code(ReadOnlySpan<char> code, string? language)
    {
        End();
        code = WithoutBlankLines(code);
        if (code.IsEmpty)
        {
            return;
        }

        _shape = new BlockShape(BlockKind.Code);
        Start();
        Reserve(code.Length);
        for (var i = 0; i < code.Length; i++)
        {
            var isReturn = code[i] == '\r';
            if (!isReturn || i + 1 == code.Length || code[i + 1] != '\n')
            {
                _text[_length++] = isReturn ? '\n' : code[i];
            }
        }

        SourceText.ReplaceLoneSurrogates(_text.AsSpan(_start, _length - _start));
        End(language);
        _shape = new BlockShape(BlockKind.Paragraph);
    }

    public (string Text, IReadOnlyList<Block> Blocks) Finish()
    {
        End();
        return (new string(_text, 0, _length), _blocks);
    }

    private void Append(ReadOnlySpan<char> run)
    {
        if (!IsOpen)
        {
            Start();
        }
        else if (_cells == 0 && _breaks > 0)
        {
            Put('\n');
        }
        else if (_cells == 0 && _space)
        {
            Put(' ');
        }

        for (; _cells > 0; _cells--)
        {
            Put('\t');
        }

        _space = false;
        _breaks = 0;
        for (var kind = 0; kind < MarkKinds; kind++)
        {
            if (_markDepth[kind] > 0 && _markStart[kind] < 0)
            {
                _markStart[kind] = _length;
            }
        }

        Reserve(run.Length);
        run.CopyTo(_text.AsSpan(_length));
        SourceText.ReplaceLoneSurrogates(_text.AsSpan(_length, run.Length));
        _length += run.Length;
    }

    private void Start()
    {
        if (_length > 0)
        {
            Put('\n');
            var tight = _shape.Tight || (_shape.Kind is BlockKind.ListItem or BlockKind.TableRow && _blocks[^1].Kind == _shape.Kind);
            if (!tight)
            {
                Put('\n');
            }
        }

        _start = _length;
        _page = Page;
        IsOpen = true;
        Started++;
    }

    private void End(string? language = null)
    {
        if (IsOpen)
        {
            for (var kind = 0; kind < MarkKinds; kind++)
            {
                EndMark((MarkKind)kind);
            }

            // Marks end inner first; readers want outer first.
            _marks?.Sort(static (a, b) => a.Start != b.Start ? a.Start.CompareTo(b.Start) : a.End != b.End ? b.End.CompareTo(a.End) : a.Kind.CompareTo(b.Kind));
            _blocks.Add(new Block
            {
                Kind = _shape.Kind,
                Start = _start,
                End = _length,
                Level = _shape.Level,
                Number = _shape.Number,
                Language = language,
                Page = _page,
                Marks = _marks ?? (IReadOnlyList<InlineMark>)[],
            });
            IsOpen = false;
            _marks = null;
        }

        _space = false;
        _breaks = 0;
        _cells = 0;
    }

    private void EndMark(MarkKind kind)
    {
        ref var start = ref _markStart[(int)kind];
        if (start >= 0 && _length > start && (kind != MarkKind.Link || _href is not null))
        {
            (_marks ??= []).Add(new InlineMark { Kind = kind, Start = start, End = _length, Href = kind == MarkKind.Link ? _href : null });
        }

        start = -1;
    }

    private static ReadOnlySpan<char> WithoutBlankLines(ReadOnlySpan<char> code)
    {
        code = code.TrimEnd();
        var first = code.IndexOfAnyExcept(" \t\r\n\f");
        var line = first <= 0 ? -1 : code[..first].LastIndexOfAny('\r', '\n');
        return code[(line + 1)..];
    }

    private void Put(char c)
    {
        Reserve(1);
        _text[_length++] = c;
    }

    private void Reserve(int more)
    {
        if (_length + more > _text.Length)
        {
            Array.Resize(ref _text, Math.Max(checked(_length + more), (int)Math.Min(_text.Length * 2L, Array.MaxLength)));
        }
    }
}
