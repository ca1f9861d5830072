using Cortex.Contract.Search;
using Cortex.Engine.Language;

namespace Cortex.Engine.Understanding;

/// <summary>Whether an extraction is one of this text. What the text does not say is dropped; where much has to be, the rest is not believed either.</summary>
public static class ExtractionCheck
{
    /// <summary>In UTF-16 code units: what a model was asked for, and half as much again.</summary>
    private const int LongestSummary = 1_000;

    private const int ShortText = 400, MostMentions = 20, MostCounted = 1_000;

    // Of the summary's words, how many the text must have; a model says some things in other words.
    private const double EnoughShared = 0.4, EnoughKept = 0.6;

    public static ExtractionJudgement Judge(Extraction extraction, string text)
    {
        var known = Stems(text);
        var concepts = extraction.Concepts.Where(concept => Stands(concept.Phrase, text, known)).ToList();
        var entities = extraction.Entities.Select(entity => Grounded(entity, text)).OfType<Entity>().ToList();
        var kept = extraction with { Concepts = concepts, Entities = entities };
        var reasons = new List<string>();
        Summary(extraction, text, known, reasons);
        Dropped("concepts", extraction.Concepts.Count, concepts.Count, reasons);
        Dropped("entities", extraction.Entities.Count, entities.Count, reasons);
        if (concepts.Count == 0 && text.Length > ShortText) reasons.Add("There are no concepts.");
        return new ExtractionJudgement(kept, reasons);
    }

    private static void Summary(Extraction extraction, string text, HashSet<string> known, List<string> reasons)
    {
        var summary = string.Join(' ', extraction.Summary.Select(sentence => sentence.Text)).Trim();
        if (summary.Length == 0)
        {
            reasons.Add("There is no summary.");
            return;
        }

        if (extraction.Summary.Any(sentence => sentence.Span is { } span && (span.Start < 0 || span.End > text.Length || span.Start >= span.End || !text.AsSpan(span.Start, span.End - span.Start).SequenceEqual(sentence.Text))))
            reasons.Add("A sentence of the summary does not stand where it is said to.");
        if (summary.Length > LongestSummary) reasons.Add($"The summary is longer than {LongestSummary} characters.");
        if (TextScript.Of(summary) is { } script && TextScript.Of(text) is { } other && script != other) reasons.Add($"The summary is in {script}, the text in {other} script.");
        var words = Stems(summary);
        var shared = words.Count(known.Contains);
        if (words.Count > 0 && shared < words.Count * EnoughShared) reasons.Add($"Of the {words.Count} words of the summary the text has {shared}.");
    }

    private static void Dropped(string what, int before, int after, List<string> reasons)
    {
        if (before - after > 1 && after < before * EnoughKept) reasons.Add($"Of {before} {what} the text has {after}.");
    }

    /// <summary>Whether a phrase, or most of its words in any form, stand in the text.</summary>
    private static bool Stands(string phrase, string text, HashSet<string> known)
    {
        if (text.Contains(phrase, StringComparison.OrdinalIgnoreCase)) return true;
        var words = Stems(phrase);
        return words.Count > 0 && words.Count(known.Contains) * 3 >= words.Count * 2;
    }

    /// <summary>The entity with its places in the text; null where it has none.</summary>
    private static Entity? Grounded(Entity entity, string text)
    {
        if (entity.Mentions.Count > 0) return entity.Mentions.All(span => span.Start >= 0 && span.Start < span.End && span.End <= text.Length) ? entity : null;
        var mentions = new List<TextSpan>();
        var count = 0;
        if (string.IsNullOrWhiteSpace(entity.Name)) return null;
        for (var at = 0; at < text.Length && count < MostCounted;)
        {
            var found = text.AsSpan(at).IndexOf(entity.Name, StringComparison.OrdinalIgnoreCase);
            if (found < 0) break;
            var (start, end) = (at + found, at + found + entity.Name.Length);
            if (IsBorder(text, start) && IsBorder(text, end))
            {
                count++;
                if (mentions.Count < MostMentions) mentions.Add(new TextSpan(start, end));
            }

            at = end;
        }

        return count == 0 ? null : entity with { Count = count, Mentions = mentions };
    }

    private static bool IsBorder(string text, int at)
    {
        if (at == 0 || at == text.Length) return true;
        if (char.IsLowSurrogate(text[at]) && char.IsHighSurrogate(text[at - 1])) return false;
        return !char.IsLetterOrDigit(text[at - 1]) || !char.IsLetterOrDigit(text[at]) || UnspacedText.IsUnspaced(text[at]) || UnspacedText.IsUnspaced(text[at - 1]);
    }

    private static HashSet<string> Stems(string text)
    {
        var stems = new HashSet<string>(StringComparer.Ordinal);
        foreach (var word in WordScanner.Scan(text))
        {
            if (!StopWords.Contains(word.Folded)) stems.Add(word.Stem);
        }

        return stems;
    }
}
