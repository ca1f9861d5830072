using System.Text;
using Cortex.Contract.Items;
using Cortex.Engine.Knowledge.Chunking;
using Cortex.Engine.Tests.Inference;
using Cortex.Engine.Tests.Language;
using FsCheck;
using FsCheck.Fluent;

namespace Cortex.Engine.Tests.Knowledge.Chunking;

public sealed class ChunkerTests
{
    private static readonly Chunker Chunker = new(WordPieceTokenizerTests.BuiltIn);

    private static readonly BlockKind[] Kinds = Enum.GetValues<BlockKind>();

    [Theory]
    [InlineData("")]
    [InlineData(" \n\t\n ")]
    public void A_text_of_nothing_has_no_chunks(string text) => Assert.Empty(Chunker.Chunk("Title", text, []));

    [Fact]
    public void A_short_note_is_one_chunk()
    {
        const string Text = "  Buy milk.\n\nAnd bread. ";
        var chunk = Assert.Single(Chunker.Chunk("Shopping", Text, []));
        Assert.Equal("Buy milk.\n\nAnd bread.", Text[chunk.Start..chunk.End]);
        Assert.Equal(6, chunk.TokenCount);
    }

    [Fact]
    public void Long_prose_is_cut_between_sentences_with_whole_sentences_repeated()
    {
        var text = string.Join(' ', Enumerable.Range(1, 60).Select(n => $"Sentence number {n} says a little about the flow over a thin wing."));
        var chunks = Chunker.Chunk("Wings", text, []);

        Assert.InRange(chunks.Count, 5, 7);
        Assert.All(chunks, chunk => Assert.StartsWith("Sentence number", text[chunk.Start..chunk.End], StringComparison.Ordinal));
        Assert.All(chunks, chunk => Assert.EndsWith("thin wing.", text[chunk.Start..chunk.End], StringComparison.Ordinal));
        Assert.All(chunks.SkipLast(1), chunk => Assert.InRange(chunk.TokenCount, 170, 200));
        foreach (var (before, after) in chunks.Zip(chunks.Skip(1)))
        {
            Assert.InRange(WordPieceTokenizerTests.BuiltIn.CountTokens(text.AsSpan(after.Start, before.End - after.Start)), 40, 60);
        }
    }

    [Fact]
    public void A_new_section_begins_without_overlap_and_its_heading_stays_with_it()
    {
        var note = new Note();
        for (var section = 1; section <= 6; section++)
        {
            note.Add(BlockKind.Heading, $"Section {section}");
            note.Add(BlockKind.Paragraph, string.Concat(Enumerable.Repeat($"Some words of section {section} stand here. ", 16)));
        }

        var chunks = note.Chunk("Sections");
        Assert.Equal(6, chunks.Count);
        Assert.All(chunks, (chunk, i) => Assert.StartsWith($"Section {i + 1}", note.Text[chunk.Start..chunk.End], StringComparison.Ordinal));
        Assert.All(chunks.Zip(chunks.Skip(1)), pair => Assert.True(pair.First.End <= pair.Second.Start));
    }

    [Fact]
    public void Small_sections_share_a_chunk()
    {
        var note = new Note();
        for (var section = 1; section <= 30; section++)
        {
            note.Add(BlockKind.Heading, $"Day {section}");
            note.Add(BlockKind.Paragraph, "Went for a walk and read a book.");
        }

        Assert.InRange(note.Chunk("Diary").Count, 2, 3);
    }

    [Fact]
    public void Headings_of_several_levels_stay_with_the_first_words_below_them()
    {
        var note = new Note();
        note.Add(BlockKind.Paragraph, string.Concat(Enumerable.Repeat("Much is said before the next part begins. ", 20)));
        note.Add(BlockKind.Heading, "Part two");
        note.Add(BlockKind.Heading, "Chapter five");
        note.Add(BlockKind.Paragraph, string.Concat(Enumerable.Repeat("and so it goes on without a stop ", 18)));

        var chunks = note.Chunk("Book");
        Assert.All(chunks, chunk => Assert.False(note.Text[chunk.Start..chunk.End].EndsWith("five", StringComparison.Ordinal)));
        Assert.Contains(chunks, chunk => note.Text[chunk.Start..chunk.End].StartsWith("Part two\n\nChapter five\n\nand so", StringComparison.Ordinal));
    }

    [Fact]
    public void Code_is_cut_at_blank_lines_first()
    {
        var function = string.Join('\n', Enumerable.Range(1, 8).Select(n => $"    total = total + value[{n}]"));
        var note = new Note();
        note.Add(BlockKind.Code, string.Join("\n\n", Enumerable.Range(1, 8).Select(n => $"def f{n}():\n{function}")));

        var chunks = note.Chunk("Code");
        Assert.True(chunks.Count > 2);
        Assert.All(chunks, chunk => Assert.StartsWith("def f", note.Text[chunk.Start..chunk.End], StringComparison.Ordinal));
    }

    [Fact]
    public void Words_without_end_are_cut_but_never_within_a_character()
    {
        AssertSound("", string.Concat(Enumerable.Repeat("\U0001F600", 20_000)), []);
        AssertSound("", new string('x', 30_000), []);
        AssertSound("", string.Concat(Enumerable.Repeat("Zq7+/", 8_000)), []);
        AssertSound("", string.Concat(Enumerable.Repeat("漢字", 8_000)), []);
        AssertSound("", string.Concat(Enumerable.Repeat("한", 8_000)), []);
        AssertSound("", "a" + new string(' ', 30_000) + "b", []);
    }

    [Theory]
    [InlineData("")]
    [InlineData("A short one")]
    [InlineData("中文标题中文标题中文标题中文标题中文标题中文标题中文标题中文标题中文标题中文标题中文标题中文标题")]
    [InlineData("https://example.org/a/very/long/address/which/goes/on/and/on/and/on/and/on/and/on/until/it/is/too/long/to/be/a/title")]
    [InlineData("A title that goes on and on with many rather uncharacteristically sesquipedalian words until nobody remembers what it was about or why anybody would have wanted to write it, let alone to read it")]
    public void The_title_in_front_is_cut_to_its_share(string title)
    {
        var cut = Chunker.TitleInFront(title);
        Assert.StartsWith(cut, title, StringComparison.Ordinal);
        Assert.Equal(title.Length == 0, cut.Length == 0);
        Assert.InRange(WordPieceTokenizerTests.BuiltIn.CountTokens(cut), 0, 40);
        AssertSound(title, string.Concat(Enumerable.Repeat("Words upon words, without meaning. ", 200)), []);
    }

    [Fact]
    public void Chunks_of_any_text_are_sound() =>
        Prop.ForAll(Texts.Any, Texts.Any, (title, text) =>
        {
            AssertSound(title, text, []);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Chunks_of_any_blocks_are_sound()
    {
        var blocks = Gen.ListOf(Gen.Elements(Kinds).SelectMany(kind => Texts.Any.Generator.Select(text => (kind, text))));
        Prop.ForAll(blocks.ToArbitrary(), parts =>
        {
            var note = new Note();
            foreach (var (kind, text) in parts)
            {
                note.Add(kind, text);
            }

            AssertSound("A title", note.Text, note.Blocks);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Blocks_that_do_not_fit_the_text_lose_nothing() =>
        AssertSound("", "One. Two. Three.",
            [new Block { Kind = BlockKind.Code, Start = -4, End = 4 }, new Block { Kind = BlockKind.Quote, Start = 2, End = 9 }, new Block { Kind = BlockKind.Heading, Start = 12, End = 99 }]);

    private static void AssertSound(string title, string text, IReadOnlyList<Block> blocks)
    {
        var chunks = Chunker.Chunk(title, text, blocks);
        var inFront = Chunker.TitleInFront(title);
        var covered = 0;
        var lastStart = -1;
        foreach (var chunk in chunks)
        {
            Assert.True(chunk.Start > lastStart, "starts increase");
            Assert.True(chunk.End > covered, "every chunk brings something new");
            Assert.False(char.IsWhiteSpace(text[chunk.Start]) || char.IsWhiteSpace(text[chunk.End - 1]), "no white space at the ends");
            Assert.False(Texts.SplitsPair(text, chunk.Start) || Texts.SplitsPair(text, chunk.End), "no character is split");
            Assert.True(chunk.Start <= covered || string.IsNullOrWhiteSpace(text[covered..chunk.Start]), "nothing is left out");
            Assert.InRange(chunk.End - chunk.Start, 1, 256 * 20);

            var span = text[chunk.Start..chunk.End];
            Assert.Equal(WordPieceTokenizerTests.BuiltIn.CountTokens(span), chunk.TokenCount);
            Assert.InRange(WordPieceTokenizerTests.BuiltIn.Encode($"{inFront}\n{span}", 10_000).Length, 2, 256);
            (covered, lastStart) = (chunk.End, chunk.Start);
        }

        Assert.True(string.IsNullOrWhiteSpace(text[covered..]), "nothing is left out at the end");
        Assert.Equal(chunks, Chunker.Chunk(title, text, blocks));
    }

    private sealed class Note
    {
        private readonly StringBuilder _text = new();

        public List<Block> Blocks { get; } = [];

        public string Text => _text.ToString();

        public void Add(BlockKind kind, string text)
        {
            _text.Append(_text.Length > 0 ? "\n\n" : "");
            var start = _text.Length;
            _text.Append(text);
            Blocks.Add(new Block { Kind = kind, Start = start, End = _text.Length });
        }

        public IReadOnlyList<ChunkSpan> Chunk(string title)
        {
            AssertSound(title, Text, Blocks);
            return Chunker.Chunk(title, Text, Blocks);
        }
    }
}
