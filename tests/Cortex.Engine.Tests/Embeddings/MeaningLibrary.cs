using Cortex.Contract.Items;
using Cortex.Engine.Embeddings;
using Cortex.Engine.Events;
using Cortex.Engine.Inference;
using Cortex.Engine.Jobs;
using Cortex.Engine.Jobs.Power;
using Cortex.Engine.Knowledge.Chunking;
using Cortex.Engine.Processing;
using Cortex.Engine.Providers;
using Cortex.Engine.Providers.Calls;
using Cortex.Engine.Settings;
using Cortex.Engine.Storage;
using Cortex.Engine.VectorSearch;
using Cortex.Engine.Workflows;
using Cortex.Engine.Tests.Inference;
using Cortex.Engine.Tests.Inference.Bert;
using Cortex.Engine.Tests.Inference.Gguf;
using Cortex.Engine.Tests.Storage;

namespace Cortex.Engine.Tests.Embeddings;

/// <summary>A library whose passages get vectors: by the real encoder, or by an invented one that takes no time.</summary>
internal sealed class MeaningLibrary : IAsyncDisposable
{
    /// <summary>The collection of tests that keep the processor busy: side by side they would only wait for each other.</summary>
    public const string OneAtATime = "embedding";

    private static readonly Lazy<Chunker> SharedChunker = new(() => new Chunker(WordPieceTokenizer.Load(Repository.Model)));
    private readonly string _models = Directory.CreateTempSubdirectory("cortex-models-").FullName;

    // It goes on threads behind all others, on a machine that may be busy.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private ChangeFeed? _feed;
    private JobRunner? _runner;

    public MeaningLibrary(TimeProvider? time = null) => Files = new TemporaryLibrary(time);

    public TemporaryLibrary Files { get; }
    public Database Database => Files.Database;
    public ChangeFeed Feed => _feed ??= new ChangeFeed(Database);
    public static Chunker Chunker => SharedChunker.Value;

    /// <summary>What processes words in place of the stage itself.</summary>
    public IStageHandler? Words { get; set; }

    /// <summary>How much of the machine the background takes.</summary>
    public BackgroundPace? Pace { get; set; }

    public Generation? Active => Database.Read(Generations.Active);
    public Generation? Building => Database.Read(Generations.Building);
    public long Open => Database.Read(db => Ledger.Open(db, Stage.Words) + Ledger.Open(db, Stage.Meaning));
    public long OpenMeaning => Database.Read(db => Ledger.Open(db, Stage.Meaning));
    public Exception? Trouble => _runner?.BackgroundTrouble;

    /// <summary>It is opened anew at its next use.</summary>
    public async Task CloseAsync()
    {
        await StopAsync();
        if (_feed is not null) await _feed.DisposeAsync();
        _feed = null;
        Files.Close();
    }

    public void Write(Action<Db> work) => Database.Writer.Run(Durability.Derived, work);

    /// <summary>Works what is item by item, and nothing in the background.</summary>
    public async Task IndexWordsAsync()
    {
        await using var runner = NewRunner();
        Assert.True(await runner.TryDrainAsync(CancellationToken.None));
    }

    public void Start()
    {
        _runner = NewRunner();
        _runner.Start();
    }

    public async Task StopAsync()
    {
        if (_runner is not null) await _runner.DisposeAsync();
        _runner = null;
    }

    public void UntilDone()
    {
        var done = SpinWait.SpinUntil(() => Open == 0, Patience);
        Assert.True(done, $"Waited {Patience.TotalSeconds:0} s for all to be embedded; {Open} wait. {Trouble}");
    }

    public static void Until(Func<bool> condition, string what) => Assert.True(SpinWait.SpinUntil(condition, Patience), $"Waited {Patience.TotalSeconds:0} s for: {what}");

    public async Task EmbedAsync()
    {
        Start();
        UntilDone();
        await StopAsync();
    }

    /// <summary>Begins a generation; the first is active at once.</summary>
    public Generation Begin(string? model) => Database.Writer.Run(Durability.Captured, db => Generations.Begin(db, EmbeddingModels.Describe(model), Database.Now));

    /// <summary>A small model file with invented weights.</summary>
    public string Model(string name, int hidden = 24)
    {
        var path = Path.Combine(_models, name + ".gguf");
        var model = new TinyBert { Hidden = hidden };
        File.WriteAllBytes(path, model.ToFile(metadata: file =>
        {
            model.Metadata(file);
            file.Text("general.name", name);
        }));
        return path;
    }

    public string ModelPath(string name) => Path.Combine(_models, name);

    public long VectorsOf(Generation generation) => Database.Read(db => VectorStore.Count(db, generation));

    public List<VectorRow> Rows(Generation generation) => Database.Read(db => db.Query("""
        SELECT c.id, c.item_pk, c.title, c.text, v.seq, v.vector FROM chunks c LEFT JOIN vectors v ON v.chunk_id = c.id AND v.generation = ?1 ORDER BY c.id
        """, row => new VectorRow(row.Long(0), row.Long(1), row.Text(2), row.Text(3), row.LongOrNull(4), row.IsNull(5) ? null : row.Blob(5)), generation.Id));

    /// <summary>Every passage has one vector of a generation, and it is that of what the passage says.</summary>
    public List<VectorRow> AssertComplete(Generation generation)
    {
        var rows = Rows(generation);
        Assert.All(rows, row => Assert.NotNull(row.Blob));
        Assert.Equal(rows.Count, VectorsOf(generation));
        using var use = EncoderCache.OfProcess(generation.Location ?? Repository.Model).Borrow();
        var expected = use.Encoder.EncodeBatch([.. rows.Select(row => Input(row.Title, row.Text))]);
        foreach (var (row, vector) in rows.Zip(expected))
        {
            if (row.Text.Length == 0 && row.Title.Length == 0) Assert.Empty(row.Blob!);
            else Assert.True(Vectors.Cosine(vector, VectorBlob.Read(row.Blob)) > 0.999, $"passage {row.ChunkId} has the vector of something else than “{row.Text[..Math.Min(80, row.Text.Length)]}”");
        }

        return rows;
    }

    public static string Input(string title, string text) => title.Length == 0 ? text : $"{Chunker.TitleInFront(title)}\n{text}";

    public long Count(string sql) => Files.Count(sql);

    public string? State(string stage, long pk = 1) =>
        Database.Read(db => db.Text("SELECT status || coalesce(': ' || reason, '') FROM jobs WHERE item_pk = ?1 AND stage = ?2", pk, stage));

    /// <summary>A note of its own words.</summary>
    public static string Note(int n, int sentences = 2) =>
        string.Join(' ', Enumerable.Range(0, sentences).Select(i => $"Note {n} tells in sentence {i} of the ship {n * 31 + i} and what it carried to harbour {n % 17}."));

    public void AddNotes(int count, int from = 0) => Task.WaitAll(Enumerable.Range(from, count).Select(n => Files.Items.CreateAsync(new CreateItemRequest { Content = Note(n) })));

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        Files.Dispose();
        Directory.Delete(_models, recursive: true);
    }

    /// <summary>The stage that makes items found by their words.</summary>
    public IStageHandler WordsStage() => new ItemProcessing(Database, SharedChunker, new VectorIndex(Files.Folder, Files.Time, 1), new ModelRouter(new AiSettings(new SettingsStore(Database, _ => null)), () => [], new ModelCallLog(Database), Files.Time, () => 0),
        new WorkflowRunner(Files.Time, () => 0), lanes: 1).Words;

    private JobRunner NewRunner() => new(Database, Feed, [Words ?? WordsStage()], parallelism: 1,
        background: new EmbeddingWorker(Database, Feed, new EmbeddingModels(Files.Time), SharedChunker, pace: Pace));
}

/// <summary>A passage and its vector, if it has one.</summary>
internal sealed record VectorRow(long ChunkId, long ItemPk, string Title, string Text, long? Seq, byte[]? Blob);
