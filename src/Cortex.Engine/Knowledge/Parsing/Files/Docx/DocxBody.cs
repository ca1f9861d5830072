using System.Text;
using System.Xml;
using Cortex.Contract.Items;
using Cortex.Engine.Knowledge.Parsing.Files.Archive;
using Cortex.Engine.Knowledge.Parsing.Html;

namespace Cortex.Engine.Knowledge.Parsing.Files.Docx;

/// <summary>Writes one part of a document, its text or its notes, element by element. Tracked changes are read as accepted.</summary>
internal sealed class DocxBody(BlockWriter writer, DocxStyles styles, DocxNumbering numbering, IReadOnlyDictionary<string, string> targets, DocxNotes notes)
{
    private readonly MarkState _marks = new(writer);
    private readonly LinkTarget _links = new(url: null);
    private readonly DocxFields _fields = new();
    private readonly DocxTables _tables = new(writer);
    private readonly Stack<bool> _hyperlinks = new();
    private readonly StringBuilder _code = new();

    /// <summary>Text boxes stand within a paragraph; their words follow it.</summary>
    private readonly StringBuilder _box = new();
    private int _boxes;

    private int _paragraphs;
    private bool _begun;
    private bool _inParagraphProperties;
    private bool _inRunProperties;
    private DocxStyle _style = DocxStyle.Plain;
    private (string? Id, int? Level) _list;
    private bool _markDeleted;
    private bool _joinsNext;
    private TextMarks _run;
    private bool _hidden;
    private bool _isNote;
    private bool _beginsNote;
    private int _headingStart = -1;

    /// <summary>The document's title, or else its first heading.</summary>
    public string? FirstHeading { get; private set; }

    public void Write(SafeXml xml)
    {
        while (xml.Read())
        {
            Step(xml);
        }

        EndCode();
    }

    /// <summary>Footnotes or endnotes: those that the text refers to, each behind its number.</summary>
    public void WriteNotes(SafeXml xml, string kind)
    {
        _isNote = true;
        while (xml.Read())
        {
            if (xml.Reader.NodeType == XmlNodeType.Element && xml.Reader.LocalName == kind && DocxXml.IsWord(xml.Reader))
            {
                if (notes.Number(kind, DocxXml.Attribute(xml.Reader, "id")) is { } number)
                {
                    writer.Begin(new BlockShape(BlockKind.Paragraph));
                    writer.Write($"[{number}] ");
                    _beginsNote = true;
                }
                else
                {
                    xml.Skip();
                }

                continue;
            }

            Step(xml);
        }
    }

    private void Step(SafeXml xml)
    {
        var reader = xml.Reader;
        if (reader.NodeType == XmlNodeType.Element)
        {
            var isEmpty = reader.IsEmptyElement;
            var name = reader.LocalName;
            if (Enter(xml, name) && isEmpty)
            {
                Leave(name);
            }
        }
        else if (reader.NodeType == XmlNodeType.EndElement && DocxXml.IsWord(reader))
        {
            Leave(reader.LocalName);
        }
    }

    /// <summary>False where the element has been read to its end, or has none that matters.</summary>
    private bool Enter(SafeXml xml, string name)
    {
        var reader = xml.Reader;
        if (!DocxXml.IsWord(reader))
        {
            // The second way to draw what has been read already; the words of a formula.
            if (name == "Fallback")
            {
                xml.Skip();
            }
            else if (name == "t" && reader.NamespaceURI.EndsWith("/math", StringComparison.Ordinal))
            {
                Text(xml.Content());
            }

            return false;
        }

        switch (name)
        {
            case "del" when _inParagraphProperties:
                _markDeleted = true;
                return false;
            case "del" when _tables.InRowProperties:
                _tables.DropRow();
                return false;
            case "del" or "moveFrom" or "sectPr" or "pPrChange" or "rPrChange" or "tblPrChange" or "trPrChange" or "tcPrChange" or "numberingChange" or "sdtPr" or "sdtEndPr" or "rubyPr" or "rt":
                xml.Skip();
                return false;
            case "p":
                EnterParagraph();
                return true;
            case "pPr":
                _inParagraphProperties = true;
                return true;
            case "r":
                (_run, _hidden) = (TextMarks.None, false);
                return true;
            case "rPr":
                _inRunProperties = !_inParagraphProperties;
                return true;
            case "txbxContent":
                _boxes++;
                return true;
            case "tbl" or "gridCol" or "tr" or "trPr" or "tblHeader" or "tc" or "gridSpan" when _boxes == 0:
                EndCode();
                _tables.Enter(name, reader);
                return true;
        }

        if (_inParagraphProperties)
        {
            ParagraphProperty(reader, name);
        }
        else if (_inRunProperties)
        {
            RunProperty(reader, name);
        }
        else
        {
            return Inline(xml, name);
        }

        return true;
    }

    private void Leave(string name)
    {
        switch (name)
        {
            case "p":
                LeaveParagraph();
                break;
            case "pPr":
                _inParagraphProperties = false;
                break;
            case "rPr":
                _inRunProperties = false;
                break;
            case "txbxContent":
                _boxes--;
                break;
            case "hyperlink":
                CloseLink(_hyperlinks.TryPop(out var isLink) && isLink);
                break;
            case "tbl" or "tr" or "trPr" or "tc" when _boxes == 0:
                _tables.Leave(name);
                break;
        }
    }

    private void ParagraphProperty(XmlReader reader, string name)
    {
        switch (name)
        {
            case "pStyle" when _boxes == 0:
                _style = styles.Of(DocxXml.Value(reader));
                break;
            case "numId" when _boxes == 0:
                _list.Id = DocxXml.Value(reader);
                break;
            case "ilvl" when _boxes == 0:
                _list.Level = DocxXml.Number(DocxXml.Value(reader));
                break;
            case "outlineLvl" when _boxes == 0 && _style.Kind == DocxStyleKind.Plain && DocxXml.Number(DocxXml.Value(reader)) is >= 0 and < 9 and var level:
                _style = _style with { Kind = DocxStyleKind.Heading, Level = Math.Min(level + 1, 6) };
                break;
        }
    }

    private void RunProperty(XmlReader reader, string name)
    {
        switch (name)
        {
            case "b":
                Set(TextMarks.Bold, DocxXml.IsOn(reader));
                break;
            case "i":
                Set(TextMarks.Italic, DocxXml.IsOn(reader));
                break;
            case "strike" or "dstrike":
                Set(TextMarks.Strike, DocxXml.IsOn(reader));
                break;
            case "vanish" or "webHidden":
                _hidden = DocxXml.IsOn(reader);
                break;
            case "rStyle" when styles.Of(DocxXml.Value(reader)).Kind == DocxStyleKind.Code:
                Set(TextMarks.Code, true);
                break;
        }
    }

    private bool Inline(SafeXml xml, string name)
    {
        var reader = xml.Reader;
        switch (name)
        {
            case "t":
                Text(xml.Content());
                return false;
            case "tab" or "ptab":
                Text(" ");
                break;
            case "br" when DocxXml.Attribute(reader, "type") is "page" or "column":
                Text(" ");
                break;
            case "br" or "cr":
                Text("\n");
                break;
            case "noBreakHyphen":
                Text("-");
                break;
            case "hyperlink":
                var target = DocxXml.RelationId(reader) is { } id && targets.TryGetValue(id, out var href) ? href : null;
                _hyperlinks.Push(target is not null);
                OpenLink(target);
                break;
            case "fldChar":
                Field(DocxXml.Attribute(reader, "fldCharType"));
                break;
            case "instrText":
                _fields.Instruct(xml.Content());
                return false;
            case "delText":
                xml.Skip();
                return false;
            case "footnoteReference" or "endnoteReference" when !_isNote && DocxXml.Attribute(reader, "id") is { } note:
                Text($"[{notes.Refer(name[..^"Reference".Length], note)}]");
                break;
        }

        return true;
    }

    private void Field(string? type)
    {
        if (type == "begin")
        {
            _fields.Begin();
        }
        else if (type == "separate")
        {
            if (_fields.Separate() is { } target)
            {
                OpenLink(target);
            }
        }
        else if (type == "end")
        {
            CloseLink(_fields.End());
        }
    }

    private void EnterParagraph()
    {
        if (_boxes > 0)
        {
            _box.Append('\n');
            return;
        }

        if (++_paragraphs == 1)
        {
            (_style, _list, _markDeleted) = (DocxStyle.Plain, (null, null), false);
            _begun = _joinsNext;
            _joinsNext = false;
        }
    }

    private void LeaveParagraph()
    {
        if (_boxes > 0 || _paragraphs == 0 || --_paragraphs > 0)
        {
            return;
        }

        _marks.Set(TextMarks.None);
        _joinsNext = _markDeleted && _begun;
        if (_headingStart >= 0 && writer.IsOpen && !_joinsNext)
        {
            FirstHeading ??= writer.Written(_headingStart).Trim().ToString();
            _headingStart = -1;
        }

        if (_style.Kind == DocxStyleKind.Code && !_tables.InRow)
        {
            _code.Append('\n');
        }
        else if (_tables.InRow)
        {
            writer.Space();
        }

        WriteBoxes();
    }

    /// <summary>The first words of a paragraph: by now its properties are known.</summary>
    private void Begin()
    {
        _begun = true;
        if (_tables.InRow)
        {
            return;
        }

        if (_style.Kind != DocxStyleKind.Code)
        {
            EndCode();
        }

        if (_isNote)
        {
            if (!_beginsNote)
            {
                writer.SoftBreak();
            }

            _beginsNote = false;
            return;
        }

        var list = numbering.Next(_list.Id ?? _style.NumberingId, _list.Level ?? _style.ListLevel);
        writer.Begin(_style.Kind switch
        {
            DocxStyleKind.Title or DocxStyleKind.Heading => new BlockShape(BlockKind.Heading, _style.Level),
            DocxStyleKind.Quote => new BlockShape(BlockKind.Quote, 1),
            _ => list ?? new BlockShape(BlockKind.Paragraph),
        });
        if (FirstHeading is null && _style.Kind is DocxStyleKind.Title or DocxStyleKind.Heading)
        {
            _headingStart = writer.Length;
        }
    }

    private void Text(string text)
    {
        if (_hidden || _fields.InInstruction || _style.Kind == DocxStyleKind.Contents || _tables.IsDropped)
        {
            return;
        }

        if (_boxes > 0)
        {
            _box.Append(text);
            return;
        }

        if (!_begun)
        {
            if (string.IsNullOrWhiteSpace(text) && _style.Kind != DocxStyleKind.Code)
            {
                return;
            }

            Begin();
        }

        if (_style.Kind == DocxStyleKind.Code && !_tables.InRow && !_isNote)
        {
            _code.Append(text);
            FileLimits.CheckText(_code.Length);
            return;
        }

        _marks.Set(_style.Kind is DocxStyleKind.Heading or DocxStyleKind.Title ? TextMarks.None : _run);
        if (text == "\n")
        {
            writer.LineBreak();
        }
        else
        {
            writer.Write(text);
        }

        FileLimits.CheckText(writer.Length);
    }

    private void OpenLink(string? target)
    {
        if (target is not null && _boxes == 0)
        {
            writer.Open(MarkKind.Link, _links.Resolve(target));
        }
    }

    private void CloseLink(bool isLink)
    {
        if (isLink && _boxes == 0)
        {
            writer.Close(MarkKind.Link);
        }
    }

    private void WriteBoxes()
    {
        if (_box.Length == 0 || _tables.InRow)
        {
            return;
        }

        foreach (var line in _box.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            writer.Begin(new BlockShape(BlockKind.Paragraph));
            writer.Write(line);
        }

        _box.Clear();
    }

    private void EndCode()
    {
        if (_code.Length > 0)
        {
            writer.Code(_code.ToString(), language: null);
            _code.Clear();
        }
    }

    private void Set(TextMarks mark, bool on) => _run = on ? _run | mark : _run & ~mark;
}
