using System.Buffers.Binary;

namespace Cortex.Engine.Embeddings;

/// <summary>A vector as it is kept: float16, little-endian, of unit length. Empty stands for a passage that the model could make nothing of.</summary>
public static class VectorBlob
{
    public static byte[] Of(ReadOnlySpan<float> vector)
    {
        var squares = 0.0;
        foreach (var value in vector) squares += (double)value * value;
        var length = Math.Sqrt(squares);
        if (!double.IsFinite(length) || length <= 0) return [];
        var blob = new byte[vector.Length * sizeof(ushort)];
        for (var i = 0; i < vector.Length; i++) BinaryPrimitives.WriteHalfLittleEndian(blob.AsSpan(i * sizeof(ushort)), (Half)(vector[i] / length));
        return blob;
    }

    public static float[] Read(ReadOnlySpan<byte> blob)
    {
        var vector = new float[blob.Length / sizeof(ushort)];
        for (var i = 0; i < vector.Length; i++) vector[i] = (float)BinaryPrimitives.ReadHalfLittleEndian(blob[(i * sizeof(ushort))..]);
        return vector;
    }
}
