using Cortex.Engine.Knowledge.Connections;

namespace Cortex.Engine.Processing.Discovery;

/// <summary>What was found for an item.</summary>
/// <param name="Known">The others that it was connected with before, all of them looked at again.</param>
/// <param name="Pairs">The strongest first.</param>
internal sealed record DiscoveredPairs(long ItemPk, IReadOnlyCollection<long> Known, IReadOnlyList<DiscoveredPair> Pairs);

/// <param name="A">The lower row.</param>
internal sealed record DiscoveredPair(long A, long B, long RevisionOfA, long RevisionOfB, double Strength, EvidenceKinds Kinds, StoredEvidence Evidence);
