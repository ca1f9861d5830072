namespace Cortex.Engine.Export;

/// <summary>An export that is read: a folder or an archive, of which nothing is believed.</summary>
internal interface IExportSource : IDisposable
{
    /// <summary>Opens a file; null where there is no such regular file within the export.</summary>
    /// <param name="path">Checked: see <see cref="ExportPath"/>.</param>
    Stream? Open(string path);

    /// <summary>Whether there is such a file, and of this size.</summary>
    bool Has(string path, long sizeBytes);
}
