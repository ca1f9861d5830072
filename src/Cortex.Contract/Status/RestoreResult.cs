namespace Cortex.Contract.Status;

/// <summary>What <c>POST /api/restore</c> brought back; <c>set_aside</c> is the backup file that holds what was there before, null when nothing was.</summary>
public sealed record RestoreResult(long Items, string ContentSha256, string? SetAside);
