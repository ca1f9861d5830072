using System.Collections.Frozen;
using System.Runtime.InteropServices;
using Cortex.Contract.Items;
using Cortex.Contract.Search;
using Cortex.Engine.Language;

namespace Cortex.Engine.Understanding;

/// <summary>A text as it is read once for everything: its sentences, and their words.</summary>
internal sealed class Reading
{
    private const int LongestMarkedUp = 20_000, MostTokens = 120_000, LongestTokenText = 60;
    private readonly Dictionary<string, int> _stems = new(StringComparer.Ordinal);
    private readonly FrozenSet<string> _common;
    private readonly List<InlineMark> _code = [];
    private int _codeAt;

    private Reading(ExtractionInput input, string? language) => (Input, Language, _common) = (input, language, PhraseWords.Of(language));

    public ExtractionInput Input { get; }
    public string Text => Input.Text;

    /// <summary>As ISO 639-1; null: not known.</summary>
    public string? Language { get; }

    /// <summary>Whether it is source code, of which only the comments are read.</summary>
    public bool IsCode { get; private set; }

    public List<Sentence> Sentences { get; } = [];
    public List<Token> Tokens { get; } = [];

    /// <summary>By their number in <see cref="Token.Stem"/>.</summary>
    public List<string> Stems { get; } = [];

    /// <summary>Of the title's words.</summary>
    public HashSet<int> TitleStems { get; } = [];

    public static Reading Of(ExtractionInput input, CancellationToken ct)
    {
        var reading = new Reading(input, LanguageDetector.Detect(input.Text));
        reading.IsCode = input.Blocks.Count > 0 && input.Blocks.All(block => block.Kind == BlockKind.Code);
        if (reading.IsCode) reading.ReadComments(ct);
        else reading.ReadBlocks(ct);
        if (input.Title is { Length: > 0 } title)
        {
            foreach (var word in WordScanner.Scan(title.AsSpan(0, Math.Min(title.Length, 300))))
            {
                if (reading._stems.TryGetValue(word.Stem, out var stem) && !reading.IsFunction(word)) reading.TitleStems.Add(stem);
            }
        }

        return reading;
    }

    private void ReadComments(CancellationToken ct)
    {
        foreach (var (_, span) in CommentFinder.Find(Text))
        {
            ct.ThrowIfCancellationRequested();
            Add(span.Start, span.End, SentenceKind.Fragment, isNoSentence: false);
        }
    }

    private void ReadBlocks(CancellationToken ct)
    {
        foreach (var (block, start, end) in ReadingPlan.Pieces(Input))
        {
            ct.ThrowIfCancellationRequested();
            if (Tokens.Count >= MostTokens) return;
            if (block.Kind is BlockKind.Code or BlockKind.TableRow) continue;
            var isMenu = block.Marks.Count > 0 && block.End - block.Start < LongestMarkedUp && Boilerplate.IsMenu(block);
            _code.AddRange(block.Marks.Where(mark => mark.Kind == MarkKind.Code));
            foreach (var span in Sentenced(SentenceSplitter.Split(Text, start, end)))
            {
                if (Tokens.Count >= MostTokens) return;
                Add(span.Start, span.End, block.Kind == BlockKind.Heading ? SentenceKind.Heading : SentenceKind.Prose, isMenu);
            }
        }
    }

    /// <summary>"am 17. Juli": the stop of a German ordinal, or of one before a month, ends no sentence.</summary>
    private IEnumerable<TextSpan> Sentenced(IReadOnlyList<TextSpan> spans)
    {
        for (var i = 0; i < spans.Count; i++)
        {
            var (start, end) = (spans[i].Start, spans[i].End);
            for (var joined = 0; joined < 3 && i + 1 < spans.Count && EndsInOrdinal(start, end) && (Language == "de" || StartsWithMonth(spans[i + 1])); joined++) end = spans[++i].End;
            yield return new TextSpan(start, end);
        }
    }

    private bool EndsInOrdinal(int start, int end) => end - start > 4 && Text[end - 1] == '.' && char.IsAsciiDigit(Text[end - 2]) && (Text[end - 3] == ' ' || (char.IsAsciiDigit(Text[end - 3]) && Text[end - 4] == ' '));

    private bool StartsWithMonth(TextSpan span)
    {
        var end = span.Start;
        while (end < span.End && end - span.Start < 12 && char.IsLetter(Text[end])) end++;
        return DateWords.IsMonth(Text[span.Start..end].ToLowerInvariant());
    }

    private void Add(int start, int end, SentenceKind kind, bool isNoSentence)
    {
        var (first, functions) = (Tokens.Count, 0);
        foreach (var word in WordScanner.Scan(Text.AsSpan(start, end - start)))
        {
            if (Tokens.Count >= MostTokens) break;
            if (word.Length > LongestTokenText) continue;
            var token = new Token(start + word.Start, start + word.End, Stem(word.Stem), Shape(word, start));
            if ((token.Shape & TokenShape.Function) != 0) functions++;
            Tokens.Add(token);
        }

        var sentence = Text.AsSpan(start, end - start);
        if (isNoSentence || Boilerplate.IsSigns(sentence) || Boilerplate.IsNotice(sentence)) kind = SentenceKind.Boilerplate;
        else if (kind == SentenceKind.Prose && !IsWhole(sentence, Tokens.Count - first, functions)) kind = SentenceKind.Fragment;
        Sentences.Add(new Sentence(start, end, first, Tokens.Count, kind));
    }

    private bool IsWhole(ReadOnlySpan<char> sentence, int tokens, int functions)
    {
        var last = sentence.TrimEnd("\"'”’»)]*_」』）".AsSpan());
        if (last.Length == 0 || last[^1] is ':' or '：' || !(char.IsPunctuation(last[^1]) || tokens >= 10)) return false;
        // An address with a remark, and the way through a menu.
        if (sentence.StartsWith("http", StringComparison.Ordinal) || sentence.IndexOfAny('‣', '›', '|') >= 0) return false;
        // Lists of names and data have hardly any of the words that hold sentences together.
        return tokens is >= 4 and <= 150 && (Language is not ("en" or "de" or "fr" or "es" or "it" or "pt" or "nl") || functions * 8 >= tokens);
    }

    private int Stem(string stem)
    {
        ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(_stems, stem, out var exists);
        if (exists) return number;
        number = Stems.Count;
        Stems.Add(stem);
        return number;
    }

    private bool IsFunction(Word word) => StopWords.Contains(word.Folded) || _common.Contains(word.Folded);

    private TokenShape Shape(Word word, int offset)
    {
        var shape = IsFunction(word) ? TokenShape.Function : TokenShape.None;
        var at = offset + word.Start;
        while (_codeAt < _code.Count && _code[_codeAt].End <= at) _codeAt++;
        if (_codeAt < _code.Count && _code[_codeAt].Start <= at) shape |= TokenShape.Code;
        if (word.IsUnspaced) return shape | TokenShape.Unspaced;
        var text = Text.AsSpan(offset + word.Start, word.Length);
        var (upper, lower, digits) = (0, 0, 0);
        foreach (var c in text)
        {
            if (char.IsUpper(c)) upper++;
            else if (char.IsLower(c)) lower++;
            else if (char.IsDigit(c)) digits++;
        }

        if (text.Length == 1) shape |= TokenShape.Single;
        if (char.IsUpper(text[0])) shape |= TokenShape.Capital;
        if (upper > 1 && lower == 0) shape |= TokenShape.Capitals;
        return digits > 0 ? shape | TokenShape.Digit : shape;
    }
}
