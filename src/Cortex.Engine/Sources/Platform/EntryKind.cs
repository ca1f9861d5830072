namespace Cortex.Engine.Sources.Platform;

internal enum EntryKind
{
    Regular,

    /// <summary>A folder, pipe, socket or device.</summary>
    Other,

    /// <summary>Nothing there, or out of reach.</summary>
    Missing,
}
