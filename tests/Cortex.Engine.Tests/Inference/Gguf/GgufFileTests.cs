using Cortex.Contract.Errors;
using Cortex.Engine.Inference;
using Cortex.Engine.Inference.Gguf;

namespace Cortex.Engine.Tests.Inference.Gguf;

public sealed class GgufFileTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void The_shipped_model_gives_its_metadata_and_all_its_tensors()
    {
        using var file = GgufFile.Open(Repository.Model);

        Assert.Equal("bert", file.GetString("general.architecture"));
        Assert.Equal(384, file.GetInteger("bert.embedding_length"));
        Assert.Equal(1e-12f, file.GetFloat("bert.attention.layer_norm_epsilon"));
        Assert.False(file.FindBool("bert.attention.causal"));
        Assert.Null(file.FindString("no.such.key"));
        Assert.Equal(30_522, file.GetStrings("tokenizer.ggml.tokens").Count);
        Assert.Equal(101, file.Tensors.Count);

        var embedding = file.GetTensor("token_embd.weight");
        Assert.Equal(GgufTensorType.Q8_0, embedding.Type);
        Assert.Equal([384, 30_522], embedding.Dimensions);
        Assert.Equal(30_522 * 384 / 32 * 34, file.Bytes(embedding).Length);
    }

    [Fact]
    public void Every_kind_of_value_is_read_from_a_small_file()
    {
        using var file = Open(GgufBytes.SmallModel().ToArray());

        Assert.Equal(3, file.Version);
        Assert.Equal(6, file.GetInteger("bert.block_count"));
        Assert.Equal(128, file.Bytes(file.GetTensor("weight")).Length);
        Assert.Equal(68, file.Bytes(file.GetTensor("quantised")).Length);
        Assert.Throws<CortexException>(() => file.GetString("bert.block_count"));
        Assert.Throws<CortexException>(() => file.GetInteger("general.architecture"));
        Assert.Throws<CortexException>(() => file.GetInteger("tokenizer.ggml.tokens"));
        Assert.Throws<CortexException>(() => file.GetStrings("general.architecture"));
        Assert.Throws<CortexException>(() => file.GetStrings("missing"));
        Assert.Throws<CortexException>(() => file.GetTensor("missing"));
    }

    public static TheoryData<string, byte[]> Broken => new()
    {
        { "too short", [] },
        { "too short", "GGUF"u8.ToArray() },
        { "not a GGUF file", new byte[64] },
        { "version 1 ", new GgufBytes { Version = 1 }.ToArray() },
        { "version 4 ", new GgufBytes { Version = 4 }.ToArray() },
        { "big-endian", new GgufBytes { Version = 0x0300_0000 }.ToArray() },
        { "metadata entries", new GgufBytes { ClaimedEntries = ulong.MaxValue }.ToArray() },
        { "metadata entries", new GgufBytes { ClaimedEntries = 100_000, DataBytes = 4_000_000 }.ToArray() },
        { "tensors", new GgufBytes { ClaimedTensors = 1UL << 60 }.ToArray() },
        { "twice", new GgufBytes().UInt32("a", 1).UInt32("a", 1).ToArray() },
        { "unknown type 13", new GgufBytes().Entry("a", (GgufValueType)13, w => w.Write(0L)).ToArray() },
        { "unknown element type 77", new GgufBytes().ArrayHeader("a", 77, 1).ToArray() },
        { "arrays within an array", new GgufBytes().ArrayHeader("a", 9, 1).ToArray() },
        { "elements of a", new GgufBytes().ArrayHeader("a", 8, 1UL << 61).ToArray() },
        { "elements of a", new GgufBytes().ArrayHeader("a", 4, ulong.MaxValue / 4).ToArray() },
        { "bytes long", new GgufBytes().Entry("a", GgufValueType.String, w => w.Write(ulong.MaxValue)).ToArray() },
        { "bytes long", new GgufBytes { DataBytes = 100_000 }.UInt32(new string('k', 70_000), 1).ToArray() },
        { "alignment of 0", new GgufBytes().UInt32("general.alignment", 0).ToArray() },
        { "alignment of 48", new GgufBytes().UInt32("general.alignment", 48).ToArray() },
        { "alignment of 4294967295", new GgufBytes().UInt32("general.alignment", uint.MaxValue).ToArray() },
        { "integer", new GgufBytes().Text("general.alignment", "32").ToArray() },
        { "0 dimensions", new GgufBytes().Tensor("t", 0, 0).ToArray() },
        { "5 dimensions", new GgufBytes().Tensor("t", 0, 0, 1, 1, 1, 1, 1).ToArray() },
        { "dimension of 0", new GgufBytes().Tensor("t", 0, 0, 4, 0).ToArray() },
        { "dimension of", new GgufBytes().Tensor("t", 0, 0, 1UL << 40, 1UL << 40).ToArray() },
        { "past the end", new GgufBytes().Tensor("t", 0, 0, 1UL << 60).ToArray() },
        { "unknown type 4", new GgufBytes().Tensor("t", 4, 0, 32).ToArray() },
        { "laid out", new GgufBytes().Tensor("t", 8, 0, 33).ToArray() },
        { "laid out", new GgufBytes().Tensor("t", 0, 4, 1).ToArray() },
        { "laid out", new GgufBytes().Tensor("t", 0, 1UL << 63, 1).ToArray() },
        { "past the end", new GgufBytes().Tensor("t", 0, 256, 1).ToArray() },
        { "past the end", new GgufBytes().Tensor("t", 0, 0, 65).ToArray() },
        { "past the end", new GgufBytes().Tensor("t", 0, long.MaxValue - 31, 1).ToArray() },
        { "twice", new GgufBytes().Tensor("t", 0, 0, 1).Tensor("t", 0, 0, 1).ToArray() },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void A_broken_file_is_refused_with_what_is_wrong(string reason, byte[] bytes)
    {
        var refused = Assert.Throws<CortexException>(() => Open(bytes));

        Assert.Equal(ErrorCode.ModelInvalid, refused.Code);
        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_and_a_folder_are_refused()
    {
        Assert.Equal(ErrorCode.ModelInvalid, Assert.Throws<CortexException>(() => GgufFile.Open(_path + ".missing")).Code);
        Assert.Equal(ErrorCode.ModelInvalid, Assert.Throws<CortexException>(() => GgufFile.Open(Path.GetTempPath())).Code);
    }

    [Fact]
    public void Cut_anywhere_a_file_is_refused()
    {
        var whole = GgufBytes.SmallModel().ToArray();
        for (var length = 0; length < whole.Length - 64; length++)
        {
            var cut = whole[..length];
            Assert.Equal(ErrorCode.ModelInvalid, Assert.Throws<CortexException>(() => Open(cut)).Code);
        }
    }

    [Fact]
    public void Damaged_bytes_never_do_more_than_get_a_file_refused()
    {
        var random = new Random(20_240_611);
        var whole = GgufBytes.SmallModel().ToArray();
        for (var round = 0; round < 3_000; round++)
        {
            OpenDamaged((byte[])whole.Clone(), random, whole.Length);
        }
    }

    [Fact]
    public void Damage_to_the_shipped_models_header_is_survived()
    {
        var random = new Random(7);
        var head = new byte[700_000];
        using (var model = File.OpenRead(Repository.Model))
        {
            model.ReadExactly(head);
        }

        for (var round = 0; round < 60; round++)
        {
            // Half the damage goes where counts, types and lengths lie thickest.
            OpenDamaged((byte[])head.Clone(), random, round % 2 == 0 ? 1_200 : head.Length);
        }
    }

    private void OpenDamaged(byte[] bytes, Random random, int within)
    {
        for (var flips = random.Next(1, 8); flips > 0; flips--)
        {
            bytes[random.Next(within)] = random.Next(4) switch { 0 => 0, 1 => 0xFF, _ => (byte)random.Next(256) };
        }

        if (random.Next(4) == 0)
        {
            bytes = bytes[..random.Next(bytes.Length)];
        }

        try
        {
            using var file = Open(bytes);
            foreach (var tensor in file.Tensors.Values)
            {
                _ = file.Bytes(tensor).ToArray();
            }

            _ = WordPieceTokenizer.FromGguf(file).Encode("abc [SEP] b");
        }
        catch (CortexException refused)
        {
            Assert.Equal(ErrorCode.ModelInvalid, refused.Code);
        }
    }

    private GgufFile Open(byte[] bytes)
    {
        File.WriteAllBytes(_path, bytes);
        return GgufFile.Open(_path);
    }
}
