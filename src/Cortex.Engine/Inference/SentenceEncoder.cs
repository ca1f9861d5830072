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

    /// <summary>Of the threads that batches run on; as long as Linux shows.</summary>
    internal const string BulkThreadName = "cortex-encoder";

    private static readonly TimeSpan BulkPatience = TimeSpan.FromMilliseconds(20);

    private static readonly TimeSpan IdleTime = TimeSpan.FromSeconds(5);

    private readonly BertModel _model;
    private readonly EncodingGate _gate;
    private readonly BulkThreads _bulk;

    // Apart, and without locks: a query must never wait for a thread of a lower priority.
    private readonly ConcurrentStack<BertWorkspace> _querySpaces = [];
    private readonly ConcurrentStack<BertWorkspace> _bulkSpaces = [];
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
        _bulk = new BulkThreads(BulkThreadName, Threads, lowered: !options.BatchesInForeground, IdleTime);
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
            var vector = new float[Dimensions];
            var pass = new EncodingPass([_model.Tokenizer.Encode(text, MaxTokens)], [vector]);
            _gate.Urgently(() => Run(pass, _querySpaces, cancel.ThrowIfCancellationRequested), cancel);
            return vector;
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
            var encoded = Array.ConvertAll(ids, text => new EncodedText(new float[Dimensions], new float[(text.Length - 2) * Dimensions]));
            var passes = EncodingPass.Of(ids, Array.ConvertAll(encoded, text => text.Vector), PassTokens, Array.ConvertAll(encoded, text => text.Tokens));
            Parallel.ForEach(passes, new ParallelOptions { MaxDegreeOfParallelism = Threads, CancellationToken = cancel }, pass =>
                _gate.Urgently(() => Run(pass, _querySpaces, cancel.ThrowIfCancellationRequested), cancel));
            return encoded;
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>How many tokens a text has, without the two that enclose it.</summary>
    public int CountTokens(ReadOnlySpan<char> text) => _model.Tokenizer.CountTokens(text);

    /// <summary>
    /// The vectors of many texts, in their order: in the background of queries, on up to <see cref="Threads"/> threads
    /// that all batches share and that give the cores to whoever else wants them. The caller waits.
    /// </summary>
    public float[][] EncodeBatch(IReadOnlyList<string> texts, CancellationToken cancel = default)
    {
        Enter();
        try
        {
            cancel.ThrowIfCancellationRequested();

            // All that takes managed memory is done here: see BulkThreads. Tokenizing is a thousandth of the work.
            var ids = new int[texts.Count][];
            var vectors = new float[texts.Count][];
            for (var i = 0; i < ids.Length; i++)
            {
                cancel.ThrowIfCancellationRequested();
                ids[i] = _model.Tokenizer.Encode(texts[i], MaxTokens);
                vectors[i] = new float[Dimensions];
            }

            if (ids.Length > 0)
            {
                RunInBulk(EncodingPass.Of(ids, vectors, PassTokens), cancel);
            }

            return vectors;
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>
    /// How close sentences are to a query, from -1 to 1, by the meaning of their words one by one: good enough to say
    /// which sentence of a passage it was found for, and a thousandth of the work of their vectors. On the calling thread.
    /// </summary>
    /// <returns>One for each sentence, whatever the others are; -1 where it or the query has no words.</returns>
    public float[] Relevance(string query, IReadOnlyList<string> sentences)
    {
        Enter();
        try
        {
            return WordAlignment.Score(_model, Words(query), [.. sentences.Select(Words)]);
        }
        finally
        {
            Leave();
        }

        int[] Words(string text) => _model.Tokenizer.Encode(text, MaxTokens)[1..^1];
    }

    /// <summary>The memory goes when the last call in progress is done.</summary>
    public void Dispose()
    {
        if (!Interlocked.Exchange(ref _disposed, true))
        {
            Leave();
        }
    }

    private void RunInBulk(List<EncodingPass> passes, CancellationToken cancel)
    {
        // A cancelled call returns before its last passes end: they use the encoder in their own right.
        Interlocked.Increment(ref _users);
        Action breathe = () => _gate.GiveWay(cancel);
        _bulk.Run(passes.Count, RunOne, Leave, cancel);

        void RunOne(int number)
        {
            breathe();
            Run(passes[number], _bulkSpaces, breathe);
        }
    }

    private void Run(EncodingPass pass, ConcurrentStack<BertWorkspace> spaces, Action breathe)
    {
        var space = Workspace(spaces, pass.Tokens, pass.Longest);
        try
        {
            BertPass.Run(_model, space, pass.Ids, pass.Vectors, breathe, pass.TokenStates);
        }
        finally
        {
            spaces.Push(space);
        }
    }

    private BertWorkspace Workspace(ConcurrentStack<BertWorkspace> spaces, int tokens, int longest)
    {
        if (spaces.TryPop(out var space))
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
        // Without a lock, as all that a query does. Nobody comes in when the last has left.
        int users;
        do
        {
            users = Volatile.Read(ref _users);
            ObjectDisposedException.ThrowIf(users == 0 || Volatile.Read(ref _disposed), this);
        }
        while (Interlocked.CompareExchange(ref _users, users + 1, users) != users);
    }

    private void Leave()
    {
        if (Interlocked.Decrement(ref _users) > 0)
        {
            return;
        }

        foreach (var space in _querySpaces.Concat(_bulkSpaces))
        {
            space.Dispose();
        }

        _bulk.Dispose();
        _gate.Dispose();
        _model.Dispose();
    }
}
