using Cortex.Engine.Inference.Kernels;
using Cortex.Engine.Tests.Inference.Bert;

namespace Cortex.Engine.Tests.Inference.Kernels;

public sealed unsafe class KernelSetTests
{
    public static TheoryData<SimdLevel> Levels => [.. Simd.Supported];

    [Theory]
    [MemberData(nameof(Levels))]
    public void Gelu_is_exact_to_float_precision(SimdLevel level)
    {
        var kernels = KernelSet.For(level);
        using var row = new NativeBuffer<float>(64);
        using var integers = new NativeBuffer<short>(64);
        for (var begin = -8f; begin < 8; begin += 0.64f)
        {
            for (var i = 0; i < 64; i++)
            {
                row.Pointer[i] = begin + (i * 0.01f);
            }

            kernels.GeluQuantise(row.Pointer, 64, integers.Pointer);
            for (var i = 0; i < 64; i++)
            {
                double x = begin + (i * 0.01f);
                Assert.Equal(x * 0.5 * (1 + PlainBert.Erf(x / Math.Sqrt(2))), row.Pointer[i], 2e-6);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Levels))]
    public void Exponentials_are_exact_and_what_stands_behind_does_not_count(SimdLevel level)
    {
        var kernels = KernelSet.For(level);
        using var row = new NativeBuffer<float>(64);
        foreach (var count in (int[])[1, 15, 16, 33, 63, 64])
        {
            for (var i = 0; i < 64; i++)
            {
                row.Pointer[i] = i < count ? -i * 1.7f : 1e30f;
            }

            var sum = kernels.Exponentials(row.Pointer, 64, count, 0.5f);

            for (var i = 0; i < 64; i++)
            {
                Assert.Equal(i < count ? Math.Exp(-i * 1.7f * 0.5) : 0, row.Pointer[i], 2e-7);
            }

            Assert.Equal(Enumerable.Range(0, count).Sum(i => Math.Exp(-i * 1.7f * 0.5)), sum, 1e-5);
        }
    }

    [Theory]
    [MemberData(nameof(Levels))]
    public void The_worst_vectors_do_not_overflow(SimdLevel level)
    {
        var kernels = KernelSet.For(level);
        foreach (var width in (int[])[32, 1_536, 65_536])
        {
            foreach (var (first, rest) in ((float, float)[])[(1, 1), (1, 0), (-1, 0.1f), (1e30f, -1e30f), (1e-30f, 1e-30f), (3, -0.001f)])
            {
                using var row = new NativeBuffer<float>(width);
                using var integers = new NativeBuffer<short>(width);
                new Span<float>(row.Pointer, width).Fill(rest);
                row.Pointer[0] = first;

                kernels.Quantise(row.Pointer, width, integers.Pointer);

                long length = 0;
                for (var i = 0; i < width; i++)
                {
                    length += (long)integers.Pointer[i] * integers.Pointer[i];
                }

                Assert.InRange(length, 0, int.MaxValue);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Levels))]
    public void A_linear_layer_is_its_matrix_product(SimdLevel level)
    {
        const int Inputs = 96, Outputs = 64, Rows = 13;
        var kernels = KernelSet.For(level);
        var random = new Random(1);
        using var matrix = new PackedMatrix(Inputs, Outputs, kernels.Panel);
        using var row = new NativeBuffer<float>(Inputs);
        using var integers = new NativeBuffer<short>(Inputs * (Rows + Widths.Tile));
        using var scales = new NativeBuffer<float>(Rows + Widths.Tile);
        using var result = new NativeBuffer<float>(Outputs * (Rows + Widths.Tile));
        var weights = Random(random, Outputs, Inputs);
        var values = Random(random, Rows, Inputs);
        for (var o = 0; o < Outputs; o++)
        {
            weights[o].CopyTo(new Span<float>(row.Pointer, Inputs));
            matrix.SetOutput(o, integers.Pointer, kernels.Quantise(row.Pointer, Inputs, integers.Pointer), o);
        }

        for (var r = 0; r < Rows; r++)
        {
            values[r].CopyTo(new Span<float>(row.Pointer, Inputs));
            scales.Pointer[r] = kernels.Quantise(row.Pointer, Inputs, integers.Pointer + (r * Inputs));
        }

        kernels.Linear(integers.Pointer, scales.Pointer, Rows, matrix, result.Pointer, Outputs);

        for (var r = 0; r < Rows; r++)
        {
            for (var o = 0; o < Outputs; o++)
            {
                Assert.Equal(values[r].Zip(weights[o], (x, w) => (double)x * w).Sum() + o, result.Pointer[(r * Outputs) + o], 1e-2);
            }
        }
    }

    private static float[][] Random(Random random, int rows, int width) =>
        [.. Enumerable.Range(0, rows).Select(_ => Enumerable.Range(0, width).Select(_ => (float)(random.NextDouble() * 2) - 1).ToArray())];
}
