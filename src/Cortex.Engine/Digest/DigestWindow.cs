using Cortex.Contract.Digests;

namespace Cortex.Engine.Digest;

/// <summary>The time that a digest is about: the unit before, and this one so far. Days begin where the reader is.</summary>
/// <param name="Closed">The end of the unit before.</param>
internal readonly record struct DigestWindow(long From, long Closed, long Until)
{
    private const int ManualDays = 7;

    public static DigestWindow Of(DigestPeriod period, DateOnly day, TimeProvider time)
    {
        if (period == DigestPeriod.Manual)
        {
            var now = time.GetUtcNow();
            return new DigestWindow(now.AddDays(-ManualDays).ToUnixTimeMilliseconds(), now.ToUnixTimeMilliseconds(), now.ToUnixTimeMilliseconds() + 1);
        }

        var (first, days) = period == DigestPeriod.Weekly ? (day.AddDays(-(((int)day.DayOfWeek + 6) % 7)), 7) : (day, 1);
        return new DigestWindow(Start(first.AddDays(-days), time), Start(first, time), Start(first.AddDays(days), time));
    }

    /// <summary>The one that begins at a moment, of a digest that was left half made.</summary>
    public static DigestWindow Since(DigestPeriod period, long from, TimeProvider time)
    {
        if (period == DigestPeriod.Manual) return Of(period, default, time) with { From = from };
        var first = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(from), time.LocalTimeZone).DateTime);
        return Of(period, first.AddDays(period == DigestPeriod.Weekly ? 7 : 1), time);
    }

    public static DateOnly Today(TimeProvider time) => DateOnly.FromDateTime(time.GetLocalNow().DateTime);

    private static long Start(DateOnly day, TimeProvider time)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(midnight, time.LocalTimeZone.GetUtcOffset(midnight)).ToUnixTimeMilliseconds();
    }
}
