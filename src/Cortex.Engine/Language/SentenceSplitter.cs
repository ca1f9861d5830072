using Cortex.Contract.Search;

namespace Cortex.Engine.Language;

/// <summary>
/// Cuts a block of text into sentences. Spans are trimmed of white space, in order, and together cover everything
/// else. A line break alone ends nothing (texts are wrapped); a blank line, or the next item of a list, does.
/// </summary>
public static class SentenceSplitter
{
    /// <summary>Longer than any abbreviation, so that looking back stays cheap.</summary>
    private const int MaxLookBack = 24;

    /// <param name="start">Where the block starts in <paramref name="text"/>, in UTF-16 code units.</param>
    /// <param name="end">Exclusive.</param>
    public static IReadOnlyList<TextSpan> Split(string text, int start, int end)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(end, text.Length);
        var sentences = new List<TextSpan>();
        var block = text.AsSpan(0, Math.Max(start, end));
        var sentence = SkipSpace(block, start);
        for (var i = sentence; i < end;)
        {
            var c = block[i];
            if (IsTerminator(c) ? EndsAtStop(block, sentence, ref i) : c == '\n' ? EndsAtLineBreak(block, ref i) : Advance(ref i))
            {
                Add(sentences, block, sentence, i);
                sentence = i = SkipSpace(block, i);
            }
        }

        Add(sentences, block, sentence, end);
        return sentences;
    }

    private static bool Advance(ref int i)
    {
        i++;
        return false;
    }

    /// <summary>Moves past the stops at <paramref name="i"/> and what closes with them; true where the sentence ends there.</summary>
    private static bool EndsAtStop(ReadOnlySpan<char> block, int sentence, ref int i)
    {
        var stop = i;
        var wide = false;
        while (i < block.Length && IsTerminator(block[i]))
        {
            wide |= IsWideTerminator(block[i++]);
        }

        var run = i - stop;
        while (i < block.Length && IsCloser(block[i]))
        {
            i++;
        }

        if (wide || i >= block.Length)
        {
            return true;
        }

        if (!char.IsWhiteSpace(block[i]))
        {
            // A decimal, a version, a host name.
            return false;
        }

        var following = SkipSpace(block, i);
        while (following < block.Length && IsOpener(block[following]))
        {
            following++;
        }

        var rest = block[following..];
        var isPlainStop = run == 1 && block[stop] == '.';
        var small = rest.Length > 0 && char.IsLower(rest[0]);
        if (small && (i > stop + run || (!isPlainStop && IsEllipsis(block.Slice(stop, run)))))
        {
            // "Stop!" he said; wait ... no
            return false;
        }

        return !(isPlainStop && GoesOnAfter(block[sentence..stop], rest, small));
    }

    /// <summary>Whether a single full stop belongs to the word before it.</summary>
    private static bool GoesOnAfter(ReadOnlySpan<char> before, ReadOnlySpan<char> rest, bool small)
    {
        var word = LastWord(before);
        if (word.Length is 0 or > MaxLookBack)
        {
            return false;
        }

        if (word.Length == before.Length && IsListNumber(word))
        {
            return true;
        }

        Span<char> lower = stackalloc char[MaxLookBack];
        lower = lower[..word.ToLowerInvariant(lower)];
        if (Abbreviations.IsTitle(lower))
        {
            return true;
        }

        if (Abbreviations.ComesBeforeNumbers(lower))
        {
            return rest.Length > 0 && char.IsDigit(rest[0]);
        }

        if (Abbreviations.MayEndSentence(lower))
        {
            return small || StartsWithPunctuation(rest);
        }

        if (IsInitials(word))
        {
            return small || StartsWithPunctuation(rest) || !StartsLikeSentence(rest);
        }

        return false;
    }

    /// <summary>Moves past the line break at <paramref name="i"/>; true where a blank line or a list's next item follows.</summary>
    private static bool EndsAtLineBreak(ReadOnlySpan<char> block, ref int i)
    {
        i++;
        while (i < block.Length && block[i] != '\n' && char.IsWhiteSpace(block[i]))
        {
            i++;
        }

        return i < block.Length && (block[i] == '\n' || StartsListItem(block[i..]));
    }

    private static int SkipSpace(ReadOnlySpan<char> block, int i)
    {
        while (i < block.Length && char.IsWhiteSpace(block[i]))
        {
            i++;
        }

        return i;
    }

    private static bool StartsListItem(ReadOnlySpan<char> line)
    {
        if (line[0] is '-' or '*' or '+' or '\u2022' or '\u25E6' or '\u2023' or '\u2013')
        {
            return line.Length > 1 && (line[1] is ' ' or '\t');
        }

        var digits = 0;
        while (digits < Math.Min(line.Length, 4) && char.IsAsciiDigit(line[digits]))
        {
            digits++;
        }

        return digits is > 0 and < 4 && line.Length > digits + 1 && (line[digits] is '.' or ')') && (line[digits + 1] is ' ' or '\t');
    }

    private static ReadOnlySpan<char> LastWord(ReadOnlySpan<char> before)
    {
        var i = before.Length;
        while (i > 0 && before.Length - i <= MaxLookBack && !char.IsWhiteSpace(before[i - 1]) && !IsOpener(before[i - 1]))
        {
            i--;
        }

        return before[i..];
    }

    /// <summary>"3", "IV", "a": the sentence so far is the number of what follows.</summary>
    private static bool IsListNumber(ReadOnlySpan<char> word) =>
        word.Length <= 3 && (IsAll(word, char.IsAsciiDigit) || word.Length == 1 || IsAll(word, c => c is 'i' or 'v' or 'x' or 'I' or 'V' or 'X'));

    /// <summary>"J", "U.S", "a.m": single letters with stops between.</summary>
    private static bool IsInitials(ReadOnlySpan<char> word)
    {
        if (word.Length == 1)
        {
            return char.IsUpper(word[0]) && word[0] != 'I';
        }

        for (var i = 0; i < word.Length; i++)
        {
            if (i % 2 == 0 ? !char.IsLetter(word[i]) : word[i] != '.')
            {
                return false;
            }
        }

        return word.Length % 2 == 1;
    }

    private static bool StartsLikeSentence(ReadOnlySpan<char> rest)
    {
        var length = 0;
        while (length < Math.Min(rest.Length, MaxLookBack) && char.IsLetter(rest[length]))
        {
            length++;
        }

        Span<char> lower = stackalloc char[MaxLookBack];
        return length == 0 || Abbreviations.StartsSentences(lower[..rest[..length].ToLowerInvariant(lower)]);
    }

    private static bool StartsWithPunctuation(ReadOnlySpan<char> rest) => rest.Length > 0 && rest[0] is ',' or ';' or ':' or ')' or ']';

    private static bool IsAll(ReadOnlySpan<char> word, Func<char, bool> test)
    {
        foreach (var c in word)
        {
            if (!test(c))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsEllipsis(ReadOnlySpan<char> run) => run.IndexOfAnyExcept('.', '\u2026') < 0;

    private static bool IsTerminator(char c) => c is '.' or '!' or '?' or '\u2026' or '\u203C' or '\u2047' or '\u2048' or '\u2049' or '\u061F' or '\u06D4'
        or '\u0964' or '\u0965' || IsWideTerminator(c);

    /// <summary>Chinese and Japanese put no space after their stops.</summary>
    private static bool IsWideTerminator(char c) => c is '\u3002' or '\uFF01' or '\uFF1F' or '\uFF61';

    private static bool IsCloser(char c) => c is '"' or '\'' or ')' or ']' or '}' or '\u201D' or '\u2019' or '\u00BB' or '\u203A' or '*' or '_' or '`'
        or '\u300D' or '\u300F' or '\uFF09' or '\u3011' or '\u300B';

    private static bool IsOpener(char c) => c is '"' or '\'' or '(' or '[' or '{' or '\u201C' or '\u2018' or '\u00AB' or '\u2039' or '\u201E' or '\u201A'
        or '\u00BF' or '\u00A1' or '*' or '_' or '`' or '\u300C' or '\u300E' or '\uFF08' or '\u3010' or '\u300A';

    private static void Add(List<TextSpan> sentences, ReadOnlySpan<char> block, int start, int end)
    {
        while (end > start && char.IsWhiteSpace(block[end - 1]))
        {
            end--;
        }

        if (start < end)
        {
            sentences.Add(new TextSpan(start, end));
        }
    }
}
