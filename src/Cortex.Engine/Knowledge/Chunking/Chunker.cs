using Cortex.Contract.Items;
using Cortex.Engine.Inference;

namespace Cortex.Engine.Knowledge.Chunking;

/// <summary>
/// Cuts a text into passages of about 200 WordPieces along its structure: sections, then paragraphs, then sentences.
/// Small sections share a chunk; a heading stays with what follows; neighbours within a section share their last
/// sentences. With [CLS], [SEP] and the title in front no chunk exceeds 256. Deterministic and linear; thread-safe.
/// </summary>
public sealed class Chunker(WordPieceTokenizer tokenizer)
{
    /// <summary>The title as it is put in front of each chunk, on a line of its own: whole words, at most 40 pieces.</summary>
    public string TitleInFront(string title)
    {
        var length = 0;
        var left = ChunkLimits.Title;
        for (var i = 0; i < title.Length;)
        {
            var end = i;
            while (end < title.Length && char.IsWhiteSpace(title[end]))
            {
                end++;
            }

            while (end < title.Length && !char.IsWhiteSpace(title[end]))
            {
                end++;
            }

            left -= ChunkLimits.Cost(tokenizer.CountTokens(title.AsSpan(i, end - i)), end - i);
            if (left < 0)
            {
                break;
            }

            length = i = end;
        }

        var cut = title[..length].Trim();
        return cut.Length > 0 && tokenizer.CountTokens(cut) <= ChunkLimits.Title ? cut : FirstCharacters(title.Trim());
    }

    /// <summary>A title without spaces: Chinese, or an address.</summary>
    private string FirstCharacters(string title)
    {
        var length = Math.Min(title.Length, ChunkLimits.Title * ChunkLimits.CharactersPerPiece);
        while (tokenizer.CountTokens(title.AsSpan(0, length)) > ChunkLimits.Title)
        {
            length = length * 3 / 4;
        }

        if (length > 0 && length < title.Length && char.IsLowSurrogate(title[length]))
        {
            length--;
        }

        return title[..length].Trim();
    }

    /// <param name="text">The item's text.</param>
    /// <param name="blocks">In order; none at all is a text of plain paragraphs.</param>
    public IReadOnlyList<ChunkSpan> Chunk(string title, string text, IReadOnlyList<Block> blocks)
    {
        var units = new UnitReader(tokenizer, text).Read(blocks);
        var limit = ChunkLimits.Maximum - ChunkLimits.Specials - tokenizer.CountTokens(TitleInFront(title));
        return new Packing(tokenizer, text, units, limit).Run();
    }

    /// <summary>One pass over the units of a text, filling chunk after chunk.</summary>
    private sealed class Packing(WordPieceTokenizer tokenizer, string text, List<ChunkUnit> units, int limit)
    {
        private readonly List<ChunkSpan> _chunks = [];

        /// <summary>Cost from here to the end of the section, and of the paragraph.</summary>
        private readonly int[] _sectionLeft = new int[units.Count];
        private readonly int[] _blockLeft = new int[units.Count];

        private int _first;
        private int _cost;
        private int _tokens;

        public List<ChunkSpan> Run()
        {
            Measure();
            for (var i = 0; i < units.Count; i++)
            {
                if (i > _first && EndsBefore(i))
                {
                    Close(i);
                }

                Take(i);
            }

            if (units.Count > 0)
            {
                Emit(units.Count);
            }

            return _chunks;
        }

        private void Measure()
        {
            for (var i = units.Count - 1; i >= 0; i--)
            {
                var cost = units[i].Cost + units[i].GapCost;
                var last = i == units.Count - 1;
                _sectionLeft[i] = Add(cost, last || units[i + 1].IsHeading ? 0 : _sectionLeft[i + 1]);
                _blockLeft[i] = Add(cost, last || units[i + 1].StartsBlock ? 0 : _blockLeft[i + 1]);
            }
        }

        private static int Add(int a, int b) => (int)Math.Min((long)a + b, int.MaxValue);

        private bool EndsBefore(int i)
        {
            var unit = units[i];
            if (Grown(i) > limit || TokensWith(i) > limit)
            {
                return true;
            }

            if (units[i - 1].Sticks)
            {
                return false;
            }

            // The last sentences of a section are better here than in a chunk of their own.
            var section = Add(_cost, _sectionLeft[i]);
            if (unit.IsHeading)
            {
                return section > ChunkLimits.Target && _cost >= ChunkLimits.Small;
            }

            if (section <= limit)
            {
                return false;
            }

            return unit.StartsBlock && _cost >= ChunkLimits.Full
                ? Add(_cost, _blockLeft[i]) > ChunkLimits.Target
                : _cost >= ChunkLimits.Small * 2 && Grown(i) > ChunkLimits.Target;
        }

        private int Grown(int i) => Add(_cost, units[i].Cost + units[i].GapCost);

        /// <summary>Ends the chunk before a unit, and begins the next with headings that belong to it or sentences to repeat.</summary>
        private void Close(int i)
        {
            var end = i;
            while (end - 1 > _first && units[end - 1].Sticks)
            {
                end--;
            }

            var start = end == i && !units[i].IsHeading ? OverlapBefore(i) : end;
            Emit(end);
            _first = start;
            _cost = 0;
            _tokens = 0;
            for (var u = start; u < i; u++)
            {
                Take(u);
            }
        }

        private int OverlapBefore(int i)
        {
            var start = i;
            var cost = units[i].GapCost;
            while (start - 1 > _first && !units[start - 1].IsHeading && !units[start].IsGlued)
            {
                var next = Add(cost, units[start - 1].Cost);
                if (next > ChunkLimits.Overlap || Add(next, units[i].Cost) > limit)
                {
                    break;
                }

                cost = Add(next, units[start - 1].GapCost);
                start--;
            }

            return start;
        }

        private void Take(int i)
        {
            _tokens = i == _first ? units[i].Tokens : TokensWith(i);
            _cost = i == _first ? units[i].Cost : Grown(i);
        }

        private int TokensWith(int i) => units[i].IsGlued
            ? tokenizer.CountTokens(text.AsSpan(units[_first].Start, units[i].End - units[_first].Start))
            : _tokens + units[i].Tokens;

        private void Emit(int end) => _chunks.Add(new ChunkSpan(units[_first].Start, units[end - 1].End, TokensUntil(end)));

        private int TokensUntil(int end)
        {
            var span = text.AsSpan(units[_first].Start, units[end - 1].End - units[_first].Start);
            return tokenizer.CountTokens(span);
        }
    }
}
