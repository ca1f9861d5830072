namespace Cortex.Engine.Export;

/// <summary>A file of an export, and what it must hold when it is read back.</summary>
/// <param name="Path">Below the export, with '/'.</param>
/// <param name="Sha256">Lower-case hex.</param>
internal sealed record ExportedFile(string Path, long SizeBytes, string Sha256);

/// <summary>The files that one item became.</summary>
/// <param name="Document">The Markdown file; null for an item in the trash.</param>
/// <param name="Content">Null where the content stands in <c>cortex.json</c>.</param>
/// <param name="Original">The bytes that the library holds.</param>
/// <param name="Source">A copy of the user's own file.</param>
internal sealed record ExportedItemFiles(string? Document, ExportedFile? Content, ExportedFile? Original, ExportedFile? Source);
