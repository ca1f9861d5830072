using System.Globalization;
using System.Text;

namespace Cortex.Engine.Tests.Knowledge.Parsing.Files;

/// <summary>A PDF written by hand: pages of lines in Helvetica.</summary>
internal sealed class TestPdf
{
    private readonly List<string> _pages = [];
    private readonly StringBuilder _page = new();

    public string Info { get; set; } = "";
    public string Trailer { get; set; } = "";

    public TestPdf Line(string text, double y, double size = 11, double x = 72)
    {
        var escaped = text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("(", "\\(", StringComparison.Ordinal).Replace(")", "\\)", StringComparison.Ordinal);
        _page.Append(CultureInfo.InvariantCulture, $"BT /F1 {size} Tf {x} {y} Td ({escaped}) Tj ET\n");
        return this;
    }

    /// <summary>Lines one below the other, from the top of the page.</summary>
    public TestPdf Lines(double top, params string[] lines)
    {
        foreach (var line in lines)
        {
            Line(line, top);
            top -= 14;
        }

        return this;
    }

    public TestPdf NextPage()
    {
        _pages.Add(_page.ToString());
        _page.Clear();
        return this;
    }

    public byte[] ToBytes()
    {
        if (_page.Length > 0 || _pages.Count == 0)
        {
            NextPage();
        }

        var objects = new List<string>
        {
            "<< /Type /Catalog /Pages 2 0 R >>",
            $"<< /Type /Pages /Count {_pages.Count} /Kids [{string.Join(' ', _pages.Select((_, i) => $"{5 + (2 * i)} 0 R"))}] >>",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
            $"<< {Info} >>",
        };
        for (var i = 0; i < _pages.Count; i++)
        {
            objects.Add($"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >> /Contents {6 + (2 * i)} 0 R >>");
            objects.Add($"<< /Length {_pages[i].Length} >>\nstream\n{_pages[i]}endstream");
        }

        var pdf = new StringBuilder("%PDF-1.4\n");
        var offsets = new List<int>();
        for (var i = 0; i < objects.Count; i++)
        {
            offsets.Add(pdf.Length);
            pdf.Append(CultureInfo.InvariantCulture, $"{i + 1} 0 obj\n{objects[i]}\nendobj\n");
        }

        var xref = pdf.Length;
        pdf.Append(CultureInfo.InvariantCulture, $"xref\n0 {objects.Count + 1}\n0000000000 65535 f \n");
        foreach (var offset in offsets)
        {
            pdf.Append(CultureInfo.InvariantCulture, $"{offset:D10} 00000 n \n");
        }

        pdf.Append(CultureInfo.InvariantCulture, $"trailer\n<< /Size {objects.Count + 1} /Root 1 0 R /Info 4 0 R {Trailer} >>\nstartxref\n{xref}\n%%EOF\n");
        return Encoding.Latin1.GetBytes(pdf.ToString());
    }
}
