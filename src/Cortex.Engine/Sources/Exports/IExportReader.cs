namespace Cortex.Engine.Sources.Exports;

/// <summary>Reads what another program wrote for its owner to take along.</summary>
internal interface IExportReader
{
    /// <summary>What the items' <c>source</c> says; lower case.</summary>
    string Name { get; }

    /// <summary>Whether this is an export of that program, by what stands in it and not by its name alone.</summary>
    bool Recognises(ExportCandidate candidate);

    /// <summary>
    /// The entries in their order, found as they are asked for. An item has an identity of its own (<c>SourceKey</c>), the same in
    /// every export of the same library. What is not taken is said.
    /// </summary>
    /// <exception cref="CortexException">It cannot be read, or exceeds a limit; what came before stays.</exception>
    IEnumerable<ExportEntry> Read(string path, ExportContext context);
}
