using System.Text.Json;
using Cortex.Contract.Errors;
using Cortex.Engine.Inference;
using Cortex.Engine.Inference.Gguf;
using Cortex.Engine.Tests.Inference.Gguf;

namespace Cortex.Engine.Tests.Inference;

public sealed class WordPieceTokenizerTests
{
    internal static readonly WordPieceTokenizer BuiltIn = WordPieceTokenizer.Load(Repository.Model);

    [Fact]
    public void Ids_are_the_references_for_every_fixture()
    {
        using var fixture = JsonDocument.Parse(File.ReadAllBytes(Repository.TestFile("Inference", "Fixtures", "wordpiece.json")));

        var texts = 0;
        foreach (var entry in fixture.RootElement.EnumerateArray())
        {
            var text = entry.GetProperty("text").GetString()!;
            var expected = entry.GetProperty("token_ids").EnumerateArray().Select(id => id.GetInt32()).ToArray();
            Assert.True(expected.SequenceEqual(BuiltIn.Encode(text)), $"{text}: expected {string.Join(' ', expected)}, got {string.Join(' ', BuiltIn.Encode(text))}");
            Assert.Equal(expected.Length - 2, BuiltIn.CountTokens(text));
            texts++;
        }

        Assert.Equal(153, texts);
    }

    [Fact]
    public void A_long_text_is_cut_but_counted_in_full()
    {
        var text = string.Concat(Enumerable.Repeat("unbelievably ", 400));
        var each = BuiltIn.CountTokens("unbelievably");

        var ids = BuiltIn.Encode(text, 64);

        Assert.Equal(64, ids.Length);
        Assert.Equal([101, 102], [ids[0], ids[^1]]);
        Assert.Equal(BuiltIn.Encode(text, 100_000)[..63], ids[..63]);
        Assert.Equal(400 * each, BuiltIn.CountTokens(text));
        Assert.Equal([101, 102], BuiltIn.Encode(text, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => BuiltIn.Encode(text, 1));
    }

    [Theory]
    [InlineData("Ａ\u0301", "Ａ")]
    [InlineData("한국어", "\u1112\u1161\u11ab\u1100\u116e\u11a8\u110b\u1165")]
    [InlineData("\uF900", "\u8C48")]
    [InlineData("x\uD800y", "xy")]
    [InlineData("x\uDC00\uFFFDy", "xy")]
    [InlineData("ﬁ\u0300", "ﬁ")]
    [InlineData("ǖ", "u")]
    public void Text_is_put_into_normal_form(string text, string same) =>
        Assert.Equal(BuiltIn.Encode(same), BuiltIn.Encode(text));

    [Fact]
    public void A_word_of_a_hundred_characters_is_spelt_and_one_more_is_unknown()
    {
        Assert.DoesNotContain(BuiltIn.Unknown, BuiltIn.Encode(new string('x', 100)));
        Assert.Equal([101, BuiltIn.Unknown, 102], BuiltIn.Encode(new string('x', 101)));
        Assert.Equal([101, BuiltIn.Unknown, 102], BuiltIn.Encode(string.Concat(Enumerable.Repeat("\U0001F600", 100))));
    }

    [Fact]
    public void Threads_share_one_tokenizer()
    {
        var text = File.ReadAllText(Repository.TestFile("Inference", "Fixtures", "wordpiece.json"));
        var expected = BuiltIn.CountTokens(text);
        Parallel.For(0, 16, _ => Assert.Equal(expected, BuiltIn.CountTokens(text)));
    }

    [Fact]
    public void Another_kind_of_tokenizer_is_refused_by_name()
    {
        var refused = Refused(new GgufBytes().Text("tokenizer.ggml.model", "gpt2").Texts("tokenizer.ggml.tokens", "a"));
        Assert.Contains("\"gpt2\"", refused.Message, StringComparison.Ordinal);
        Assert.Contains("no tokenizer", Refused(new GgufBytes()).Message, StringComparison.Ordinal);
        Assert.Contains("[CLS]", Refused(new GgufBytes().Text("tokenizer.ggml.model", "bert").Texts("tokenizer.ggml.tokens", "a")).Message, StringComparison.Ordinal);
    }

    private static CortexException Refused(GgufBytes model)
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, model.ToArray());
            using var file = GgufFile.Open(path);
            var refused = Assert.Throws<CortexException>(() => WordPieceTokenizer.FromGguf(file));
            Assert.Equal(ErrorCode.ModelInvalid, refused.Code);
            return refused;
        }
        finally
        {
            File.Delete(path);
        }
    }
}
