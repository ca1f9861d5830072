using System.Globalization;

namespace Cortex.Engine.Sources.Exports;

/// <summary>The dates of exports. What cannot be one is none: a wrong date is worse than the day of the import.</summary>
internal static class ExportTime
{
    /// <summary>Before there was a web, nobody kept its pages.</summary>
    private static readonly DateTimeOffset Earliest = new(1990, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Microseconds from 1601, where browsers of the Chromium family count from, to 1970.</summary>
    private const long FromWindowsEpoch = 11_644_473_600_000_000;

    /// <summary>A count since 1970 in seconds, milli-, micro- or nanoseconds, or in microseconds since 1601: its size tells.</summary>
    public static DateTime? OfUnix(string? digits, DateTimeOffset now) =>
        long.TryParse(digits, NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var count) ? OfUnix(count, now)
        : double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var exact) && exact < long.MaxValue / 2.0 ? OfUnix((long)exact, now)
        : null;

    public static DateTime? OfUnix(long count, DateTimeOffset now) => count switch
    {
        <= 0 => null,
        < 100_000_000_000 => OfMilliseconds(count * 1000, now),
        < 100_000_000_000_000 => OfMilliseconds(count, now),
        < 9_000_000_000_000_000 => OfMilliseconds(count / 1000, now),
        < 100_000_000_000_000_000 => OfMilliseconds((count - FromWindowsEpoch) / 1000, now),
        _ => OfMilliseconds(count / 1_000_000, now),
    };

    /// <summary>ISO 8601 and its relatives; without a zone it is UTC.</summary>
    public static DateTime? OfText(string? text, DateTimeOffset now) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowWhiteSpaces, out var time) ? Plausible(time, now) : null;

    public static DateTime? Plausible(DateTimeOffset time, DateTimeOffset now) => time >= Earliest && time <= now.AddDays(1) ? time.UtcDateTime : null;

    /// <summary>As metadata have it.</summary>
    public static string Iso(DateTime time) => time.ToString("yyyy-MM-ddTHH:mm:ss.FFFK", CultureInfo.InvariantCulture);

    private static DateTime? OfMilliseconds(long milliseconds, DateTimeOffset now) => milliseconds < 0 ? null : Plausible(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds), now);
}
