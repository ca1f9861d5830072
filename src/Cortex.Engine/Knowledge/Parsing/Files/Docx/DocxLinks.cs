using System.Xml;
using Cortex.Contract.Items;
using Cortex.Engine.Knowledge.Parsing.Html;

namespace Cortex.Engine.Knowledge.Parsing.Files.Docx;

/// <summary>The links of a text, which come as elements that refer to a relation, and as fields.</summary>
internal sealed class DocxLinks(BlockWriter writer, IReadOnlyDictionary<string, string> targets)
{
    private readonly LinkTarget _links = new(url: null);
    private readonly DocxFields _fields = new();
    private readonly Stack<bool> _elements = new();

    /// <summary>Whether what comes is the code of a field, not its words.</summary>
    public bool InInstruction => _fields.InInstruction;

    public void Enter(XmlReader hyperlink)
    {
        var target = DocxXml.RelationId(hyperlink) is { } id && targets.TryGetValue(id, out var href) ? href : null;
        _elements.Push(target is not null);
        Open(target);
    }

    public void Leave() => Close(_elements.TryPop(out var isLink) && isLink);

    public void Instruct(string text) => _fields.Instruct(text);

    public void Field(string? type)
    {
        if (type == "begin")
        {
            _fields.Begin();
        }
        else if (type == "separate")
        {
            Open(_fields.Separate());
        }
        else if (type == "end")
        {
            Close(_fields.End());
        }
    }

    private void Open(string? target)
    {
        if (target is not null)
        {
            writer.Open(MarkKind.Link, _links.Resolve(target));
        }
    }

    private void Close(bool isLink)
    {
        if (isLink)
        {
            writer.Close(MarkKind.Link);
        }
    }
}
