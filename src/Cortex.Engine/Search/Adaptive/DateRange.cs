using System.Globalization;

namespace Cortex.Engine.Search.Adaptive;

/// <summary>Days, each from its first hour where the reader is; null: without that end.</summary>
/// <param name="Until">Exclusive.</param>
internal readonly record struct DateRange(DateOnly? From, DateOnly? Until)
{
    public static DateRange Day(DateOnly day) => new(day, day.AddDays(1));

    /// <summary>The unit that a day is in; weeks begin on Monday.</summary>
    public static DateRange Of(DateOnly day, TimeUnit unit) => unit switch
    {
        TimeUnit.Week => Week(day.AddDays(-(((int)day.DayOfWeek + 6) % 7))),
        TimeUnit.Month => Month(day.Year, day.Month),
        TimeUnit.Year => Year(day.Year),
        _ => Day(day),
    };

    public static DateRange Month(int year, int month) => new(new DateOnly(year, month, 1), new DateOnly(year, month, 1).AddMonths(1));

    public static DateRange Year(int year) => new(new DateOnly(year, 1, 1), new DateOnly(year + 1, 1, 1));

    public static DateOnly Back(DateOnly day, int count, TimeUnit unit) => unit switch
    {
        TimeUnit.Week => day.AddDays(-7 * count),
        TimeUnit.Month => day.AddMonths(-count),
        TimeUnit.Year => day.AddYears(-Math.Min(count, day.Year - 1)),
        _ => day.AddDays(-count),
    };

    /// <summary>Such as <c>saved 2024-03-01 to 2024-03-31</c>.</summary>
    public string Describe() => (From, Until) switch
    {
        ({ } from, { } until) when from.AddDays(1) == until => $"saved on {Text(from)}",
        ({ } from, { } until) => $"saved {Text(from)} to {Text(until.AddDays(-1))}",
        ({ } from, null) => $"saved since {Text(from)}",
        (null, { } until) => $"saved before {Text(until)}",
        _ => "saved at any time",
    };

    private static DateRange Week(DateOnly monday) => new(monday, monday.AddDays(7));

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
