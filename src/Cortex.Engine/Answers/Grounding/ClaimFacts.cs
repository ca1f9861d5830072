using System.Globalization;
using System.Text.RegularExpressions;
using Cortex.Engine.Language;

namespace Cortex.Engine.Answers.Grounding;

/// <summary>What a sentence states that no other words can stand for: numbers, names, and what it denies.</summary>
internal sealed class ClaimFacts
{
    private static readonly string[] NumberWords = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

    // Also what says no without the word: it avoids drifting, it drops support.
    private static readonly HashSet<string> Denials = [.. "not no never none nobody nothing without cannot neither nor t avoid prevent lack drop stop refuse forbid except pas jamais aucun sans nicht kein keine keinen keiner nie ohne nunca ningun sin".Split(' ').Select(PorterStemmer.Stem)];

    /// <summary>How many content words after a denial are denied by it.</summary>
    private const int Reach = 2;

    private static readonly Regex Number = new(@"\d+(?:[.,]\d+)*", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    private ClaimFacts(HashSet<string> numbers, HashSet<string> names, HashSet<string> stems, HashSet<string> denied) => (Numbers, Names, Stems, Denied) = (numbers, names, stems, denied);

    /// <summary>As digits, without separators of thousands.</summary>
    public IReadOnlySet<string> Numbers { get; }

    /// <summary>Capitalised words within sentences, stemmed.</summary>
    public IReadOnlySet<string> Names { get; }

    /// <summary>Of all content words.</summary>
    public IReadOnlySet<string> Stems { get; }

    /// <summary>Of those that a denial stands before.</summary>
    public IReadOnlySet<string> Denied { get; }

    /// <summary>Whether one says what the other denies.</summary>
    public bool Contradicts(ClaimFacts other) => Denied.Any(stem => other.Stems.Contains(stem) && !other.Denied.Contains(stem)) || other.Denied.Any(stem => Stems.Contains(stem) && !Denied.Contains(stem));

    public static ClaimFacts Of(string text)
    {
        var words = WordScanner.List(text);
        var numbers = Number.Matches(text).Select(match => Normal(match.Value)).ToHashSet(StringComparer.Ordinal);
        var names = new HashSet<string>(StringComparer.Ordinal);
        var (stems, denied, reach) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal), 0);
        for (var i = 0; i < words.Count; i++)
        {
            var word = words[i];
            if (Array.IndexOf(NumberWords, word.Folded) is >= 0 and var value) numbers.Add(value.ToString(CultureInfo.InvariantCulture));
            if (Denials.Contains(word.Stem))
            {
                if (!IsContrast(text, word.Start)) reach = Reach;
            }
            else if (!StopWords.Contains(word.Folded) && word.Folded is not ("longer" or "anymore" or "yet"))
            {
                stems.Add(word.Stem);
                if (reach-- > 0) denied.Add(word.Stem);
            }

            if (!word.IsUnspaced && word.Length > 1 && char.IsUpper(text[word.Start]) && !BeginsSentence(text, word.Start) && !StopWords.Contains(word.Folded) && !char.IsDigit(text[word.Start])) names.Add(word.Stem);
        }

        return new ClaimFacts(numbers, names, stems, denied);
    }

    // "in March, not in April" and "but not in April" deny something else.
    private static bool IsContrast(string text, int at)
    {
        var before = text.AsSpan(0, at).TrimEnd();
        return before.EndsWith(",") || before.EndsWith("but") || before.EndsWith("and");
    }

    private static bool BeginsSentence(string text, int at)
    {
        for (var i = at - 1; i >= 0; i--)
        {
            if (char.IsLetterOrDigit(text[i]) || text[i] is ',' or ';') return false;
            if (text[i] is '.' or '!' or '?' or ':' or '\n' or '“' or '"') return true;
        }

        return true;
    }

    // 1,200 and 1.200 are 1200; 3.5 stays; 09 is 9.
    private static string Normal(string number)
    {
        var groups = number.Split('.', ',');
        var areThousands = groups.Length > 1 && groups.Skip(1).All(group => group.Length == 3);
        var plain = areThousands ? string.Concat(groups) : string.Join('.', groups);
        return plain.TrimStart('0') is { Length: > 0 } trimmed && trimmed[0] != '.' ? trimmed : plain;
    }
}
