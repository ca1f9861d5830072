namespace Cortex.Engine.Sources.Exports;

/// <param name="Now">What no date of an export can be after.</param>
internal sealed record ExportContext(DateTimeOffset Now, CancellationToken Cancellation);
