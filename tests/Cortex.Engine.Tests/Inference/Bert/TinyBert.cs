using System.Runtime.InteropServices;
using Cortex.Engine.Inference.Gguf;
using Cortex.Engine.Tests.Inference.Gguf;

namespace Cortex.Engine.Tests.Inference.Bert;

/// <summary>A model of any size with invented weights, as a file and as plain numbers to compute with.</summary>
internal sealed class TinyBert
{
    private readonly Dictionary<string, float[]> _tensors = new(StringComparer.Ordinal);
    private readonly List<(string Name, ulong[] Dimensions)> _order = [];
    private readonly Random _random = new(11);

    public int Hidden { get; init; } = 24;

    public int Heads { get; init; } = 3;

    public int FeedForward { get; init; } = 40;

    public int Blocks { get; init; } = 2;

    public int Context { get; init; } = 16;

    public int Pooling { get; init; } = 1;

    public bool Types { get; init; } = true;

    public bool Biases { get; init; } = true;

    public GgufTensorType Type { get; init; } = GgufTensorType.F32;

    public float Epsilon { get; init; } = 1e-5f;

    public float[] this[string name] => _tensors[name];

    public bool Has(string name) => _tensors.ContainsKey(name);

    public static string[] Vocabulary { get; } = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "\u2581a", "\u2581b", "\u2581c", "d"];

    /// <param name="change">Alters the entries before they are written.</param>
    public byte[] ToFile(Func<string, uint, ulong, ulong[], (string, uint, ulong, ulong[])>? change = null, Action<GgufBytes>? metadata = null)
    {
        Fill();
        var data = new MemoryStream();
        var entries = new List<(string Name, uint Type, ulong Offset, ulong[] Dimensions)>();
        foreach (var (name, dimensions) in _order)
        {
            var type = dimensions.Length == 2 ? Type : GgufTensorType.F32;
            entries.Add((name, (uint)type, (ulong)data.Position, dimensions));
            data.Write(Stored(type, _tensors[name]));
            data.Write(new byte[(32 - (int)(data.Length % 32)) % 32]);
        }

        var file = new GgufBytes { DataBytes = (int)data.Length };
        if (metadata is null)
        {
            Metadata(file);
        }
        else
        {
            metadata(file);
        }

        foreach (var (name, type, offset, dimensions) in entries)
        {
            var (newName, newType, newOffset, newDimensions) = change?.Invoke(name, type, offset, dimensions) ?? (name, type, offset, dimensions);
            file.Tensor(newName, newType, newOffset, newDimensions);
        }

        var bytes = file.ToArray();
        data.ToArray().CopyTo(bytes, bytes.Length - (int)data.Length);
        return bytes;
    }

    public void Metadata(GgufBytes file, string? without = null, string? key = null, uint value = 0)
    {
        (string Key, uint Value)[] numbers =
        [
            ("bert.block_count", (uint)Blocks), ("bert.embedding_length", (uint)Hidden), ("bert.attention.head_count", (uint)Heads),
            ("bert.feed_forward_length", (uint)FeedForward), ("bert.context_length", (uint)Context), ("bert.pooling_type", (uint)Pooling),
        ];
        if (without != "general.architecture")
        {
            file.Text("general.architecture", "bert");
        }

        if (without != "tokenizer.ggml.model")
        {
            file.Text("tokenizer.ggml.model", "bert");
        }

        if (without != "tokenizer.ggml.tokens")
        {
            file.Texts("tokenizer.ggml.tokens", Vocabulary);
        }

        foreach (var number in numbers.Where(number => number.Key != without))
        {
            file.UInt32(number.Key, number.Key == key ? value : number.Value);
        }

        if (without != "bert.attention.layer_norm_epsilon")
        {
            file.Float("bert.attention.layer_norm_epsilon", Epsilon);
        }
    }

    private void Fill()
    {
        Add("token_embd.weight", 1, Hidden, Vocabulary.Length);
        Add("position_embd.weight", 0.3f, Hidden, Context);
        if (Types)
        {
            Add("token_types.weight", 0.5f, Hidden, 2);
        }

        Norm("token_embd_norm");
        for (var block = 0; block < Blocks; block++)
        {
            foreach (var part in (string[])["attn_q", "attn_k", "attn_v", "attn_output"])
            {
                Linear($"blk.{block}.{part}", Hidden, Hidden);
            }

            Norm($"blk.{block}.attn_output_norm");
            Linear($"blk.{block}.ffn_up", Hidden, FeedForward);
            Linear($"blk.{block}.ffn_down", FeedForward, Hidden);
            Norm($"blk.{block}.layer_output_norm");
        }
    }

    private void Linear(string name, int inputs, int outputs)
    {
        Add(name + ".weight", 2 / MathF.Sqrt(inputs), inputs, outputs);
        if (Biases)
        {
            Add(name + ".bias", 0.2f, outputs);
        }
    }

    private void Norm(string name)
    {
        Add(name + ".weight", 1, Hidden);
        Add(name + ".bias", 0.3f, Hidden);
    }

    private void Add(string name, float spread, params int[] dimensions)
    {
        var values = new float[dimensions.Aggregate(1, (product, size) => product * size)];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (float)((_random.NextDouble() * 2) - 1) * spread;
        }

        // What is compared is the arithmetic, so the numbers are those that the file can hold.
        _tensors[name] = dimensions.Length == 2 ? Restored(Type, values) : values;
        _order.Add((name, [.. dimensions.Select(size => (ulong)size)]));
    }

    private static float[] Restored(GgufTensorType type, float[] values) => type switch
    {
        GgufTensorType.F16 => [.. values.Select(value => (float)(Half)value)],
        GgufTensorType.BF16 => [.. values.Select(value => BitConverter.UInt32BitsToSingle(BitConverter.SingleToUInt32Bits(value) & 0xFFFF_0000))],
        GgufTensorType.Q8_0 => [.. values.Chunk(32).SelectMany(block => block.Select(value => (float)Scale(block) * MathF.Round(value / (float)Scale(block))))],
        _ => values,
    };

    private static byte[] Stored(GgufTensorType type, float[] values) => type switch
    {
        GgufTensorType.F16 => MemoryMarshal.AsBytes(values.Select(value => (Half)value).ToArray().AsSpan()).ToArray(),
        GgufTensorType.BF16 => [.. values.SelectMany(value => BitConverter.GetBytes((ushort)(BitConverter.SingleToUInt32Bits(value) >> 16)))],
        GgufTensorType.Q8_0 => [.. values.Chunk(32).SelectMany(block => (byte[])[.. BitConverter.GetBytes(Scale(block)), .. block.Select(value => (byte)(sbyte)MathF.Round(value / (float)Scale(block)))])],
        _ => MemoryMarshal.AsBytes(values.AsSpan()).ToArray(),
    };

    // A power of two, so that storing what was restored gives the same bytes.
    private static Half Scale(float[] block) => (Half)MathF.Pow(2, MathF.Ceiling(MathF.Log2(block.Max(MathF.Abs) / 127)));
}
