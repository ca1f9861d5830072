using System.Globalization;
using Cortex.Contract.Items;
using Cortex.Engine.Inference;
using Cortex.Engine.Language;

namespace Cortex.Engine.Knowledge.Chunking;

/// <summary>Turns a text and its blocks into units, counting the tokens of each once.</summary>
internal sealed class UnitReader(WordPieceTokenizer tokenizer, string text)
{
    private readonly List<ChunkUnit> _units = [];
    private bool _startsBlock;

    public List<ChunkUnit> Read(IReadOnlyList<Block> blocks)
    {
        var at = 0;
        foreach (var block in blocks)
        {
            // What a parser left between its blocks is text all the same.
            var start = Math.Clamp(block.Start, at, text.Length);
            var end = Math.Clamp(block.End, start, text.Length);
            AddProse(at, start);
            AddBlock(block.Kind, start, end);
            at = end;
        }

        AddProse(at, text.Length);
        MarkSticking();
        return _units;
    }

    private void AddBlock(BlockKind kind, int start, int end)
    {
        _startsBlock = true;
        switch (kind)
        {
            case BlockKind.Heading:
                var first = _units.Count;
                AddSpan(start, end);
                if (first < _units.Count)
                {
                    _units[first] = _units[first] with { IsHeading = true };
                }

                break;
            case BlockKind.TableRow:
                AddSpan(start, end);
                break;
            case BlockKind.Code:
                AddCode(start, end);
                break;
            default:
                AddProse(start, end);
                break;
        }

        _startsBlock = true;
    }

    private void AddProse(int start, int end)
    {
        foreach (var sentence in SentenceSplitter.Split(text, start, end))
        {
            AddSpan(sentence.Start, sentence.End);
        }
    }

    /// <summary>Lines up to a blank one stay together as long as they fit.</summary>
    private void AddCode(int start, int end)
    {
        var groupStart = -1;
        var groupEnd = -1;
        var groupTokens = 0;
        foreach (var range in text.AsSpan(start, end - start).Split('\n'))
        {
            var (lineStart, lineEnd) = Trim(start + range.Start.Value, start + range.End.Value);
            var tokens = tokenizer.CountTokens(text.AsSpan(lineStart, lineEnd - lineStart));
            var joined = groupStart < 0 ? 0 : ChunkLimits.Cost(groupTokens + tokens, lineEnd - groupStart);
            if (groupStart >= 0 && (lineStart == lineEnd || joined > ChunkLimits.Unit))
            {
                Add(groupStart, groupEnd, groupTokens);
                groupStart = -1;
            }

            if (lineStart == lineEnd)
            {
                continue;
            }

            if (ChunkLimits.Cost(tokens, lineEnd - lineStart) > ChunkLimits.Unit)
            {
                AddWords(lineStart, lineEnd);
                continue;
            }

            groupTokens = groupStart < 0 ? tokens : groupTokens + tokens;
            groupStart = groupStart < 0 ? lineStart : groupStart;
            groupEnd = lineEnd;
        }

        if (groupStart >= 0)
        {
            Add(groupStart, groupEnd, groupTokens);
        }
    }

    private void AddSpan(int start, int end)
    {
        (start, end) = Trim(start, end);
        if (start == end)
        {
            return;
        }

        var tokens = tokenizer.CountTokens(text.AsSpan(start, end - start));
        if (ChunkLimits.Cost(tokens, end - start) <= ChunkLimits.Unit)
        {
            Add(start, end, tokens);
        }
        else
        {
            AddWords(start, end);
        }
    }

    /// <summary>Splits what is too long between words, and a word that is too long anywhere.</summary>
    private void AddWords(int start, int end)
    {
        var partStart = start;
        var partEnd = start;
        var partTokens = 0;
        for (var i = start; i < end;)
        {
            var wordEnd = WordEnd(i, end);
            var tokens = tokenizer.CountTokens(text.AsSpan(i, wordEnd - i));
            if (partEnd > partStart && ChunkLimits.Cost(partTokens + tokens, wordEnd - partStart) > ChunkLimits.Unit)
            {
                AddPart(partStart, partEnd);
                partStart = partEnd = i;
                partTokens = 0;
            }

            if (ChunkLimits.Cost(tokens, wordEnd - i) > ChunkLimits.Unit)
            {
                AddPieces(i, wordEnd);
                partStart = partEnd = i = WordStart(wordEnd, end);
                continue;
            }

            partTokens += tokens;
            partEnd = wordEnd;
            i = WordStart(wordEnd, end);
        }

        if (partEnd > partStart)
        {
            AddPart(partStart, partEnd);
        }
    }

    /// <summary>Counts once more: some white space (a form feed) is none to the tokenizer and joins words.</summary>
    private void AddPart(int start, int end)
    {
        var tokens = tokenizer.CountTokens(text.AsSpan(start, end - start));
        if (ChunkLimits.Cost(tokens, end - start) > ChunkLimits.Unit)
        {
            AddPieces(start, end);
        }
        else
        {
            Add(start, end, tokens);
        }
    }

    private void AddPieces(int start, int end)
    {
        while (start < end)
        {
            var length = Math.Min(end - start, 512);
            int tokens;
            while (true)
            {
                var cut = start + length;
                if (cut < end && char.IsLowSurrogate(text[cut]) && char.IsHighSurrogate(text[cut - 1]))
                {
                    cut += length > 1 ? -1 : 1;
                }

                length = cut - start;
                tokens = tokenizer.CountTokens(text.AsSpan(start, length));
                if (length <= 2 || ChunkLimits.Cost(tokens, length) <= ChunkLimits.Unit)
                {
                    break;
                }

                length /= 2;
            }

            var (from, to) = Trim(start, start + length);
            if (from < to)
            {
                Add(from, to, tokens);
            }

            start += length;
        }
    }

    private void Add(int start, int end, int tokens)
    {
        var unit = new ChunkUnit(start, end, tokens) { StartsBlock = _startsBlock };
        if (_units.Count > 0)
        {
            var gap = text.AsSpan(_units[^1].End, start - _units[^1].End);
            unit.GapCost = gap.Length / ChunkLimits.CharactersPerPiece;
            unit.IsGlued = !Separates(gap) && !IsOwnToken(text[_units[^1].End - 1]);
            unit.StartsBlock |= gap.Count('\n') > 1;
        }

        _units.Add(unit);
        _startsBlock = false;
    }

    /// <summary>Headings stay with what follows, from the last of a run backwards, as far as there is room.</summary>
    private void MarkSticking()
    {
        var room = 0;
        for (var i = _units.Count - 2; i >= 0; i--)
        {
            if (!_units[i + 1].IsHeading)
            {
                room = ChunkLimits.Headings;
            }

            room -= _units[i].Cost + _units[i + 1].GapCost;
            if (_units[i].IsHeading && room >= 0)
            {
                _units[i] = _units[i] with { Sticks = true };
            }
        }
    }

    private int WordEnd(int i, int end)
    {
        while (i < end && !char.IsWhiteSpace(text[i]))
        {
            i++;
        }

        return i;
    }

    private int WordStart(int i, int end)
    {
        while (i < end && char.IsWhiteSpace(text[i]))
        {
            i++;
        }

        return i;
    }

    private (int Start, int End) Trim(int start, int end)
    {
        start = WordStart(start, end);
        while (end > start && char.IsWhiteSpace(text[end - 1]))
        {
            end--;
        }

        return (start, end);
    }

    private static bool Separates(ReadOnlySpan<char> gap)
    {
        foreach (var c in gap)
        {
            if (c is ' ' or '\n' or '\t' or '\r' || (c > 0x80 && char.GetUnicodeCategory(c) is not UnicodeCategory.Control))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Punctuation parts words by itself.</summary>
    private static bool IsOwnToken(char c) => char.IsPunctuation(c) || (c < 0x80 && char.IsSymbol(c));
}
