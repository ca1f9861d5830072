using Cortex.Contract.Errors;
using Cortex.Engine.Inference;
using Cortex.Engine.Inference.Bert;
using Cortex.Engine.Inference.Gguf;
using Cortex.Engine.Inference.Kernels;
using Cortex.Engine.Tests.Inference.Gguf;

namespace Cortex.Engine.Tests.Inference.Bert;

public sealed class BertModelTests : IDisposable
{
    private static readonly string[] Words = ["a", "b", "cd", "ad", "zz"];
    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void The_shipped_model_says_what_it_is()
    {
        using var model = BertModel.Load(Repository.Model);

        Assert.Equal(new BertShape(6, 384, 12, 1_536, 512, 1e-12f, BertPooling.Mean), model.Shape);
        Assert.Equal("all-MiniLM-L6-v2", model.Name);
    }

    [Theory]
    [InlineData(GgufTensorType.F32, 24, 3, 40, 1, true, true)]
    [InlineData(GgufTensorType.F32, 26, 1, 44, 2, false, true)]
    [InlineData(GgufTensorType.F32, 78, 3, 50, 3, true, false)]
    [InlineData(GgufTensorType.F16, 40, 5, 100, 1, false, false)]
    [InlineData(GgufTensorType.BF16, 160, 4, 320, 2, true, true)]
    [InlineData(GgufTensorType.Q8_0, 64, 1, 128, 1, true, true)]
    [InlineData(GgufTensorType.Q8_0, 128, 16, 96, 1, true, true)]
    public void Other_sizes_types_and_poolings_are_computed_right(GgufTensorType type, int hidden, int heads, int feedForward, int pooling, bool types, bool biases)
    {
        var tiny = new TinyBert { Type = type, Hidden = hidden, Heads = heads, FeedForward = feedForward, Pooling = pooling, Types = types, Biases = biases, Context = 80 };
        File.WriteAllBytes(_path, tiny.ToFile());
        var plain = new PlainBert(tiny);
        foreach (var level in Simd.Supported)
        {
            using var encoder = SentenceEncoder.Load(_path, new() { Simd = level });
            foreach (var words in (int[])[0, 1, 5, 6, 12, 30, 49, 75])
            {
                var text = string.Join(' ', Enumerable.Range(0, words).Select(i => Words[i * i % Words.Length]));
                var tokens = WordPieceTokenizer.Load(_path).Encode(text, encoder.MaxTokens);
                var cosine = Vectors.Cosine(plain.Encode(tokens), encoder.Encode(text));
                Assert.True(cosine > 0.999999, $"{cosine} with {words} words at {level}");
            }
        }
    }

    [Fact]
    public void A_missing_pooling_type_means_the_mean()
    {
        var tiny = new TinyBert();
        File.WriteAllBytes(_path, tiny.ToFile(metadata: file => tiny.Metadata(file, without: "bert.pooling_type")));
        using var model = BertModel.Load(_path);
        Assert.Equal(BertPooling.Mean, model.Shape.Pooling);
    }

    [Theory]
    [InlineData("bert.block_count", 0)]
    [InlineData("bert.block_count", 3)]
    [InlineData("bert.block_count", 1)]
    [InlineData("bert.block_count", uint.MaxValue)]
    [InlineData("bert.embedding_length", 0)]
    [InlineData("bert.embedding_length", 25)]
    [InlineData("bert.embedding_length", 48)]
    [InlineData("bert.embedding_length", uint.MaxValue)]
    [InlineData("bert.attention.head_count", 0)]
    [InlineData("bert.attention.head_count", 5)]
    [InlineData("bert.attention.head_count", 48)]
    [InlineData("bert.feed_forward_length", 41)]
    [InlineData("bert.feed_forward_length", 60_000)]
    [InlineData("bert.feed_forward_length", uint.MaxValue)]
    [InlineData("bert.context_length", 17)]
    [InlineData("bert.context_length", 30_000)]
    [InlineData("bert.context_length", uint.MaxValue)]
    [InlineData("bert.pooling_type", 0)]
    [InlineData("bert.pooling_type", 4)]
    [InlineData("bert.pooling_type", 99)]
    public void Metadata_that_does_not_fit_is_refused(string key, uint value)
    {
        var tiny = new TinyBert();
        Refused(tiny.ToFile(metadata: file => tiny.Metadata(file, key: key, value: value)));
    }

    [Theory]
    [InlineData("bert.block_count")]
    [InlineData("bert.embedding_length")]
    [InlineData("bert.attention.head_count")]
    [InlineData("bert.feed_forward_length")]
    [InlineData("bert.context_length")]
    [InlineData("bert.attention.layer_norm_epsilon")]
    public void Metadata_that_is_missing_is_named(string key)
    {
        var tiny = new TinyBert();
        Assert.Contains(key, Refused(tiny.ToFile(metadata: file => tiny.Metadata(file, without: key))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("llama", "llama", "(SentencePiece)")]
    [InlineData("bert", "t5", "SentencePiece unigrams")]
    [InlineData("bert", "gpt2", "(byte pairs)")]
    [InlineData("bert", "rwkv", "\"rwkv\"")]
    [InlineData("bert", null, "it has no tokenizer")]
    [InlineData("nomic-bert", "bert", "(WordPiece)")]
    [InlineData("jina-bert-v2", "gpt2", "(byte pairs)")]
    [InlineData("modernbert", "gpt2", "(byte pairs)")]
    [InlineData("xlm-roberta", "t5", "SentencePiece unigrams")]
    [InlineData(null, "bert", "it names no architecture")]
    public void Another_kind_of_model_is_told_what_it_is_and_what_to_take(string? architecture, string? tokenizer, string named)
    {
        var model = new GgufBytes();
        if (architecture is not null) model.Text("general.architecture", architecture);
        if (tokenizer is not null) model.Text("tokenizer.ggml.model", tokenizer);
        var message = Refused(model.Texts("tokenizer.ggml.tokens", "a").ToArray()).Message;
        Assert.Contains(named, message, StringComparison.Ordinal);
        Assert.Contains(architecture is null ? "no architecture" : $"\"{architecture}\"", message, StringComparison.Ordinal);
        Assert.Contains("Supported are sentence encoders of the architecture \"bert\" with the tokenizer \"bert\" (WordPiece)", message, StringComparison.Ordinal);
        Assert.Contains("LaBSE", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_architecture_and_causal_attention_are_refused()
    {
        Assert.Contains("\"llama\"", Refused(new GgufBytes().Text("general.architecture", "llama").ToArray()).Message, StringComparison.Ordinal);
        var tiny = new TinyBert();
        Assert.Contains("causal", Refused(tiny.ToFile(metadata: file =>
        {
            tiny.Metadata(file);
            file.Bool("bert.attention.causal", 1);
        })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tensor_of_another_shape_type_place_or_name_is_refused()
    {
        var names = new List<string>();
        new TinyBert().ToFile((name, type, offset, dimensions) =>
        {
            names.Add(name);
            return (name, type, offset, dimensions);
        });
        foreach (var victim in names)
        {
            Damaged(victim, (name, type, offset, dimensions) => (name, type, offset, [dimensions[0] / 2, .. dimensions[1..]]));
            Damaged(victim, (name, type, offset, dimensions) => (name, type, offset, dimensions.Length == 2 ? [dimensions[1], dimensions[0], 1] : [.. dimensions, 2]));
            Damaged(victim, (name, type, offset, dimensions) => (name, 26, offset, dimensions));
            Damaged(victim, (name, type, offset, dimensions) => (name, type, offset == 0 ? 32u : 0, dimensions));

            // A bias is left out by some models; all else must be there, and nothing that is not known.
            Damaged(victim, (name, type, offset, dimensions) => (name.StartsWith("blk.", StringComparison.Ordinal) ? name.Replace("blk.", "blk.9", StringComparison.Ordinal) : name + "x", type, offset, dimensions),
                optional: victim == "token_types.weight");
        }
    }

    [Fact]
    public void Weights_that_are_no_numbers_are_refused()
    {
        var tiny = new TinyBert();
        var clean = tiny.ToFile();
        var random = new Random(5);
        for (var round = 0; round < 200; round++)
        {
            var bytes = (byte[])clean.Clone();
            var at = bytes.Length - (4 * random.Next(1, 400));
            BitConverter.GetBytes(round % 2 == 0 ? float.NaN : float.PositiveInfinity).CopyTo(bytes, at);
            LoadDamaged(bytes);
        }
    }

    [Fact]
    public void Damaged_bytes_never_do_more_than_get_a_model_refused()
    {
        var random = new Random(3);
        var clean = new TinyBert { Type = GgufTensorType.Q8_0, Hidden = 32, Heads = 2, FeedForward = 64 }.ToFile();
        for (var round = 0; round < 1_500; round++)
        {
            var bytes = (byte[])clean.Clone();
            var within = round % 3 == 0 ? bytes.Length : 3_500;
            for (var flips = random.Next(1, 6); flips > 0; flips--)
            {
                bytes[random.Next(within)] = random.Next(4) switch { 0 => 0, 1 => 0xFF, _ => (byte)random.Next(256) };
            }

            LoadDamaged(bytes);
        }
    }

    private void Damaged(string victim, Func<string, uint, ulong, ulong[], (string, uint, ulong, ulong[])> damage, bool optional = false)
    {
        var bytes = new TinyBert().ToFile((name, type, offset, dimensions) =>
            name == victim ? damage(name, type, offset, dimensions) : (name, type, offset, dimensions));
        if (!optional)
        {
            Refused(bytes);
        }
    }

    private void LoadDamaged(byte[] bytes)
    {
        File.WriteAllBytes(_path, bytes);
        try
        {
            using var encoder = SentenceEncoder.Load(_path, new() { Threads = 1 });
            Assert.All(encoder.Encode("a b cd zz"), value => Assert.True(float.IsFinite(value)));
        }
        catch (CortexException refused)
        {
            Assert.Equal(ErrorCode.ModelInvalid, refused.Code);
        }
    }

    private CortexException Refused(byte[] bytes)
    {
        File.WriteAllBytes(_path, bytes);
        var refused = Assert.Throws<CortexException>(() => BertModel.Load(_path));
        Assert.Equal(ErrorCode.ModelInvalid, refused.Code);
        return refused;
    }
}
