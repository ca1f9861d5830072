using Cortex.Contract.Errors;
using Cortex.Engine.Inference;
using Cortex.Engine.Inference.Gguf;
using Cortex.Engine.Tests.Inference.Bert;

namespace Cortex.Engine.Tests.Inference.Gguf;

/// <summary>Whatever a file holds, loading it ends in a working encoder or in <c>model_invalid</c>, and costs memory in proportion to the file.</summary>
public sealed class HostileModelTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    public static TheoryData<string, string[]?> Vocabularies => new()
    {
        { "lacks tokenizer.ggml.tokens", null },
        { "no [CLS]", [] },
        { "no [SEP]", ["[PAD]", "[UNK]", "[CLS]"] },
        { "no [UNK]", ["[CLS]", "[SEP]", "a"] },
        { "no [CLS]", ["\u2581[CLS]", "\u2581[SEP]", "\u2581[UNK]"] },
        { "embeds only", [.. TinyBert.Vocabulary, "e"] },
    };

    [Theory]
    [MemberData(nameof(Vocabularies))]
    public void A_vocabulary_that_is_missing_or_does_not_fit_is_refused(string reason, string[]? tokens) =>
        Assert.Contains(reason, Refused(WithTokens(tokens)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_vocabulary_of_another_kind_or_type_is_refused()
    {
        var tiny = new TinyBert();
        Assert.Contains("no tokenizer", Refused(tiny.ToFile(metadata: file => file.Text("general.architecture", "bert")
            .UInt32("bert.block_count", 2).UInt32("bert.embedding_length", 24).UInt32("bert.attention.head_count", 3)
            .UInt32("bert.feed_forward_length", 40).UInt32("bert.context_length", 16).Float("bert.attention.layer_norm_epsilon", 1e-5f))).Message, StringComparison.Ordinal);
        Assert.Contains("\"gpt2\"", Refused(Changed("tokenizer.ggml.model", file => file.Text("tokenizer.ggml.model", "gpt2"))).Message, StringComparison.Ordinal);
        Assert.Contains("array of strings", Refused(Changed("tokenizer.ggml.tokens", file => file.Text("tokenizer.ggml.tokens", "[CLS]"))).Message, StringComparison.Ordinal);
        Assert.Contains("array of strings", Refused(Changed("tokenizer.ggml.tokens", file => file.ArrayHeader("tokenizer.ggml.tokens", 0, 0))).Message, StringComparison.Ordinal);
        Assert.Contains("String", Refused(Changed("general.architecture", file => file.UInt32("general.architecture", 1))).Message, StringComparison.Ordinal);
        Assert.Contains("Float32", Refused(Changed("bert.attention.layer_norm_epsilon", file => file.UInt32("bert.attention.layer_norm_epsilon", 1))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(-1f)]
    [InlineData(1f)]
    public void An_epsilon_that_makes_no_sense_is_refused(float epsilon) =>
        Assert.Contains("epsilon", Refused(new TinyBert { Epsilon = epsilon }.ToFile()).Message, StringComparison.Ordinal);

    [Fact]
    public void Of_equal_pieces_the_first_counts_and_pieces_that_are_no_text_are_left_alone()
    {
        // As many as the model embeds: equal ones, an empty one, one that is too long to be of use.
        using var encoder = Load(WithTokens(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "\u2581a", "\u2581a", "", new string('x', 5_000)]));
        Assert.Equal([2, 4, 1, 3], WordPieceTokenizer.Load(_path).Encode("a b"));
        Assert.NotEmpty(encoder.Encode("a b"));
    }

    [Theory]
    [InlineData(0x7E00)]
    [InlineData(0x7C00)]
    [InlineData(0xFC00)]
    public void A_blocks_scale_that_is_no_number_is_refused_or_met_when_it_is_used(int scale)
    {
        var tiny = new TinyBert { Type = GgufTensorType.Q8_0, Hidden = 32, Heads = 2, FeedForward = 64 };
        var clean = tiny.ToFile();
        File.WriteAllBytes(_path, clean);
        List<GgufTensor> tensors;
        using (var file = GgufFile.Open(_path))
        {
            tensors = [.. file.Tensors.Values.Where(tensor => tensor.Type == GgufTensorType.Q8_0)];
        }

        foreach (var tensor in tensors)
        {
            var bytes = (byte[])clean.Clone();

            // The table of words is not read before a word is asked for: here it is the row of "a".
            BitConverter.GetBytes((ushort)scale).CopyTo(bytes, tensor.Offset + (tensor.Name == "token_embd.weight" ? 4 * 34 : 0));
            File.WriteAllBytes(_path, bytes);
            Assert.Equal(ErrorCode.ModelInvalid, Assert.Throws<CortexException>(() =>
            {
                using var encoder = SentenceEncoder.Load(_path, new() { Threads = 1 });
                encoder.Encode("a");
            }).Code);
        }
    }

    [Fact]
    public void Cut_at_every_byte_a_model_is_refused()
    {
        var whole = new TinyBert { Blocks = 1, Hidden = 4, Heads = 2, FeedForward = 4, Context = 4 }.ToFile();
        for (var length = 0; length < whole.Length - 32; length++)
        {
            Try(whole[..length], mustFail: true);
        }
    }

    [Fact]
    public void Every_byte_of_a_header_may_be_anything()
    {
        var whole = new TinyBert { Blocks = 1 }.ToFile();
        var header = HeaderLength(whole);
        foreach (var value in (byte[])[0, 1, 0x7F, 0x80, 0xFF])
        {
            for (var at = 0; at < header; at++)
            {
                var bytes = (byte[])whole.Clone();
                bytes[at] = value;
                Try(bytes);
            }
        }
    }

    [Fact]
    public void Numbers_of_a_header_may_be_anything()
    {
        var random = new Random(20_250_102);
        var whole = new TinyBert { Blocks = 1 }.ToFile();
        var header = HeaderLength(whole);
        ulong[] odd = [0, 1, 31, 255, 65_536, int.MaxValue, uint.MaxValue, 1UL << 32, long.MaxValue, 1UL << 63, ulong.MaxValue, ulong.MaxValue - 31];
        for (var round = 0; round < 2_000; round++)
        {
            var bytes = (byte[])whole.Clone();
            BitConverter.GetBytes(odd[random.Next(odd.Length)]).CopyTo(bytes, random.Next(header - 8));
            Try(bytes);
        }
    }

    private static int HeaderLength(byte[] file)
    {
        // The tensor table ends with the last tensor's name.
        var last = "layer_output_norm.bias"u8;
        return file.AsSpan().LastIndexOf(last) + last.Length + 4 + 8 + 4 + 8;
    }

    /// <summary>Managed memory only: what the weights take is checked against the file's size, tensor by tensor.</summary>
    private void Try(byte[] bytes, bool mustFail = false)
    {
        File.WriteAllBytes(_path, bytes);
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            using var encoder = SentenceEncoder.Load(_path, new() { Threads = 1 });
            Assert.False(mustFail);
            Assert.All(encoder.Encode("a b c"), value => Assert.True(float.IsFinite(value)));
        }
        catch (CortexException refused)
        {
            Assert.Equal(ErrorCode.ModelInvalid, refused.Code);
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, (16 * bytes.Length) + (256 << 10));
    }

    private SentenceEncoder Load(byte[] bytes)
    {
        File.WriteAllBytes(_path, bytes);
        return SentenceEncoder.Load(_path, new() { Threads = 1 });
    }

    private CortexException Refused(byte[] bytes)
    {
        var refused = Assert.Throws<CortexException>(() => Load(bytes));
        Assert.Equal(ErrorCode.ModelInvalid, refused.Code);
        return refused;
    }

    private static byte[] WithTokens(string[]? tokens) =>
        Changed("tokenizer.ggml.tokens", file => tokens is null ? file : file.Texts("tokenizer.ggml.tokens", tokens));

    private static byte[] Changed(string key, Func<GgufBytes, GgufBytes> replacement)
    {
        var tiny = new TinyBert();
        return tiny.ToFile(metadata: file =>
        {
            tiny.Metadata(file, without: key);
            replacement(file);
        });
    }
}
