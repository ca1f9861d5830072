using System.Runtime.CompilerServices;

namespace Cortex.Engine.Inference.Kernels;

internal sealed unsafe class KernelSet<TFloat, TPair> : KernelSet
    where TFloat : struct, IFloatLanes<TFloat>
    where TPair : struct, IPairLanes<TPair, TFloat>
{
    public override int Panel => 2 * TFloat.Count;

    public override float Quantise(float* row, int width, short* target) => RowFunctions<TFloat>.Quantise(row, width, target);

    public override float GeluQuantise(float* row, int width, short* target) => RowFunctions<TFloat>.GeluQuantise(row, width, target);

    public override void Normalise(float* row, int width, int actual, float* weight, float* bias, float epsilon) =>
        RowFunctions<TFloat>.Normalise(row, width, actual, weight, bias, epsilon);

    public override void Add(float* row, float* other, int width) => RowFunctions<TFloat>.Add(row, other, width);

    public override void Scale(float* row, float* other, int width, float factor) => RowFunctions<TFloat>.Scale(row, other, width, factor);

    public override float Exponentials(float* row, int width, int count, float factor) =>
        RowFunctions<TFloat>.Exponentials(row, width, count, factor);

    // A panel stays in the first cache while all rows go past it.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Linear(short* rows, float* rowScales, int count, PackedMatrix matrix, float* target, int targetStride)
    {
        for (var output = 0; output < matrix.Outputs; output += 2 * TFloat.Count)
        {
            var panel = matrix.PanelAt(output);
            for (var row = 0; row < count; row += Widths.Tile)
            {
                TileProducts<TFloat, TPair>.Linear(
                    rows + ((nint)row * matrix.Inputs), rowScales + row, matrix.Inputs, panel,
                    matrix.Scales + output, matrix.Bias + output, target + ((nint)row * targetStride) + output, targetStride);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Multiply(float* rows, int rowStride, int count, float* panels, int inner, int width, float* target, int targetStride)
    {
        for (var column = 0; column < width; column += 2 * TFloat.Count)
        {
            var panel = panels + ((nint)column * inner);
            for (var row = 0; row < count; row += Widths.Tile)
            {
                TileProducts<TFloat, TPair>.Multiply(
                    rows + ((nint)row * rowStride), rowStride, panel, inner, target + ((nint)row * targetStride) + column, targetStride);
            }
        }
    }
}
