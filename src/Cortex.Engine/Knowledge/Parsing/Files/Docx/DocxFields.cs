using System.Text;

namespace Cortex.Engine.Knowledge.Parsing.Files.Docx;

/// <summary>Fields are written as a beginning, an instruction, a separator, a result and an end; they nest. Only results are text.</summary>
internal sealed class DocxFields
{
    private const int MaxDepth = 32;
    private readonly Stack<Field> _open = new();

    private sealed class Field
    {
        public StringBuilder Instruction { get; } = new();
        public bool HasResult { get; set; }
        public bool IsLink { get; set; }
    }

    public bool InInstruction => _open.TryPeek(out var innermost) && !innermost.HasResult;

    public void Begin()
    {
        if (_open.Count < MaxDepth)
        {
            _open.Push(new Field());
        }
    }

    public void Instruct(string text)
    {
        if (_open.TryPeek(out var field) && field.Instruction.Length < 10_000)
        {
            field.Instruction.Append(text);
        }
    }

    /// <summary>Where the link that the result belongs to leads; null where it is no link.</summary>
    public string? Separate()
    {
        if (!_open.TryPeek(out var field) || field.HasResult)
        {
            return null;
        }

        field.HasResult = true;
        var target = Target(field.Instruction.ToString());
        field.IsLink = target is not null;
        return target;
    }

    /// <summary>Whether a link ends.</summary>
    public bool End() => _open.TryPop(out var field) && field.IsLink;

    /// <summary>HYPERLINK "address", but not one that leads within the document.</summary>
    private static string? Target(string instruction)
    {
        var words = instruction.AsSpan().Trim();
        if (!words.StartsWith("HYPERLINK", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        words = words[9..].Trim();
        if (!words.StartsWith("\""))
        {
            return null;
        }

        var end = words[1..].IndexOf('"');
        return end <= 0 ? null : words[1..(end + 1)].ToString();
    }
}
