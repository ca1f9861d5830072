using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Cortex.Engine.VectorSearch.Kernels;

/// <summary>The inner loop of the scan: products of one query with many rows.</summary>
internal abstract unsafe class ByteProducts
{
    /// <summary>What this machine can run, slowest first. All give the same integers.</summary>
    public static IReadOnlyList<ByteProducts> Supported { get; } = List();

    public static ByteProducts Best => Supported[^1];

    /// <param name="rows">Codes of <see cref="Quantisation.Zero"/> and more, <paramref name="stride"/> bytes a row.</param>
    /// <param name="stride">A multiple of <see cref="Quantisation.Alignment"/>.</param>
    /// <param name="count">Rows.</param>
    /// <param name="query">As long as a row.</param>
    /// <param name="target">The product of each row.</param>
    public abstract void Multiply(byte* rows, int stride, int count, QuantisedQuery query, int* target);

    private static List<ByteProducts> List()
    {
        List<ByteProducts> all = [new ByteProducts<Bytes128>()];
        if (Vector256.IsHardwareAccelerated && Avx2.IsSupported) all.Add(new ByteProducts<Bytes256>());
        if (Vector512.IsHardwareAccelerated && Avx512BW.IsSupported) all.Add(new ByteProducts<Bytes512>());
        if (AvxVnni.IsSupported) all.Add(new ByteProducts<BytesVnni>());
        return all;
    }
}

internal sealed unsafe class ByteProducts<T> : ByteProducts
    where T : struct, IByteLanes<T>
{
    // Row after row, from one end of memory to the other: several rows at once are fewer instructions, and half as fast, because the
    // processor then does not foresee what will be read.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Multiply(byte* rows, int stride, int count, QuantisedQuery query, int* target)
    {
        var bytes = query.Bytes;
        var wide = query.Wide;
        var excess = query.Excess;
        for (var row = 0; row < count; row++)
        {
            var codes = rows + ((nint)row * stride);
            T a = T.Zero, b = a;
            for (nint at = 0; at < stride; at += 2 * T.Count)
            {
                a = T.MultiplyAdd(a, codes + at, bytes + at, wide + at);
                b = T.MultiplyAdd(b, codes + at + T.Count, bytes + at + T.Count, wide + at + T.Count);
            }

            target[row] = T.Sum(a, b) - excess;
        }
    }
}
