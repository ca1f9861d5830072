using System.Runtime.InteropServices;
using Cortex.Engine.Inference.Gguf;

namespace Cortex.Engine.Inference.Bert;

/// <summary>Turns rows of a stored tensor into floats.</summary>
internal static class Stored
{
    private const int Block = 32;
    private const int BlockBytes = 2 + Block;

    public static bool Supports(GgufTensorType type) =>
        type is GgufTensorType.F32 or GgufTensorType.F16 or GgufTensorType.BF16 or GgufTensorType.Q8_0;

    /// <param name="tensor">All its bytes; rows are as wide as <paramref name="target"/>.</param>
    public static void Row(GgufTensorType type, ReadOnlySpan<byte> tensor, int row, Span<float> target)
    {
        var bytes = type switch
        {
            GgufTensorType.F32 => target.Length * (long)sizeof(float),
            GgufTensorType.Q8_0 => target.Length / Block * (long)BlockBytes,
            _ => target.Length * (long)sizeof(ushort),
        };
        var source = tensor.Slice(checked((int)(row * bytes)), (int)bytes);
        switch (type)
        {
            case GgufTensorType.F32:
                MemoryMarshal.Cast<byte, float>(source).CopyTo(target);
                break;
            case GgufTensorType.F16:
                var halves = MemoryMarshal.Cast<byte, Half>(source);
                for (var i = 0; i < target.Length; i++)
                {
                    target[i] = (float)halves[i];
                }

                break;
            case GgufTensorType.BF16:
                var shorts = MemoryMarshal.Cast<byte, ushort>(source);
                for (var i = 0; i < target.Length; i++)
                {
                    target[i] = BitConverter.UInt32BitsToSingle((uint)shorts[i] << 16);
                }

                break;
            case GgufTensorType.Q8_0:
                for (var block = 0; block < target.Length / Block; block++)
                {
                    var stored = source.Slice(block * BlockBytes, BlockBytes);
                    var scale = (float)MemoryMarshal.Read<Half>(stored);
                    var values = MemoryMarshal.Cast<byte, sbyte>(stored[2..]);
                    var floats = target.Slice(block * Block, Block);
                    for (var i = 0; i < Block; i++)
                    {
                        floats[i] = scale * values[i];
                    }
                }

                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(type));
        }
    }
}
