using System.Globalization;
using System.Text;
using System.Xml;

namespace Cortex.Engine.Knowledge.Parsing.Files.Pdf;

/// <summary>Reads what <c>pdftotext -bbox-layout</c> writes: every word with its place on the page, and what the file says of itself.</summary>
internal sealed class PdfLayout
{
    private const int MaxPages = 50_000;

    private readonly List<PdfPage> _pages = [];
    private readonly Dictionary<string, string> _fields = new(StringComparer.OrdinalIgnoreCase);
    private readonly StringBuilder _line = new();
    private double _heights;
    private int _length;

    public IReadOnlyList<PdfPage> Pages => _pages;

    /// <summary>Title, Author, Subject, Keywords, CreationDate, ModDate.</summary>
    public IReadOnlyDictionary<string, string> Fields => _fields;

    public void Read(Stream output, CancellationToken ct)
    {
        using var text = new PrintableReader(new StreamReader(output, Encoding.UTF8));
        using var xml = XmlReader.Create(text, new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null, IgnoreWhitespace = true });
        var total = 0L;
        (double Left, double Top, double Right, double Bottom) box = default;
        while (xml.Read())
        {
            ct.ThrowIfCancellationRequested();
            if (xml.NodeType == XmlNodeType.EndElement && xml.LocalName == "line")
            {
                total += _line.Length;
                FileLimits.CheckText((int)Math.Min(total, int.MaxValue));
                EndLine(box);
            }
            else if (xml.NodeType == XmlNodeType.Element)
            {
                switch (xml.LocalName)
                {
                    case "title":
                        _fields["Title"] = xml.ReadString();
                        break;
                    case "meta" when xml.GetAttribute("name") is { } name:
                        _fields.TryAdd(name, xml.GetAttribute("content") ?? "");
                        break;
                    case "page":
                        if (_pages.Count == MaxPages)
                        {
                            throw FileLimits.Exceeded($"It has more than {MaxPages:N0} pages.");
                        }

                        _pages.Add(new PdfPage(_pages.Count + 1, Number(xml, "height")));
                        break;
                    case "block" when _pages.Count > 0:
                        _pages[^1].Blocks.Add(new PdfBlock());
                        break;
                    case "line":
                        box = (Number(xml, "xMin"), Number(xml, "yMin"), Number(xml, "xMax"), Number(xml, "yMax"));
                        break;
                    case "word":
                        Word(Number(xml, "yMax") - Number(xml, "yMin"), xml.ReadString());
                        break;
                }
            }
        }
    }

    private void Word(double height, string word)
    {
        _line.Append(_line.Length > 0 ? " " : "").Append(Ligatures.Apart(word));
        _heights += height * word.Length;
        _length += word.Length;
    }

    private void EndLine((double Left, double Top, double Right, double Bottom) box)
    {
        if (_length > 0 && _pages is [.., { Blocks: [.., var block] }])
        {
            block.Lines.Add(new PdfLine(_line.ToString(), box.Left, box.Top, box.Right, box.Bottom, _heights / _length));
        }

        _line.Clear();
        _heights = 0;
        _length = 0;
    }

    private static double Number(XmlReader xml, string attribute) =>
        double.TryParse(xml.GetAttribute(attribute), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : 0;

    /// <summary>Takes out what XML may not hold and PDFs do.</summary>
    private sealed class PrintableReader(StreamReader inner) : TextReader
    {
        public override int Read(char[] buffer, int index, int count)
        {
            var read = inner.Read(buffer, index, count);
            foreach (ref var c in buffer.AsSpan(index, read))
            {
                if (c is < ' ' and not ('\n' or '\t') or '\uFFFE' or '\uFFFF')
                {
                    c = ' ';
                }
            }

            return read;
        }

        public override int Read()
        {
            var one = new char[1];
            return Read(one, 0, 1) == 0 ? -1 : one[0];
        }

        public override int Peek() => inner.Peek();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                inner.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
