namespace Cortex.Contract.Models;

/// <summary>Who runs models, what they have, and what each task asks.</summary>
public sealed record ModelsOverview
{
    /// <summary>local, cloud or hybrid.</summary>
    public required string Mode { get; init; }
    public required IReadOnlyList<ProviderReport> Providers { get; init; }

    /// <summary>By task: embedding, extraction, grading, chat, agent.</summary>
    public required IReadOnlyDictionary<string, TaskReport> Tasks { get; init; }

    /// <summary>Whose vectors are searched; null until something was embedded.</summary>
    public required EmbeddingModel? Embedding { get; init; }

    /// <summary>Whose vectors are being made, to take its place; null when none are.</summary>
    public required EmbeddingModel? Building { get; init; }
}

/// <summary>A provider as it was just found. One in the cloud that is chosen for nothing is not asked.</summary>
public sealed record ProviderReport
{
    public required string Id { get; init; }
    public required string Name { get; init; }

    /// <summary>Where it is reached; null: in this process.</summary>
    public required string? Address { get; init; }

    /// <summary>Whether nothing leaves this machine when it is asked.</summary>
    public required bool Local { get; init; }
    public required bool NeedsKey { get; init; }

    /// <summary>Null: it was not asked.</summary>
    public required bool? Reachable { get; init; }
    public required string? Version { get; init; }

    /// <summary>Of the failure, as in problem documents.</summary>
    public required string? Code { get; init; }

    /// <summary>What is wrong, and what to do.</summary>
    public required string? Error { get; init; }
    public required IReadOnlyList<ModelReport> Models { get; init; }
}

/// <param name="Name">As it is asked for, without its provider.</param>
/// <param name="SizeBytes">On the disk, where it is known.</param>
/// <param name="ContextTokens">How much it reads at once, where it is known.</param>
/// <param name="Chats">Whether it answers; null where that is not known.</param>
/// <param name="Embeds">Whether it makes vectors; null where that is not known.</param>
public sealed record ModelReport(string Name, long? SizeBytes, int? ContextTokens, bool? Chats, bool? Embeds);

/// <param name="Chosen">As the settings name them; none: the built-in way.</param>
/// <param name="Asked">Those that the mode lets be asked, in order.</param>
public sealed record TaskReport(IReadOnlyList<string> Chosen, IReadOnlyList<string> Asked);

/// <summary>Whether a provider works. <c>code</c> and <c>error</c> say why not.</summary>
public sealed record ProviderTestResult(string Id, bool Ok, string? Version, long LatencyMs, string? Code, string? Error);
