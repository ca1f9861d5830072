namespace Cortex.Engine.Digest;

/// <summary>Finds what recent items have to do with the library.</summary>
internal interface IDigestConnections
{
    /// <summary>The strongest first, each pair once.</summary>
    /// <param name="recent">Ids of items, the newest first.</param>
    IReadOnlyList<ConnectionRef> Of(IReadOnlyList<string> recent, CancellationToken cancellation);
}
