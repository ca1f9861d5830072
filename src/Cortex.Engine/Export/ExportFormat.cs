using System.Globalization;

namespace Cortex.Engine.Export;

/// <summary>The names of an export's parts, as they are written and read.</summary>
internal static class ExportFormat
{
    /// <summary>What <c>cortex.json</c> says that it is.</summary>
    public const string Name = "cortex-library";

    /// <summary>Grows when an older Cortex could not read it any more.</summary>
    public const int Version = 1;

    public const string Document = "cortex.json", Readme = "README.txt", Items = "items", Originals = "originals", Highlights = "highlights";

    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    /// <param name="milliseconds">Unix time.</param>
    public static string Time(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).ToString(TimeFormat, CultureInfo.InvariantCulture);

    /// <summary>Unix milliseconds; null where the text is no time as it is written here.</summary>
    public static long? ParseTime(string? text) =>
        DateTimeOffset.TryParseExact(text, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time.ToUnixTimeMilliseconds() : null;
}
