using System.Text.Json.Serialization;

namespace Cortex.Contract.Import;

/// <summary>What became of an imported document.</summary>
[JsonConverter(typeof(WireEnumConverter<ImportOutcome>))]
public enum ImportOutcome
{
    Created,
    Updated,
    Moved,
    Unchanged,
}
