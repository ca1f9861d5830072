using System.Numerics;

namespace Cortex.Benchmarks.Corpus;

/// <summary>
/// Unit vectors around centres, as those of texts lie around topics. Nothing is random: the same seed and number give the
/// same vector everywhere, so a million of them need not be kept.
/// </summary>
internal sealed class ClusteredVectors
{
    private const int Centres = 2_000;

    // Against a centre's length of 1: cosines of about 0.8 with the centre and 0.65 with each other.
    private const float Noise = 0.75f;

    private readonly int _dimensions;
    private readonly ulong _seed;
    private readonly float[][] _centres;

    public ClusteredVectors(int dimensions, ulong seed)
    {
        _dimensions = dimensions;
        _seed = seed;
        _centres = [.. Enumerable.Range(0, Centres).Select(centre => Make(new float[dimensions], Mix(seed + 1) + (ulong)centre, null))];
    }

    public void Row(int number, float[] target) => Around(Mix(_seed + 2) + (ulong)number, target);

    public float[] Query(int number)
    {
        var query = new float[_dimensions];
        Around(Mix(_seed + 3) + (ulong)number, query);
        return query;
    }

    /// <summary>The nearest rows of each query by float32 products, best first.</summary>
    public int[][] Nearest(IReadOnlyList<float[]> queries, int rows, int count)
    {
        var best = queries.Select(_ => new PriorityQueue<int, float>()).ToArray();
        Parallel.For(0, Environment.ProcessorCount, thread =>
        {
            var row = new float[_dimensions];
            for (var number = thread; number < rows; number += Environment.ProcessorCount)
            {
                Row(number, row);
                for (var query = 0; query < queries.Count; query++)
                {
                    var product = Product(row, queries[query]);
                    lock (best[query])
                    {
                        if (best[query].Count < count) best[query].Enqueue(number, product);
                        else best[query].EnqueueDequeue(number, product);
                    }
                }
            }
        });
        return [.. best.Select(queue => queue.UnorderedItems.OrderByDescending(entry => entry.Priority).Select(entry => entry.Element).ToArray())];
    }

    private void Around(ulong seed, float[] target) => Make(target, seed, _centres[Mix(seed) % Centres]);

    private float[] Make(float[] target, ulong seed, float[]? centre)
    {
        // Four values of each number; uniform ones of this width have length 1 together, on average.
        var width = MathF.Sqrt(12f / _dimensions);
        var bits = 0UL;
        for (var i = 0; i < target.Length; i++)
        {
            bits = i % 4 == 0 ? Mix((seed << 16) + (ulong)i) : bits >> 16;
            var noise = (((ushort)bits / 65_535f) - 0.5f) * width;
            target[i] = centre is null ? noise : centre[i] + (Noise * noise);
        }

        var length = MathF.Sqrt(Product(target, target));
        for (var i = 0; i < target.Length; i++) target[i] /= length;
        return target;
    }

    private static float Product(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        Vector<float> first = Vector<float>.Zero, second = first;
        var i = 0;
        for (; i + (2 * Vector<float>.Count) <= a.Length; i += 2 * Vector<float>.Count)
        {
            first += new Vector<float>(a[i..]) * new Vector<float>(b[i..]);
            second += new Vector<float>(a[(i + Vector<float>.Count)..]) * new Vector<float>(b[(i + Vector<float>.Count)..]);
        }

        var sum = Vector.Sum(first + second);
        for (; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }

    // SplitMix64.
    private static ulong Mix(ulong value)
    {
        value += 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
