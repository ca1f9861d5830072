using Cortex.Engine.Knowledge.Parsing;
using Cortex.Engine.Sources.Platform;

namespace Cortex.Engine.Sources;

/// <summary>
/// Finds the line of a file that a passage of its text stands on. The text is read from the file, without marks, tags and
/// entities; what both have in the same order is the words.
/// </summary>
public static class SourceLine
{
    private const long MaxBytes = 64 * 1024 * 1024;

    // A passage is known by its beginning.
    private const int MostWords = 40;

    // Words in a row that are looked for: many stand in one place, where a mark or an entity is among them few are found.
    private static readonly int[] Runs = [12, 8, 5, 3, 2];

    /// <summary>Counted from 1; null where the passage is not found, or the file is none that can be read.</summary>
    /// <param name="text">The item's text.</param>
    public static int? Find(string path, string text, int start, int end)
    {
        try
        {
            // A pipe of that name would be waited for.
            if (!FileKind.IsRegular(path) || new FileInfo(path).Length > MaxBytes) return null;
            return FindIn(TextDecoder.Decode(File.ReadAllBytes(path), html: true).Text, text, start, end);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or CortexException)
        {
            return null;
        }
    }

    internal static int? FindIn(string file, string text, int start, int end)
    {
        var quote = Words(text, start, end);
        quote = quote.GetRange(0, Math.Min(quote.Count, MostWords));
        if (quote.Count == 0) return null;
        var there = Words(file, 0, file.Length);
        foreach (var length in Runs.Select(run => Math.Min(run, quote.Count)).Distinct())
        {
            for (var first = 0; first + length <= quote.Count; first++)
            {
                var run = quote.GetRange(first, length);
                var places = Places(file, there, text, run);
                if (places.Count == 0) continue;
                // Said several times, the file says it as often before as the text does.
                var before = places.Count == 1 ? 0 : Places(text, Words(text, 0, run[0].Start), text, run).Count;
                return file.AsSpan(0, places[Math.Min(before, places.Count - 1)]).Count('\n') + 1;
            }
        }

        return null;
    }

    private static List<int> Places(string one, List<Span> words, string other, List<Span> run)
    {
        var places = new List<int>();
        for (var i = 0; i + run.Count <= words.Count; i++)
        {
            if (Same(one, words, i, other, run)) places.Add(words[i].Start);
        }

        return places;
    }

    private static bool Same(string one, List<Span> words, int at, string other, List<Span> run)
    {
        for (var i = 0; i < run.Count; i++)
        {
            if (!one.AsSpan(words[at + i].Start, words[at + i].Length).Equals(other.AsSpan(run[i].Start, run[i].Length), StringComparison.OrdinalIgnoreCase)) return false;
        }

        return true;
    }

    private static List<Span> Words(string text, int from, int to)
    {
        var words = new List<Span>();
        for (var at = Math.Max(0, from); at < Math.Min(to, text.Length); at++)
        {
            if (!char.IsLetterOrDigit(text[at])) continue;
            var begin = at;
            while (at < to && at < text.Length && char.IsLetterOrDigit(text[at])) at++;
            words.Add(new Span(begin, at - begin));
        }

        return words;
    }

    private readonly record struct Span(int Start, int Length);
}
