using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Cortex.Engine.VectorSearch.Kernels;

/// <summary>256 bits with AVX-VNNI: bytes are multiplied and added in one instruction. .NET has no 512-bit form of it.</summary>
internal readonly unsafe struct BytesVnni : IByteLanes<BytesVnni>
{
    private readonly Vector256<int> _lanes;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private BytesVnni(Vector256<int> lanes) => _lanes = lanes;

    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector256<byte>.Count;
    }

    public static BytesVnni Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Vector256<int>.Zero);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static BytesVnni MultiplyAdd(BytesVnni sum, byte* row, sbyte* query, short* wideQuery) =>
        new(AvxVnni.MultiplyWideningAndAdd(sum._lanes, Vector256.Load(row), Vector256.Load(query)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Sum(BytesVnni a, BytesVnni b) => Vector256.Sum(a._lanes + b._lanes);
}
