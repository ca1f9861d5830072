using System.Buffers;
using Cortex.Engine.Language;

namespace Cortex.Engine.Understanding;

/// <summary>
/// Names in scripts that have capitals: sequences of capitalised words. A capital at the beginning of a sentence proves nothing, and one of
/// a German noun neither; what stands in capitals elsewhere, and never in small letters, does.
/// </summary>
internal sealed class NameFinder
{
    private const int LongestName = 7, MostNames = 20_000;
    private static readonly SearchValues<char> RomanDigits = SearchValues.Create("IVXLCM");
    private readonly Reading _reading;

    // By stem: how often a word is capitalised within a sentence, and how often it is not at all.
    private readonly int[] _capital, _small;
    private readonly List<Name> _names = [];

    private NameFinder(Reading reading) => (_reading, _capital, _small) = (reading, new int[reading.Stems.Count], new int[reading.Stems.Count]);

    public static IReadOnlyList<Name> Find(Reading reading)
    {
        var finder = new NameFinder(reading);
        foreach (var sentence in reading.Sentences) finder.Weigh(sentence);
        foreach (var sentence in reading.Sentences)
        {
            if (finder._names.Count >= MostNames) break;
            if (sentence.Kind is SentenceKind.Prose or SentenceKind.Fragment && !finder.IsAllCapitals(sentence)) finder.Read(sentence);
        }

        return finder._names;
    }

    private void Weigh(Sentence sentence)
    {
        var proves = sentence.Kind != SentenceKind.Heading && sentence.Kind != SentenceKind.Boilerplate && !IsAllCapitals(sentence);
        for (var i = sentence.First; i < sentence.Past; i++)
        {
            var token = _reading.Tokens[i];
            if ((token.Shape & TokenShape.Capital) == 0) _small[token.Stem]++;
            else if (proves && !StartsAfresh(sentence, i)) _capital[token.Stem]++;
        }
    }

    /// <summary>Whether nearly all of its words are capitalised, as in a title or a heading: then none of them says anything by it.</summary>
    private bool IsAllCapitals(Sentence sentence)
    {
        var (words, capitals) = (0, 0);
        for (var i = sentence.First; i < sentence.Past; i++)
        {
            var shape = _reading.Tokens[i].Shape;
            if ((shape & (TokenShape.Function | TokenShape.Digit)) != 0) continue;
            words++;
            if ((shape & TokenShape.Capital) != 0) capitals++;
        }

        if (_reading.Language == "de" || words < 4) return false;
        // A whole sentence may be made of names and a verb.
        return sentence.Kind == SentenceKind.Prose ? capitals == words && words * 5 > sentence.Tokens * 4 : capitals * 10 > words * 7;
    }

    private bool StartsAfresh(Sentence sentence, int token)
    {
        if (token == sentence.First) return true;
        for (var i = _reading.Tokens[token].Start - 1; i >= _reading.Tokens[token - 1].End; i--)
        {
            if (_reading.Text[i] is ':' or '"' or '“' or '„' or '«' or '‘' or '(' or '[' or '•' or '|' or '–' or '—' or '!' or '?' or '\t' or '*') return true;
        }

        return false;
    }

    private void Read(Sentence sentence)
    {
        for (var i = sentence.First; i < sentence.Past;)
        {
            if (!IsCapital(i))
            {
                i++;
                continue;
            }

            var past = Extend(sentence, i);
            var first = i;
            i = Math.Max(past, i + 1);
            var cue = NameCue.None;
            if (StartsAfresh(sentence, first))
            {
                while (first < past - 1 && (_reading.Tokens[first].Shape & TokenShape.Function) != 0 && !EntityWords.Titles.Contains(Folded(first)) && IsCapital(first + 1)) first++;
            }

            // A title is not the name, but says that it is a person's.
            while (first < past - 1 && EntityWords.Titles.Contains(Folded(first)) && (_reading.Tokens[first].Shape & TokenShape.Capitals) == 0)
            {
                cue |= NameCue.Titled;
                first++;
            }

            if (cue == NameCue.None && first > sentence.First && EntityWords.Titles.Contains(Folded(first - 1)) && Gap(first - 1) is 1 or 2) cue |= NameCue.Titled;
            var atStart = (cue & NameCue.Titled) == 0 && StartsAfresh(sentence, first);
            if (atStart)
            {
                while (first < past && !Proves(first, past - first)) first++;
                while (first < past && !IsCapital(first)) first++;
            }

            if (first < past && IsName(first, past, atStart, cue)) _names.Add(Make(sentence, first, past, cue));
        }
    }

    /// <summary>Past the last word of a sequence of capitalised words that begins here.</summary>
    private int Extend(Sentence sentence, int first)
    {
        var past = first + 1;
        while (past < sentence.Past && past - first < LongestName)
        {
            if (IsCapital(past) && IsJoined(past)) past++;
            else if (past + 1 < sentence.Past && EntityWords.Connectors.Contains(Folded(past)) && IsJoined(past))
            {
                var next = past + 1;
                while (next + 1 < sentence.Past && next - past < 2 && !IsCapital(next) && EntityWords.Connectors.Contains(Folded(next)) && IsJoined(next)) next++;
                if (!IsCapital(next) || !IsJoined(next) || !MayConnect(past, first)) break;
                past = next + 1;
            }
            else break;
        }

        return past;
    }

    /// <summary>"Bank of England", "Simone de Beauvoir"; but not "the House for Lee": what joins everywhere joins only what begins like an institution.</summary>
    private bool MayConnect(int connector, int first)
    {
        var word = Folded(connector);
        if ((_reading.Tokens[first].Shape & TokenShape.Capitals) != 0) return false;
        if (word is "for" or "fur" or "pour" or "para" or "y" or "und" or "et") return EntityWords.OrganisationBeginnings.Contains(Folded(first)) && word is not ("y" or "und" or "et");
        if (word is "the" or "la" or "las" or "los" or "le" or "les" or "den" && _reading.Language is "en" or null) return false;
        if (_reading.Language == "de") return EntityWords.OrganisationBeginnings.Contains(Folded(first)) || EntityWords.GivenNames.Contains(Folded(first));
        return true;
    }

    private bool IsCapital(int token) => (_reading.Tokens[token].Shape & (TokenShape.Capital | TokenShape.Unspaced | TokenShape.Code)) == TokenShape.Capital;

    /// <summary>Whether only a space, a hyphen, or the stop of an initial or title stands before it.</summary>
    private bool IsJoined(int token)
    {
        var before = _reading.Tokens[token - 1];
        var between = _reading.Text.AsSpan(before.End, _reading.Tokens[token].Start - before.End);
        if (between.Length is 0 or > 2) return false;
        if (between is " " or "-" or "\n" or "\u00A0" or "&" or "'" or "’" or "‐") return between[0] is not ('\'' or '’') || before.End - before.Start <= 2;
        return between is ". " or ".\n" or "." && (before.End - before.Start == 1 || EntityWords.Titles.Contains(Folded(token - 1)) || Folded(token - 1) is "st");
    }

    /// <summary>Whether the first word of a sentence is part of a name.</summary>
    private bool Proves(int token, int length)
    {
        var (stem, shape) = (_reading.Tokens[token].Stem, _reading.Tokens[token].Shape);
        if (!IsCapital(token)) return false;
        var folded = Folded(token);
        if (EntityWords.GivenNames.Contains(folded) && length > 1) return true;
        if ((shape & TokenShape.Function) != 0 && (shape & TokenShape.Capitals) == 0) return false;
        if (length > 1 && (EntityWords.OrganisationBeginnings.Contains(folded) || EntityWords.PlaceBeginnings.Contains(folded))) return true;
        if ((shape & TokenShape.Capitals) != 0) return true;
        if (_small[stem] > 0 && _small[stem] >= _capital[stem]) return false;
        if (EntityWords.KnownPlaces.Contains(folded) || _capital[stem] > 0) return true;
        // "Marie Curie was", as the first words of all: two that are both no ordinary words; but an adjective before a name is one, too.
        return length > 1 && _reading.Language != "de" && (_reading.Tokens[token + 1].Shape & (TokenShape.Function | TokenShape.Capitals)) == 0;
    }

    private bool IsName(int first, int past, bool atStart, NameCue cue)
    {
        var (start, end) = (_reading.Tokens[first].Start, _reading.Tokens[past - 1].End);
        if (end - start < 2 || end - start > 80) return false;
        if (past - first > 2 && IsShouted(first, past)) return false;
        if (past - first > 1) return _reading.Language != "de" || IsGermanName(first, past, atStart, cue);
        var (stem, shape, folded) = (_reading.Tokens[first].Stem, _reading.Tokens[first].Shape, Folded(first));
        if (EntityWords.NoNames.Contains(folded) || DateWords.IsMonth(folded) || (shape & TokenShape.Function) != 0 && (shape & TokenShape.Capitals) == 0) return false;
        if ((cue & NameCue.Titled) != 0 || EntityWords.KnownPlaces.Contains(folded)) return true;
        if ((shape & TokenShape.Capitals) != 0) return end - start <= 6 && !(IsRoman(start, end) || _small[stem] > 2);
        if (_reading.Language == "de") return (shape & TokenShape.Digit) != 0 || HasCapitalWithin(start, end);
        return _small[stem] == 0 || _capital[stem] > 3 * _small[stem];
    }

    /// <summary>Two nouns beside each other are rare in German, and mostly a name; "Ende März" and "Prozent Zinsen" are not.</summary>
    private bool IsGermanName(int first, int past, bool atStart, NameCue cue)
    {
        if ((cue & NameCue.Titled) != 0 || EntityWords.GivenNames.Contains(Folded(first)) || EntityWords.Organisations.Contains(Folded(past - 1)) || EntityWords.OrganisationBeginnings.Contains(Folded(first))) return true;
        for (var i = first; i < past; i++)
        {
            if (DateWords.IsMonth(Folded(i)) || EntityWords.NoNames.Contains(Folded(i)) || Folded(i) is "ende" or "anfang" or "mitte" or "million" or "millionen" or "milliarden" or "jahre") return false;
        }

        return !atStart && !_reading.Text.AsSpan(_reading.Tokens[first].Start, _reading.Tokens[past - 1].End - _reading.Tokens[first].Start).Contains('-');
    }

    private bool HasCapitalWithin(int start, int end)
    {
        for (var i = start + 1; i < end; i++)
        {
            if (char.IsUpper(_reading.Text[i]) && char.IsLower(_reading.Text[i - 1])) return true;
        }

        return false;
    }

    /// <summary>Licences and headings shout; nobody is named like that.</summary>
    private bool IsShouted(int first, int past)
    {
        for (var i = first; i < past; i++)
        {
            if ((_reading.Tokens[i].Shape & (TokenShape.Capitals | TokenShape.Single)) == 0) return false;
        }

        return true;
    }

    private bool IsRoman(int start, int end) => _reading.Text.AsSpan(start, end - start).IndexOfAnyExcept(RomanDigits) < 0;

    private Name Make(Sentence sentence, int first, int past, NameCue cue)
    {
        var text = _reading.Text;
        var (start, end) = (_reading.Tokens[first].Start, _reading.Tokens[past - 1].End);
        // The stop of "J. R." inside is kept; that of "Inc." at the end is left, as a sentence may end there.
        if (past < sentence.Past && (_reading.Tokens[past].Shape & TokenShape.Digit) != 0 && _reading.Tokens[past].Start == end + 1 && text[end] == ' ' && _reading.Tokens[past].End < text.Length
            && (text[_reading.Tokens[past].End] == '.' && _reading.Tokens[past].End + 1 < text.Length && char.IsDigit(text[_reading.Tokens[past].End + 1]))) cue |= NameCue.Versioned;
        if (first > sentence.First && Gap(first - 1) == 1)
        {
            var before = Folded(first - 1);
            if (EntityWords.PlacePrepositions.Contains(before)) cue |= NameCue.InPlace;
            var sure = before is "in" or "of" or "at" or "to" or "de" or "a" or "en" && first - 2 >= sentence.First ? Folded(first - 2) : before;
            if (EntityWords.BeforePlaces.Contains(sure) && (cue & NameCue.Titled) == 0) cue |= NameCue.SurePlace;
            // In French nothing but a place, and now and then a person, follows "à" in capitals.
            if (_reading.Language == "fr" && before == "a" && text[_reading.Tokens[first - 1].Start] is 'à' or 'À') cue |= NameCue.InPlace;
        }

        return new Name(start, end, first, past, cue);
    }

    private int Gap(int token) => _reading.Tokens[token + 1].Start - _reading.Tokens[token].End;

    private string Folded(int token) => TextFolding.Fold(_reading.Text[_reading.Tokens[token].Start.._reading.Tokens[token].End]);
}
