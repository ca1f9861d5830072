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
    // As many rows as keep the multipliers busy while each sum waits for its last product.
    private const int Together = 4;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Multiply(byte* rows, int stride, int count, QuantisedQuery query, int* target)
    {
        var bytes = query.Bytes;
        var wide = query.Wide;
        var excess = query.Excess;
        var row = 0;
        for (; row + Together <= count; row += Together)
        {
            byte* first = rows + ((nint)row * stride), second = first + stride, third = second + stride, fourth = third + stride;
            T a = T.Zero, b = a, c = a, d = a;
            for (nint at = 0; at < stride; at += T.Count)
            {
                a = T.MultiplyAdd(a, first + at, bytes + at, wide + at);
                b = T.MultiplyAdd(b, second + at, bytes + at, wide + at);
                c = T.MultiplyAdd(c, third + at, bytes + at, wide + at);
                d = T.MultiplyAdd(d, fourth + at, bytes + at, wide + at);
            }

            target[row] = T.Sum(a) - excess;
            target[row + 1] = T.Sum(b) - excess;
            target[row + 2] = T.Sum(c) - excess;
            target[row + 3] = T.Sum(d) - excess;
        }

        for (; row < count; row++)
        {
            var codes = rows + ((nint)row * stride);
            var sum = T.Zero;
            for (nint at = 0; at < stride; at += T.Count) sum = T.MultiplyAdd(sum, codes + at, bytes + at, wide + at);
            target[row] = T.Sum(sum) - excess;
        }
    }
}
