using System.Text;
using Cortex.Engine.Inference.Gguf;

namespace Cortex.Engine.Tests.Inference.Gguf;

/// <summary>Writes small GGUF files, whole or broken on purpose.</summary>
internal sealed class GgufBytes
{
    private readonly MemoryStream _entries = new();
    private readonly MemoryStream _tensors = new();
    private ulong _entryCount;
    private ulong _tensorCount;

    public uint Version { get; init; } = 3;

    public ulong? ClaimedEntries { get; init; }

    public ulong? ClaimedTensors { get; init; }

    public int DataBytes { get; init; } = 256;

    public int Alignment { get; init; } = 32;

    public GgufBytes Text(string key, string value) => Entry(key, GgufValueType.String, w => WriteText(w, value));

    public GgufBytes UInt32(string key, uint value) => Entry(key, GgufValueType.UInt32, w => w.Write(value));

    public GgufBytes Float(string key, float value) => Entry(key, GgufValueType.Float32, w => w.Write(value));

    public GgufBytes Bool(string key, byte value) => Entry(key, GgufValueType.Bool, w => w.Write(value));

    public GgufBytes Texts(string key, params string[] values) => Entry(key, GgufValueType.Array, w =>
    {
        w.Write((uint)GgufValueType.String);
        w.Write((ulong)values.Length);
        foreach (var value in values)
        {
            WriteText(w, value);
        }
    });

    public GgufBytes ArrayHeader(string key, uint elementType, ulong count) => Entry(key, GgufValueType.Array, w =>
    {
        w.Write(elementType);
        w.Write(count);
    });

    public GgufBytes Entry(string key, GgufValueType type, Action<BinaryWriter> value)
    {
        using var writer = new BinaryWriter(_entries, Encoding.UTF8, leaveOpen: true);
        WriteText(writer, key);
        writer.Write((uint)type);
        value(writer);
        _entryCount++;
        return this;
    }

    public GgufBytes Tensor(string name, uint type, ulong offset, params ulong[] dimensions)
    {
        using var writer = new BinaryWriter(_tensors, Encoding.UTF8, leaveOpen: true);
        WriteText(writer, name);
        writer.Write((uint)dimensions.Length);
        foreach (var dimension in dimensions)
        {
            writer.Write(dimension);
        }

        writer.Write(type);
        writer.Write(offset);
        _tensorCount++;
        return this;
    }

    public byte[] ToArray()
    {
        var file = new MemoryStream();
        using var writer = new BinaryWriter(file, Encoding.UTF8);
        writer.Write("GGUF"u8);
        writer.Write(Version);
        writer.Write(ClaimedTensors ?? _tensorCount);
        writer.Write(ClaimedEntries ?? _entryCount);
        writer.Write(_entries.ToArray());
        writer.Write(_tensors.ToArray());
        writer.Write(new byte[(Alignment - (int)(file.Length % Alignment)) % Alignment]);
        writer.Write(new byte[DataBytes]);
        return file.ToArray();
    }

    /// <summary>A vocabulary just big enough for a tokenizer, with one tensor behind it.</summary>
    public static GgufBytes SmallModel() => new GgufBytes()
        .Text("general.architecture", "bert")
        .UInt32("bert.block_count", 6)
        .Float("bert.attention.layer_norm_epsilon", 1e-12f)
        .Bool("bert.attention.causal", 0)
        .Text("tokenizer.ggml.model", "bert")
        .Texts("tokenizer.ggml.tokens", "[PAD]", "[UNK]", "[CLS]", "[SEP]", "\u2581a", "\u2581ab", "b", "c")
        .Tensor("weight", 0, 0, 8, 4)
        .Tensor("quantised", 8, 128, 32, 2);

    private static void WriteText(BinaryWriter writer, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        writer.Write((ulong)bytes.Length);
        writer.Write(bytes);
    }
}
