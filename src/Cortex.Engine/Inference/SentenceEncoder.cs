using System.Collections.Concurrent;
using Cortex.Engine.Inference.Bert;
using Cortex.Engine.Inference.Kernels;

namespace Cortex.Engine.Inference;

/// <summary>
/// Turns texts into unit vectors whose inner product says how close they are in meaning. Thread-safe: a query of one
/// text goes before the batches of others. A text's vector is the same to the bit alone, in any batch, and with any
/// number of threads.
/// </summary>
public sealed class SentenceEncoder : IDisposable
{
    /// <summary>
    /// Tokens that go through the model together: enough rows for the products, few enough to be a small piece of work.
    /// A longer text makes a pass by itself.
    /// </summary>
    private const int PassTokens = 288;

    private static readonly TimeSpan BulkPatience = TimeSpan.FromMilliseconds(20);

    private readonly BertModel _model;
    private readonly EncodingGate _gate;
    private readonly ConcurrentBag<BertWorkspace> _spaces = [];
    private readonly Lock _lock = new();
    private int _users = 1;
    private bool _disposed;

    private SentenceEncoder(BertModel model, SentenceEncoderOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Threads, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxTokens, 2);
        _model = model;
        Threads = options.Threads;
        MaxTokens = Math.Min(options.MaxTokens, model.Shape.Context);
        _gate = new EncodingGate(Threads, BulkPatience);
    }

    /// <summary>The model's own name for itself.</summary>
    public string ModelName => _model.Name;

    public int Dimensions => _model.Shape.Hidden;

    public int Threads { get; }

    public int MaxTokens { get; }

    /// <exception cref="CortexException"><c>model_invalid</c>, saying what is wrong with the file.</exception>
    public static SentenceEncoder Load(string path, SentenceEncoderOptions? options = null)
    {
        options ??= new SentenceEncoderOptions();
        return new SentenceEncoder(BertModel.Load(path, options.Simd ?? Simd.Best), options);
    }

    /// <summary>The vector of a query: at once, on the calling thread, before any batch.</summary>
    public float[] Encode(string text, CancellationToken cancel = default)
    {
        Enter();
        try
        {
            float[][] vectors = [];
            var ids = _model.Tokenizer.Encode(text, MaxTokens);
            _gate.Urgently(() => vectors = Pass([ids], cancel.ThrowIfCancellationRequested), cancel);
            return vectors[0];
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>
    /// The vectors of a few texts and of each of their tokens: at once, before any batch, on up to <see cref="Threads"/> threads.
    /// For a person who waits, so a text's beginning and no more than some thousand tokens altogether.
    /// </summary>
    public EncodedText[] EncodeTokens(IReadOnlyList<string> texts, CancellationToken cancel = default)
    {
        Enter();
        try
        {
            var ids = texts.Select(text => _model.Tokenizer.Encode(text, MaxTokens)).ToArray();
            var encoded = new EncodedText[ids.Length];
            var passes = Passes(ids);
            Parallel.For(0, passes.Count, new ParallelOptions { MaxDegreeOfParallelism = Threads, CancellationToken = cancel }, number =>
            {
                int[][] pass = [.. passes[number].Select(text => ids[text])];
                var tokens = new float[pass.Length][];
                float[][] vectors = [];
                _gate.Urgently(() => vectors = Pass(pass, cancel.ThrowIfCancellationRequested, tokens), cancel);
                for (var i = 0; i < pass.Length; i++) encoded[passes[number][i]] = new EncodedText(vectors[i], tokens[i]);
            });
            return encoded;
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>How many tokens a text has, without the two that enclose it.</summary>
    public int CountTokens(ReadOnlySpan<char> text) => _model.Tokenizer.CountTokens(text);

    /// <summary>The vectors of many texts, in their order: in the background of queries, on up to <see cref="Threads"/> threads, the caller's among them.</summary>
    public float[][] EncodeBatch(IReadOnlyList<string> texts, CancellationToken cancel = default)
    {
        Enter();
        try
        {
            cancel.ThrowIfCancellationRequested();
            var ids = new int[texts.Count][];
            SharedWork.Run(texts.Count, texts.Count < 32 ? 1 : Threads, i =>
            {
                cancel.ThrowIfCancellationRequested();
                ids[i] = _model.Tokenizer.Encode(texts[i], MaxTokens);
            });

            var vectors = new float[texts.Count][];
            var passes = Passes(ids);
            SharedWork.Run(passes.Count, Threads, i => _gate.InBulk(() => RunPass(passes[i], ids, vectors, cancel), cancel));
            return vectors;
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>
    /// How near each of some sentences is to a query, by the words that stand in them and those like them: higher is nearer. Some
    /// microseconds a sentence, where their vectors would take milliseconds; to choose one of a passage that the vectors have found.
    /// </summary>
    public float[] Relevance(string query, IReadOnlyList<string> sentences)
    {
        Enter();
        try
        {
            return WordAlignment.Score(_model, query, sentences);
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>The memory goes when the last call in progress is done.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            if (_disposed)
            {
                return;
            }

            _disposed = true;
        }

        Leave();
    }

    // The longest first: what is left for the end is short, and the threads end together.
    private static List<int[]> Passes(int[][] ids)
    {
        var order = Enumerable.Range(0, ids.Length).ToArray();
        Array.Sort(order, (a, b) => ids[b].Length != ids[a].Length ? ids[b].Length.CompareTo(ids[a].Length) : a.CompareTo(b));
        var passes = new List<int[]>();
        for (var begin = 0; begin < order.Length;)
        {
            var end = begin + 1;
            for (var tokens = ids[order[begin]].Length; end < order.Length && tokens + ids[order[end]].Length <= PassTokens; end++)
            {
                tokens += ids[order[end]].Length;
            }

            passes.Add(order[begin..end]);
            begin = end;
        }

        return passes;
    }

    private void RunPass(int[] texts, int[][] ids, float[][] vectors, CancellationToken cancel)
    {
        var found = Pass([.. texts.Select(text => ids[text])], () => _gate.GiveWay(cancel));
        for (var i = 0; i < texts.Length; i++)
        {
            vectors[texts[i]] = found[i];
        }
    }

    private float[][] Pass(int[][] texts, Action breathe, float[][]? tokens = null)
    {
        var space = Workspace(texts.Sum(text => text.Length), texts.Max(text => text.Length));
        try
        {
            return BertPass.Run(_model, space, texts, breathe, tokens);
        }
        finally
        {
            _spaces.Add(space);
        }
    }

    private BertWorkspace Workspace(int tokens, int longest)
    {
        if (_spaces.TryTake(out var space))
        {
            if (space.Tokens >= tokens && space.Longest >= longest)
            {
                return space;
            }

            space.Dispose();
        }

        // Made for most of what may come, so that it seldom has to be made again.
        return new BertWorkspace(_model.Shape, _model.Kernels, Math.Max(tokens, PassTokens), Math.Max(longest, Math.Min(MaxTokens, PassTokens)));
    }

    private void Enter()
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            _users++;
        }
    }

    private void Leave()
    {
        lock (_lock)
        {
            if (--_users > 0)
            {
                return;
            }
        }

        foreach (var space in _spaces)
        {
            space.Dispose();
        }

        _gate.Dispose();
        _model.Dispose();
    }
}
