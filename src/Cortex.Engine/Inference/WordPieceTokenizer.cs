using System.Runtime.CompilerServices;
using System.Text;
using Cortex.Contract.Errors;
using Cortex.Engine.Inference.Gguf;

namespace Cortex.Engine.Inference;

/// <summary>
/// BERT's uncased tokenizer: text is cleaned, lower-cased and stripped of accents, split at spaces, punctuation and
/// CJK characters, and each word is cut greedily into the longest pieces of the vocabulary. Thread-safe.
/// </summary>
public sealed class WordPieceTokenizer
{
    public const int DefaultMaxTokens = 256;

    /// <summary>Marks a word's first piece in a GGUF vocabulary; the original's "##" of the others is gone.</summary>
    private const char WordMark = '\u2581';

    // Longer pieces could never match: a word past WordPieceScan.MaxWordLength is unknown as a whole.
    private const int MaxPieceBytes = 400;
    private const int MaxVocabulary = 1_000_000;

    private readonly PieceTable _pieces;
    private readonly (string Text, int Id)[] _specials;
    private readonly int _classify;
    private readonly int _separate;

    private WordPieceTokenizer(PieceTable pieces, (string Text, int Id)[] specials, int firstWord, int vocabularySize, string path)
    {
        _pieces = pieces;
        _specials = specials;
        FirstWord = firstWord;
        VocabularySize = vocabularySize;
        _classify = Special("[CLS]", path);
        _separate = Special("[SEP]", path);
        Unknown = Special("[UNK]", path);
    }

    public int VocabularySize { get; }

    /// <summary>The id of the most common word: special tokens and single characters stand before, rarer words behind.</summary>
    internal int FirstWord { get; }

    /// <summary>The id of a word that no pieces spell.</summary>
    public int Unknown { get; }

    public static WordPieceTokenizer Load(string path)
    {
        using var file = GgufFile.Open(path);
        return FromGguf(file);
    }

    /// <exception cref="CortexException"><c>model_invalid</c> where the file's tokenizer is of another kind.</exception>
    public static WordPieceTokenizer FromGguf(GgufFile file)
    {
        ModelKind.RequireWordPiece(file);

        var tokens = file.GetStrings("tokenizer.ggml.tokens");
        if (tokens.Count > MaxVocabulary)
        {
            throw Invalid(file.Path, $"has {tokens.Count} tokens");
        }

        var table = new PieceTable(tokens.Count);
        var specials = new List<(string, int)>();
        Span<char> piece = stackalloc char[MaxPieceBytes];
        int? firstWord = null;
        var id = 0;
        foreach (var token in tokens)
        {
            if (token.Length is > 0 and <= MaxPieceBytes)
            {
                var text = piece[..Encoding.UTF8.GetChars(token, piece)];
                if (text is "[CLS]" or "[SEP]" or "[UNK]" or "[PAD]" or "[MASK]")
                {
                    specials.Add((text.ToString(), id));
                }
                else if (text[0] == WordMark && text.Length > 1)
                {
                    table.Add(PieceTable.WordStart, text[1..], id);
                    firstWord ??= text.Length > 2 ? id : null;
                }
                else
                {
                    table.Add(PieceTable.WordContinuation, text, id);
                }
            }

            id++;
        }

        return new WordPieceTokenizer(table, [.. specials], firstWord ?? 0, tokens.Count, file.Path);
    }

    /// <summary>The ids of a text between [CLS] and [SEP], cut to at most <paramref name="maxTokens"/> with both.</summary>
    public int[] Encode(ReadOnlySpan<char> text, int maxTokens = DefaultMaxTokens)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxTokens, 2);

        // No text gives more tokens than it has characters, save that one character may come apart into several.
        var room = (int)Math.Min(maxTokens - 2, (long)text.Length * CanonicalDecomposition.MaxLength);
        Span<int> ids = room <= 1_024 ? stackalloc int[room] : new int[room];
        var count = Scan(text, ids, counting: false);
        var result = new int[count + 2];
        result[0] = _classify;
        ids[..count].CopyTo(result.AsSpan(1));
        result[^1] = _separate;
        return result;
    }

    /// <summary>How many tokens a text has, without [CLS] and [SEP].</summary>
    public int CountTokens(ReadOnlySpan<char> text) => Scan(text, default, counting: true);

    [SkipLocalsInit]
    private int Scan(ReadOnlySpan<char> text, Span<int> ids, bool counting)
    {
        Span<char> word = stackalloc char[WordPieceScan.WordCapacity];
        var scan = new WordPieceScan(_pieces, _specials, Unknown, word, ids, counting);
        return scan.Run(text);
    }

    private int Special(string text, string path)
    {
        foreach (var special in _specials)
        {
            if (special.Text == text)
            {
                return special.Id;
            }
        }

        throw Invalid(path, $"has no {text} in its vocabulary");
    }

    private static CortexException Invalid(string path, string why) => new(ErrorCode.ModelInvalid, $"The model file {path} {why}.");
}
