using System.Text;
using System.Xml;
using Cortex.Contract.Errors;

namespace Cortex.Engine.Knowledge.Parsing.Files.Archive;

/// <summary>A reader of foreign XML: nothing is resolved or expanded, and nesting is bounded.</summary>
internal sealed class SafeXml : IDisposable
{
    private readonly Stream _stream;
    private readonly CancellationToken _ct;

    public SafeXml(Stream stream, bool mayHaveDoctype, CancellationToken ct)
    {
        _stream = stream;
        _ct = ct;
        Reader = XmlReader.Create(stream, new XmlReaderSettings
        {
            DtdProcessing = mayHaveDoctype ? DtdProcessing.Ignore : DtdProcessing.Prohibit,
            XmlResolver = null,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            MaxCharactersInDocument = FileLimits.EntryBytes,
            MaxCharactersFromEntities = 1024,
        });
    }

    public XmlReader Reader { get; }

    /// <summary>The next node; false at the end.</summary>
    public bool Read()
    {
        _ct.ThrowIfCancellationRequested();
        if (!Reader.Read())
        {
            return false;
        }

        return Reader.Depth > FileLimits.Depth ? throw new CortexException(ErrorCode.UnreadableContent, $"The document is damaged: elements are nested more than {FileLimits.Depth} deep.") : true;
    }

    /// <summary>Leaves out the element that the reader stands on; after it the reader stands at its end.</summary>
    public void Skip()
    {
        if (Reader.IsEmptyElement)
        {
            return;
        }

        var depth = Reader.Depth;
        while (Read() && Reader.Depth > depth)
        {
        }
    }

    /// <summary>The words within the element that the reader stands on, which is read to its end.</summary>
    public string Content()
    {
        if (Reader.IsEmptyElement)
        {
            return "";
        }

        var depth = Reader.Depth;
        var content = new StringBuilder();
        while (Read() && Reader.Depth > depth)
        {
            if (Reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace)
            {
                content.Append(Reader.Value);
            }
        }

        return content.ToString();
    }

    public void Dispose()
    {
        Reader.Dispose();
        _stream.Dispose();
    }
}
