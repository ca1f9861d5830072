using System.Text.Json;

namespace Cortex.Engine.Knowledge.Connections;

/// <summary>The field of an item's metadata that names the vault it lies in: there, tags within the text are tags.</summary>
internal static class VaultField
{
    public const string Name = "vault";

    /// <summary>The vault's folder; null where there is none.</summary>
    public static string? Of(string? metadata)
    {
        // Most items are in no vault, and their metadata need not be read.
        if (metadata is null || !metadata.Contains($"\"{Name}\"", StringComparison.Ordinal)) return null;
        using var fields = JsonDocument.Parse(metadata);
        return fields.RootElement.TryGetProperty(Name, out var vault) && vault.ValueKind == JsonValueKind.String ? vault.GetString() : null;
    }
}
