namespace Cortex.Engine.Inference.Gguf;

/// <summary>A row of the tensor table; the range is known to lie within the file.</summary>
/// <param name="Dimensions">Fastest-running first: a matrix is (columns, rows).</param>
/// <param name="Offset">In bytes from the start of the file.</param>
public sealed record GgufTensor(string Name, GgufTensorType Type, IReadOnlyList<long> Dimensions, long Offset, long ByteLength);
