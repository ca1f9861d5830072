namespace Cortex.Engine.Processing.Discovery;

/// <summary>
/// How strong a connection is, 0 to 1. Similarity counts from a cosine of 0.35 (nothing) to 0.85 (all); a shared entity by its inverse
/// frequency, ln(N ÷ items that name it) ÷ ln N, the rarest 0.35, and several add up as 1 − Π(1 − each); both together as
/// 1 − (1 − similar)(1 − entities). Saved within an hour (a day) takes 15 % (7 %) off what is missing to 1, and is nothing alone.
/// </summary>
internal static class ConnectionStrength
{
    /// <summary>What is weaker is not kept.</summary>
    public const double Floor = 0.2;

    /// <summary>Nearer than this, one passage is a copy of the other, and says nothing of their items.</summary>
    public const double Copy = 0.98;

    /// <summary>From here on a cosine counts.</summary>
    public const double LeastCosine = 0.35;
    private const double FullCosine = 0.85, RarestEntity = 0.35, SameHour = 0.15, SameDay = 0.07;
    private const long Hour = 3600, Day = 24 * Hour;

    // A handful of items is no measure of what is rare.
    private const double LeastItems = 50;

    /// <param name="cosine">Null: no two passages are near.</param>
    /// <param name="frequencies">Of each shared entity, how many items name it.</param>
    /// <param name="items">How many there are.</param>
    /// <param name="secondsApart">Null: it says nothing.</param>
    public static double Of(double? cosine, IEnumerable<int> frequencies, long items, long? secondsApart)
    {
        var similar = cosine is { } near ? Math.Clamp((near - LeastCosine) / (FullCosine - LeastCosine), 0, 1) : 0;
        var apart = frequencies.Aggregate(1 - similar, (left, frequency) => left * (1 - (RarestEntity * Rarity(frequency, items))));
        if (apart < 1) apart *= 1 - (secondsApart is null or > Day ? 0 : secondsApart <= Hour ? SameHour : SameDay);
        return Math.Round(1 - apart, 3);
    }

    /// <summary>0 to 1.</summary>
    public static double Rarity(int frequency, long items)
    {
        var all = Math.Max(items, LeastItems);
        return Math.Clamp(Math.Log(all / Math.Max(1, frequency)) / Math.Log(all), 0, 1);
    }

    /// <summary>Whether two moments are near enough to be told.</summary>
    public static bool IsNear(long secondsApart) => secondsApart <= Day;

    /// <summary>What more items than this name says nothing.</summary>
    public static int MostNaming(long items) => (int)Math.Clamp(items / 50, 5, 500);
}
