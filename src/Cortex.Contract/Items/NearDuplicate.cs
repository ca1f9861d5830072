namespace Cortex.Contract.Items;

/// <summary>Another item whose text is nearly the same. Similarity, 0.8 to 1, is the share of word sequences that both have, estimated; 1 is the same text.</summary>
public sealed record NearDuplicate(string ItemId, string Title, double Similarity);

/// <summary>Two items whose texts are nearly the same: the newer, and what it is like. Similarity as in <see cref="NearDuplicate"/>.</summary>
public sealed record DuplicatePair(string ItemId, string Title, string OfItemId, string OfTitle, double Similarity);

/// <summary>One page of the pairs, the newest first.</summary>
public sealed record DuplicatePage(IReadOnlyList<DuplicatePair> Duplicates, long Total, long Offset, int Limit);
