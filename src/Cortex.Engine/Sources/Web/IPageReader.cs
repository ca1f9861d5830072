using Cortex.Engine.Knowledge.Parsing;

namespace Cortex.Engine.Sources.Web;

/// <summary>Makes a document of fetched bytes of some media types. One more line in <see cref="PageReaders"/> is one more kind of page.</summary>
internal interface IPageReader
{
    /// <param name="mediaType">In lower case; null where none was sent.</param>
    bool Reads(string? mediaType);

    /// <exception cref="CortexException">the bytes are not what they were said to be</exception>
    PageContent Read(FetchedPage page);
}

/// <param name="Content">As it came, decoded.</param>
internal sealed record PageContent(string Content, string Charset, DocumentFormat Format, string? Language = null);
