using System.Text.Json.Serialization;
using Cortex.Contract.Errors;
using Cortex.Contract.Items;

namespace Cortex.Contract.Import;

/// <summary>What became of the files of a multipart request, in their order.</summary>
public sealed record ImportFilesResult(IReadOnlyList<ImportedFile> Files, int Created, int Unchanged, int Failed);

/// <summary>One of them, by the name under which it is kept: its item, or why there is none.</summary>
public sealed record ImportedFile(string Name, FileOutcome Outcome, Item? Item, Problem? Error);

[JsonConverter(typeof(WireEnumConverter<FileOutcome>))]
public enum FileOutcome
{
    Created,

    /// <summary>The same file under the same name was there; tags that came with it are added to its item.</summary>
    Unchanged,
    Failed,
}
