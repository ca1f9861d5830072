namespace Cortex.Engine.Tests;

/// <summary>A clock that the test sets, in a place so far from UTC.</summary>
internal sealed class FixedTime(DateTimeOffset now, TimeSpan offset) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override TimeZoneInfo LocalTimeZone { get; } = TimeZoneInfo.CreateCustomTimeZone("test", offset, "test", "test");

    public override DateTimeOffset GetUtcNow() => Now;
}
