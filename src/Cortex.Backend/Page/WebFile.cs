namespace Cortex.Backend.Page;

/// <summary>A file of the web UI, as it is sent.</summary>
/// <param name="ContentType">Its media type.</param>
/// <param name="IsImmutable">Its name holds its digest: it never changes.</param>
/// <param name="Tag">Of this content; quoted, as the header has it.</param>
/// <param name="Plain">The bytes.</param>
/// <param name="Brotli">The bytes in Brotli; null where that saves nothing.</param>
internal sealed record WebFile(string ContentType, bool IsImmutable, string Tag, ReadOnlyMemory<byte> Plain, ReadOnlyMemory<byte>? Brotli);
