namespace Cortex.Engine.Export;

/// <summary>Where an export goes: a folder or an archive. One file at a time.</summary>
internal interface IExportTarget
{
    /// <param name="path">Below the export, with '/'; a name that is safe on every system.</param>
    /// <param name="modified">What the file's time says.</param>
    /// <returns>Ended before the next is begun.</returns>
    Stream Create(string path, DateTimeOffset modified);
}
