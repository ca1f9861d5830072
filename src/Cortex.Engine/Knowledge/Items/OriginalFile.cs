namespace Cortex.Engine.Knowledge.Items;

/// <summary>A document's bytes as they came, with the name that it had there.</summary>
public sealed record OriginalFile(string Name, string? MediaType, byte[] Bytes);
