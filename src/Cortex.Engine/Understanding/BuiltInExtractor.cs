namespace Cortex.Engine.Understanding;

/// <summary>Understands a text without a language model: by counting, casing and rank. The same text gives the same result, in time that grows with its length and then no more.</summary>
public static class BuiltInExtractor
{
    /// <exception cref="OperationCanceledException"><paramref name="ct"/> was cancelled</exception>
    public static Extraction Extract(ExtractionInput input, CancellationToken ct = default)
    {
        var reading = Reading.Of(input, ct);
        var dates = DateFinder.Find(input.Text);
        ct.ThrowIfCancellationRequested();
        return new Extraction
        {
            Summary = Summarizer.Summarize(reading),
            Concepts = IsUnspaced(reading) ? UnspacedPhraseFinder.Find(reading) : KeyPhraseFinder.Find(reading),
            Entities = EntityFinder.Find(reading, dates),
            Dates = dates,
            Links = LinkFinder.Find(input),
            Model = Extraction.BuiltIn,
        };
    }

    /// <summary>Whether most of it is in a script without spaces.</summary>
    private static bool IsUnspaced(Reading reading) =>
        reading.Language is "zh" or "ja" or "ko" or "th" or "lo" or "km" or "my" || reading.Tokens.Count(token => (token.Shape & TokenShape.Unspaced) != 0) * 2 > reading.Tokens.Count;
}
