using System.Xml;

namespace Cortex.Engine.Knowledge.Parsing.Files.Docx;

/// <summary>What is said of a paragraph and of the run within it, before their words.</summary>
internal sealed class DocxProperties(DocxStyles styles, DocxNumbering numbering)
{
    private (string? Id, int? Level) _list;

    public bool InParagraph { get; private set; }
    public bool InRun { get; private set; }
    public DocxStyle Style { get; private set; } = DocxStyle.Plain;

    /// <summary>Whether a tracked change takes away the paragraph's end: the next one goes on in it.</summary>
    public bool EndDeleted { get; private set; }
    public TextMarks Marks { get; private set; }
    public bool IsHidden { get; private set; }

    public bool IsHeading => Style.Kind is DocxStyleKind.Title or DocxStyleKind.Heading;

    public void BeginParagraph() => (Style, _list, EndDeleted) = (DocxStyle.Plain, (null, null), false);

    public void BeginRun() => (Marks, IsHidden) = (TextMarks.None, false);

    /// <summary>The list that the paragraph is an item of, counted on; null where it is in none.</summary>
    public BlockShape? NextItem() => numbering.Next(_list.Id ?? Style.NumberingId, _list.Level ?? Style.ListLevel);

    public void Enter(string name)
    {
        if (name == "pPr")
        {
            InParagraph = true;
        }
        else if (name == "rPr")
        {
            // That of a paragraph tells of its mark, not of its words.
            InRun = !InParagraph;
        }
    }

    public void Leave(string name)
    {
        if (name == "pPr")
        {
            InParagraph = false;
        }
        else if (name == "rPr")
        {
            InRun = false;
        }
    }

    public void OfParagraph(XmlReader reader, string name)
    {
        switch (name)
        {
            case "pStyle":
                Style = styles.Of(DocxXml.Value(reader));
                break;
            case "numId":
                _list.Id = DocxXml.Value(reader);
                break;
            case "ilvl":
                _list.Level = DocxXml.Number(DocxXml.Value(reader));
                break;
            case "del":
                EndDeleted = true;
                break;
            case "outlineLvl" when Style.Kind == DocxStyleKind.Plain && DocxXml.Number(DocxXml.Value(reader)) is >= 0 and < 9 and var level:
                Style = Style with { Kind = DocxStyleKind.Heading, Level = Math.Min(level + 1, 6) };
                break;
        }
    }

    public void OfRun(XmlReader reader, string name)
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
                IsHidden = DocxXml.IsOn(reader);
                break;
            case "rStyle" when styles.Of(DocxXml.Value(reader)).Kind == DocxStyleKind.Code:
                Set(TextMarks.Code, true);
                break;
        }
    }

    private void Set(TextMarks mark, bool on) => Marks = on ? Marks | mark : Marks & ~mark;
}
