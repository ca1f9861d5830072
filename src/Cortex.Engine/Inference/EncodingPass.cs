namespace Cortex.Engine.Inference;

/// <summary>Texts that go through the model together.</summary>
/// <param name="Vectors">Where their vectors are put.</param>
/// <param name="TokenStates">Where the vectors of their tokens are put; null where they are not wanted.</param>
internal sealed record EncodingPass(int[][] Ids, float[][] Vectors, float[][]? TokenStates = null)
{
    public int Tokens { get; } = Ids.Sum(text => text.Length);

    /// <summary>The most tokens that one of them has.</summary>
    public int Longest { get; } = Ids.Max(text => text.Length);

    /// <summary>The passes of a batch, the longest texts first: what is left for the end is short, and the threads end together.</summary>
    /// <param name="most">Tokens of a pass; a longer text makes one by itself.</param>
    /// <param name="tokens">Of each text, where its tokens' vectors are put.</param>
    public static List<EncodingPass> Of(int[][] ids, float[][] vectors, int most, float[][]? tokens = null)
    {
        var order = Enumerable.Range(0, ids.Length).ToArray();
        Array.Sort(order, (a, b) => ids[b].Length != ids[a].Length ? ids[b].Length.CompareTo(ids[a].Length) : a.CompareTo(b));
        var passes = new List<EncodingPass>();
        for (var begin = 0; begin < order.Length;)
        {
            var end = begin + 1;
            for (var count = ids[order[begin]].Length; end < order.Length && count + ids[order[end]].Length <= most; end++)
            {
                count += ids[order[end]].Length;
            }

            var texts = order[begin..end];
            passes.Add(new EncodingPass(Array.ConvertAll(texts, text => ids[text]), Array.ConvertAll(texts, text => vectors[text]), tokens is null ? null : Array.ConvertAll(texts, text => tokens[text])));
            begin = end;
        }

        return passes;
    }
}
