using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Cortex.Engine.VectorSearch;

/// <summary>
/// A row as the scan reads it: one byte a value, the value's share of the row's largest times 127, plus
/// <see cref="Zero"/>, because the instructions multiply unsigned bytes by signed ones.
/// </summary>
internal static unsafe class Quantisation
{
    public const byte Zero = 128;

    /// <summary>Rows begin at cache lines, and no kernel has a remainder to care for.</summary>
    public const int Alignment = 64;

    /// <summary>So long, no sum of products overflows.</summary>
    public const int MaxDimensions = 16_384;

    private const float Largest = 127;

    /// <summary>How many values a row has with its padding.</summary>
    public static int Stride(int dimensions) => (dimensions + Alignment - 1) / Alignment * Alignment;

    /// <summary>Makes codes and a scale of float16 values; false when one of them is no number, and the row is to be left out.</summary>
    /// <param name="source">Little-endian, two bytes a value.</param>
    /// <param name="halves">As many as <paramref name="stride"/>: the values, then zeros.</param>
    public static bool TryMake(ReadOnlySpan<byte> source, int stride, ushort* halves, byte* codes, out float scale)
    {
        var padded = new Span<ushort>(halves, stride);
        MemoryMarshal.Cast<byte, ushort>(source).CopyTo(padded);
        padded[(source.Length / sizeof(ushort))..].Clear();
        var largest = LargestOf(halves, stride);

        // Also where it is not a number.
        scale = largest / Largest;
        if (!(largest <= HalfFloats.Most)) return false;
        Encode(halves, stride, largest > 0 ? Largest / largest : 0, codes);
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float LargestOf(ushort* halves, int stride)
    {
        // Without their signs, floats are in the order of their bits, and those that are no numbers come last.
        var most = Vector128<ushort>.Zero;
        for (var i = 0; i < stride; i += Vector128<ushort>.Count) most = Vector128.Max(most, Vector128.Load(halves + i) & Vector128.Create((ushort)0x7FFF));
        ushort largest = 0;
        for (var i = 0; i < Vector128<ushort>.Count; i++) largest = Math.Max(largest, most[i]);
        return (float)BitConverter.UInt16BitsToHalf(largest);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Encode(ushort* halves, int stride, float factor, byte* codes)
    {
        var zero = Vector256.Create((int)Zero);
        for (var i = 0; i < stride; i += 4 * Vector256<float>.Count)
        {
            var a = Vector256.ConvertToInt32(Vector256.Round(HalfFloats.Load(halves + i) * factor)) + zero;
            var b = Vector256.ConvertToInt32(Vector256.Round(HalfFloats.Load(halves + i + 8) * factor)) + zero;
            var c = Vector256.ConvertToInt32(Vector256.Round(HalfFloats.Load(halves + i + 16) * factor)) + zero;
            var d = Vector256.ConvertToInt32(Vector256.Round(HalfFloats.Load(halves + i + 24) * factor)) + zero;
            Vector256.Narrow(Vector256.Narrow(a, b), Vector256.Narrow(c, d)).AsByte().Store(codes + i);
        }
    }
}
