namespace Cortex.Engine.Sources.Exports.Notion;

/// <summary>The files of an export, unpacked or not.</summary>
internal interface INotionFiles : IDisposable
{
    /// <summary>Paths within the export, with '/' between folders, in ordinal order.</summary>
    IReadOnlyList<string> Names { get; }

    /// <exception cref="CortexException">larger than any page, or beyond the limits of an archive</exception>
    byte[] Read(string name);
}
