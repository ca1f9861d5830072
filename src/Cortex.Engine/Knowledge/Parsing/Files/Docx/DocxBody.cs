using System.Text;
using System.Xml;
using Cortex.Contract.Items;
using Cortex.Engine.Knowledge.Parsing.Files.Archive;

namespace Cortex.Engine.Knowledge.Parsing.Files.Docx;

/// <summary>Writes one part of a document, its text or its notes, element by element. Tracked changes are read as accepted.</summary>
internal sealed class DocxBody(BlockWriter writer, DocxStyles styles, DocxNumbering numbering, IReadOnlyDictionary<string, string> targets, DocxNotes notes)
{
    private readonly MarkState _marks = new(writer);
    private readonly DocxLinks _links = new(writer, targets);
    private readonly DocxProperties _properties = new(styles, numbering);
    private readonly DocxTables _tables = new(writer);
    private readonly StringBuilder _code = new();

    /// <summary>Text boxes stand within a paragraph; their words follow it.</summary>
    private readonly StringBuilder _box = new();
    private int _boxes;

    private int _paragraphs;
    private bool _begun;
    private bool _joinsNext;
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
            case "del" when _properties.InParagraph && _boxes == 0:
                _properties.OfParagraph(reader, name);
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
            case "pPr" or "rPr":
                _properties.Enter(name);
                return true;
            case "r":
                _properties.BeginRun();
                return true;
            case "txbxContent":
                _boxes++;
                return true;
            case "tbl" or "gridCol" or "tr" or "trPr" or "tblHeader" or "tc" or "gridSpan" when _boxes == 0:
                EndCode();
                _tables.Enter(name, reader);
                return true;
        }

        if (_properties.InParagraph)
        {
            if (_boxes == 0)
            {
                _properties.OfParagraph(reader, name);
            }

            return true;
        }

        if (_properties.InRun)
        {
            _properties.OfRun(reader, name);
            return true;
        }

        return Inline(xml, name);
    }

    private void Leave(string name)
    {
        switch (name)
        {
            case "p":
                LeaveParagraph();
                break;
            case "pPr" or "rPr":
                _properties.Leave(name);
                break;
            case "txbxContent":
                _boxes--;
                break;
            case "hyperlink":
                _links.Leave();
                break;
            case "tbl" or "tr" or "trPr" or "tc" when _boxes == 0:
                _tables.Leave(name);
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
                _links.Enter(reader);
                break;
            case "fldChar":
                _links.Field(DocxXml.Attribute(reader, "fldCharType"));
                break;
            case "instrText":
                _links.Instruct(xml.Content());
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

    private void EnterParagraph()
    {
        if (_boxes > 0)
        {
            _box.Append('\n');
            return;
        }

        if (++_paragraphs == 1)
        {
            _properties.BeginParagraph();
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
        _joinsNext = _properties.EndDeleted && _begun;
        if (_headingStart >= 0 && writer.IsOpen && !_joinsNext)
        {
            FirstHeading ??= writer.Written(_headingStart).Trim().ToString();
            _headingStart = -1;
        }

        if (_properties.Style.Kind == DocxStyleKind.Code && !_tables.InRow)
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

        if (_properties.Style.Kind != DocxStyleKind.Code)
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

        var item = _properties.NextItem();
        writer.Begin(_properties.Style.Kind switch
        {
            DocxStyleKind.Title or DocxStyleKind.Heading => new BlockShape(BlockKind.Heading, _properties.Style.Level),
            DocxStyleKind.Quote => new BlockShape(BlockKind.Quote, 1),
            _ => item ?? new BlockShape(BlockKind.Paragraph),
        });
        if (FirstHeading is null && _properties.IsHeading)
        {
            _headingStart = writer.Length;
        }
    }

    private void Text(string text)
    {
        if (_properties.IsHidden || _links.InInstruction || _properties.Style.Kind == DocxStyleKind.Contents || _tables.IsDropped)
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
            if (string.IsNullOrWhiteSpace(text) && _properties.Style.Kind != DocxStyleKind.Code)
            {
                return;
            }

            Begin();
        }

        if (_properties.Style.Kind == DocxStyleKind.Code && !_tables.InRow && !_isNote)
        {
            _code.Append(text);
            FileLimits.CheckText(_code.Length);
            return;
        }

        _marks.Set(_properties.IsHeading ? TextMarks.None : _properties.Marks);
        if (text == "\n")
        {
            writer.LineBreak();
        }
        else
        {
            writer.Write(text);
        }

        FileLimits.Check(writer);
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
}
