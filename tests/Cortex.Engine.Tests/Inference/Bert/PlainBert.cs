namespace Cortex.Engine.Tests.Inference.Bert;

/// <summary>The same model computed as the books have it, in double precision.</summary>
internal sealed class PlainBert(TinyBert model)
{
    public float[] Encode(int[] tokens)
    {
        var states = tokens.Select((token, position) => Norm("token_embd_norm", [.. Enumerable.Range(0, model.Hidden).Select(i =>
            (double)model["token_embd.weight"][(token * model.Hidden) + i] + model["position_embd.weight"][(position * model.Hidden) + i]
            + (model.Types ? model["token_types.weight"][i] : 0))])).ToArray();
        for (var block = 0; block < model.Blocks; block++)
        {
            var name = $"blk.{block}.";
            var mixed = Attend(name, states);
            states = [.. states.Select((state, i) =>
            {
                var middle = Norm(name + "attn_output_norm", Sum(state, Linear(name + "attn_output", mixed[i])));
                var up = Linear(name + "ffn_up", middle).Select(x => x * 0.5 * (1 + Erf(x / Math.Sqrt(2)))).ToArray();
                return Norm(name + "layer_output_norm", Sum(middle, Linear(name + "ffn_down", up)));
            })];
        }

        var pooled = model.Pooling switch
        {
            2 => states[0],
            3 => states[^1],
            _ => states.Aggregate(Sum),
        };
        var length = Math.Sqrt(pooled.Sum(x => x * x));
        return [.. pooled.Select(x => (float)(x / length))];
    }

    /// <summary>By a series whose terms all have one sign, so that nothing cancels.</summary>
    public static double Erf(double x)
    {
        double term = x, sum = x;
        for (var n = 1; n < 400; n++)
        {
            term *= 2 * x * x / ((2 * n) + 1);
            sum += term;
        }

        return 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
    }

    private double[][] Attend(string name, double[][] states)
    {
        var queries = states.Select(state => Linear(name + "attn_q", state)).ToArray();
        var keys = states.Select(state => Linear(name + "attn_k", state)).ToArray();
        var values = states.Select(state => Linear(name + "attn_v", state)).ToArray();
        var width = model.Hidden / model.Heads;
        return [.. queries.Select(query =>
        {
            var mixed = new double[model.Hidden];
            for (var head = 0; head < model.Heads; head++)
            {
                var range = Enumerable.Range(head * width, width).ToArray();
                var weights = keys.Select(key => Math.Exp(range.Sum(i => query[i] * key[i]) / Math.Sqrt(width))).ToArray();
                foreach (var i in range)
                {
                    mixed[i] = values.Select((value, j) => value[i] * weights[j]).Sum() / weights.Sum();
                }
            }

            return mixed;
        })];
    }

    private double[] Linear(string name, double[] input)
    {
        var weight = model[name + ".weight"];
        var outputs = weight.Length / input.Length;
        return [.. Enumerable.Range(0, outputs).Select(o =>
            input.Select((x, i) => x * weight[(o * input.Length) + i]).Sum() + (model.Has(name + ".bias") ? model[name + ".bias"][o] : 0))];
    }

    private double[] Norm(string name, double[] x)
    {
        var mean = x.Average();
        var factor = 1 / Math.Sqrt(x.Average(value => (value - mean) * (value - mean)) + model.Epsilon);
        return [.. x.Select((value, i) => ((value - mean) * factor * model[name + ".weight"][i]) + model[name + ".bias"][i])];
    }

    private static double[] Sum(double[] a, double[] b) => [.. a.Zip(b, (x, y) => x + y)];
}
