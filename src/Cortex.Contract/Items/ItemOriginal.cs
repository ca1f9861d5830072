namespace Cortex.Contract.Items;

/// <summary>The document that an item came from, kept as it was: <c>GET /api/items/{id}/original</c> gives its bytes. Name and media type are as they were sent.</summary>
public sealed record ItemOriginal(string Name, string? MediaType, long SizeBytes);
