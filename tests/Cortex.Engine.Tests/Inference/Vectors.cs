using System.Text.Json;

namespace Cortex.Engine.Tests.Inference;

internal static class Vectors
{
    public static double Cosine(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        Assert.Equal(a.Length, b.Length);
        double inner = 0, aa = 0, bb = 0;
        for (var i = 0; i < a.Length; i++)
        {
            inner += (double)a[i] * b[i];
            aa += (double)a[i] * a[i];
            bb += (double)b[i] * b[i];
        }

        return inner / Math.Sqrt(aa * bb);
    }

    /// <summary>Texts with their vectors by the original float32 model.</summary>
    public static IReadOnlyList<(string Text, float[] Vector)> References { get; } = Read();

    private static List<(string, float[])> Read()
    {
        using var fixture = JsonDocument.Parse(File.ReadAllBytes(Repository.TestFile("Inference", "Fixtures", "embeddings.json")));
        return [.. fixture.RootElement.EnumerateArray().Select(entry =>
            (entry.GetProperty("text").GetString()!, entry.GetProperty("vector").EnumerateArray().Select(value => value.GetSingle()).ToArray()))];
    }
}
