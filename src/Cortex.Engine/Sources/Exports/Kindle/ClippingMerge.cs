using Cortex.Engine.Sources.Exports.Highlights;

namespace Cortex.Engine.Sources.Exports.Kindle;

/// <summary>
/// The highlights of one book, in the order of the book. Of those drawn twice over the same words the longer stays: the device keeps what
/// was there before. A note is put to the highlight that it was written at.
/// </summary>
internal static class ClippingMerge
{
    public static List<Highlight> Merge(IReadOnlyList<Clipping> clippings)
    {
        // Longest first: what an earlier one covers has been drawn over.
        var kept = new List<Clipping>();
        var byStart = new SortedList<int, List<Clipping>>();
        foreach (var highlight in clippings.Where(clipping => clipping.Kind == ClippingKind.Highlight).OrderByDescending(clipping => clipping.Text.Length))
        {
            if (IsCovered(byStart, highlight)) continue;
            kept.Add(highlight);
            var bucket = Bucket(Start(highlight));
            if (!byStart.TryGetValue(bucket, out var near)) byStart[bucket] = near = [];
            near.Add(highlight);
        }

        var notes = clippings.Where(clipping => clipping.Kind == ClippingKind.Note).DistinctBy(note => (note.Location, note.Page, note.Text)).ToList();
        var noted = kept.ToDictionary(highlight => highlight, _ => new List<Clipping>());
        var alone = notes.Where(note => !Attach(byStart, note, noted)).ToList();
        return [.. kept.Concat(alone).OrderBy(Start).ThenBy(clipping => clipping.AddedAt).Select(clipping => Highlight(clipping, noted.GetValueOrDefault(clipping) ?? []))];
    }

    // A highlight's places are hundreds apart at most: its own bucket and those beside it hold all that it can touch.
    private const int BucketSize = 256;

    // Far more than anybody marks on some pages, and few enough to compare each with each.
    private const int MaxNear = 300;

    private static int Bucket(int start) => start / BucketSize;

    private static IEnumerable<Clipping> Near(SortedList<int, List<Clipping>> byStart, Clipping clipping) =>
        Enumerable.Range(Bucket(Start(clipping)) - 1, 3).SelectMany(bucket => byStart.GetValueOrDefault(bucket) ?? []).Take(MaxNear);

    private static bool IsCovered(SortedList<int, List<Clipping>> byStart, Clipping highlight) =>
        Near(byStart, highlight).Any(other => Overlap(other, highlight) && other.Text.Contains(highlight.Text, StringComparison.Ordinal));

    private static bool Attach(SortedList<int, List<Clipping>> byStart, Clipping note, Dictionary<Clipping, List<Clipping>> noted)
    {
        // The device notes the place where the highlight ends.
        var target = Near(byStart, note).Where(highlight => Overlap(highlight, note)).OrderBy(highlight => Distance(highlight, note)).ThenByDescending(highlight => highlight.AddedAt <= note.AddedAt ? highlight.AddedAt : null).FirstOrDefault();
        if (target is null) return false;
        noted[target].Add(note);
        return true;
    }

    private static int Distance(Clipping highlight, Clipping note) => Math.Abs((highlight.Location?.End ?? 0) - (note.Location?.Start ?? 0));

    private static bool Overlap(Clipping one, Clipping other) => (one.Location, other.Location) switch
    {
        ({ } a, { } b) => a.Start <= b.End && b.Start <= a.End,
        (null, null) => one.Page == other.Page,
        _ => false,
    };

    private static int Start(Clipping clipping) => clipping.Location?.Start ?? (int.TryParse(clipping.Page?.Split('-', '–')[0], out var page) ? page : int.MaxValue - BucketSize * 2);

    private static Highlight Highlight(Clipping clipping, List<Clipping> notes) => new()
    {
        Quote = clipping.Kind == ClippingKind.Highlight ? clipping.Text : "",
        Note = clipping.Kind == ClippingKind.Note ? clipping.Text : notes.Count > 0 ? string.Join('\n', notes.Select(note => note.Text)) : null,
        Location = clipping.Location is { } place ? place.Start == place.End ? $"{place.Start}" : $"{place.Start}-{place.End}" : clipping.Page,
        LocationType = clipping.Location is not null ? "location" : clipping.Page is not null ? "page" : null,
        CreatedAt = clipping.AddedAt,
        CreatedText = clipping.AddedText,
        More = clipping is { Location: not null, Page: { } page } ? [new("page", page)] : [],
    };
}
