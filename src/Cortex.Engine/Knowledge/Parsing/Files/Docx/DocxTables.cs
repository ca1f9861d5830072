using System.Xml;
using Cortex.Contract.Items;

namespace Cortex.Engine.Knowledge.Parsing.Files.Docx;

/// <summary>Tables of values become rows. A table of one column is a frame around text, and one within a row is words of its cell.</summary>
internal sealed class DocxTables(BlockWriter writer)
{
    private readonly Stack<int> _columns = new();
    private int _rowTable;
    private int _span;
    private bool _isHeader;

    public bool InRow => _rowTable > 0;
    public bool InRowProperties { get; private set; }

    /// <summary>Whether the row is deleted by a tracked change.</summary>
    public bool IsDropped { get; private set; }

    public void DropRow() => IsDropped = true;

    public void Enter(string name, XmlReader reader)
    {
        switch (name)
        {
            case "tbl":
                _columns.Push(0);
                break;
            case "gridCol" when _columns.TryPop(out var columns):
                _columns.Push(columns + 1);
                break;
            case "tr" when !InRow && _columns.TryPeek(out var count) && count > 1:
                writer.Begin(new BlockShape(BlockKind.TableRow));
                _rowTable = _columns.Count;
                _span = 0;
                break;
            case "trPr":
                InRowProperties = true;
                break;
            case "tblHeader" when IsOwnRow && !_isHeader && DocxXml.IsOn(reader):
                _isHeader = true;
                writer.Open(MarkKind.Bold);
                break;
            case "tc" when IsOwnRow:
                writer.NextCell(_span);
                _span = 1;
                break;
            case "gridSpan" when IsOwnRow:
                _span = Math.Clamp(DocxXml.Number(DocxXml.Value(reader)) ?? 1, 1, 64);
                break;
        }
    }

    public void Leave(string name)
    {
        switch (name)
        {
            case "tbl":
                _columns.TryPop(out _);
                break;
            case "trPr":
                InRowProperties = false;
                break;
            case "tr" when IsOwnRow || !InRow:
                EndRow();
                break;
        }
    }

    private bool IsOwnRow => InRow && _rowTable == _columns.Count;

    private void EndRow()
    {
        if (_isHeader)
        {
            writer.Close(MarkKind.Bold);
            _isHeader = false;
        }

        if (InRow)
        {
            writer.Begin(new BlockShape(BlockKind.Paragraph));
        }

        _rowTable = 0;
        IsDropped = false;
    }
}
