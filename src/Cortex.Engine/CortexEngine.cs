using System.Security.Cryptography;
using Cortex.Contract.Models;
using Cortex.Contract.Processing;
using Cortex.Engine.Access;
using Cortex.Engine.Answers;
using Cortex.Engine.Answers.Graph;
using Cortex.Engine.Conversations;
using Cortex.Engine.Digest;
using Cortex.Engine.Embeddings;
using Cortex.Engine.Events;
using Cortex.Engine.Export;
using Cortex.Engine.Inference;
using Cortex.Engine.Jobs;
using Cortex.Engine.Jobs.Power;
using Cortex.Engine.Knowledge.Chunking;
using Cortex.Engine.Knowledge.Connections;
using Cortex.Engine.Knowledge.Duplicates;
using Cortex.Engine.Knowledge.Items;
using Cortex.Engine.Network;
using Cortex.Engine.Processing;
using Cortex.Engine.Providers;
using Cortex.Engine.Providers.Calls;
using Cortex.Engine.Search;
using Cortex.Engine.Secrets;
using Cortex.Engine.Settings;
using Cortex.Engine.Sources;
using Cortex.Engine.Sources.Exports;
using Cortex.Engine.Sources.Folders;
using Cortex.Engine.Sources.Uploads;
using Cortex.Engine.Sources.Web;
using Cortex.Engine.Storage;
using Cortex.Engine.VectorSearch;
using Cortex.Engine.Workflows;
using Cortex.Engine.Workflows.Checkpoints;

namespace Cortex.Engine;

/// <summary>The engine over one library, composed: what every door opens and calls. Parts that cost something are made at their first use.</summary>
public sealed class CortexEngine : IAsyncDisposable
{
    private const int MaxRetried = 1000;
    private const long MiB = 1024 * 1024;
    private readonly Lazy<ChangeFeed> _feed;
    private readonly Lazy<JobRunner> _runner;
    private readonly Lazy<FolderWatching> _watching;
    private readonly bool _serves;
    private Task _digesting = Task.CompletedTask;

    private CortexEngine(Database database, bool serves)
    {
        _serves = serves;
        Database = database;
        Settings = new SettingsStore(database, Environment.GetEnvironmentVariable);
        Network = new NetworkLog(database);
        Keys = ProviderKeys.OfUser(database.Time);
        var ai = new AiSettings(Settings);
        Providers = new ProviderList(ai, Environment.GetEnvironmentVariable(ProviderOptions.ScriptVariable) is { Length: > 0 } script ? script : null, KeyOf, Network, database.Time);
        Ai = new ModelRouter(ai, Providers.Current, new ModelCallLog(database), database.Time, NextRandom);
        Items = new Library(database);
        Tags = new Tagging(database);
        List = new ItemList(database);
        Duplicates = new DuplicateFinder(database);
        Folders = new FollowedFolders(database, () => Settings.Int(BuiltInSettings.MaxFileMib) * 1024L * 1024L);
        Connections = new ConnectionFinder(database);
        Graph = new ItemGraphReader(database);
        Exports = new ExportImporter(database);
        Importer = new Importer(Items, Folders, Exports);
        Language = new LibraryLanguage(database);
        Vectors = new VectorIndex(database.Folder, database.Time, Environment.ProcessorCount);
        Similar = new SimilarItems(database, Vectors);
        SavedSearches = new SavedSearches(database);
        var remote = new RemoteModels(Ai);
        Models = new EmbeddingModels(database.Time, remote);
        ModelChoice = new ModelChoice(database, Settings, Ai, remote);
        ProviderDirectory = new ProviderDirectory(ai, Ai, Providers.Current, database.Time);
        AiConfiguration = new AiConfiguration(Settings, ai, Ai, Keys);
        Pages = new PageImporter(Items, database.Time, Fetching, Network);
        Uploads = new UploadImporter(Items, () => new ScanOptions { MaxFileBytes = Settings.Int(BuiltInSettings.MaxFileMib) * MiB });
        Export = new LibraryExport(database);
        Takeover = new LibraryTakeover(database);
        Ledger = new Ledger(database);
        Runs = new WorkflowRuns(database);
        Workflows = new WorkflowRunner(database.Time, NextRandom, new NodeResults(database), RunEvents.Publish);
        Search = new LibrarySearch(database, Vectors, Language, Models, Ai, Workflows);
        var passages = new HybridPassages(database, Vectors, Models);
        var encoder = () => EncoderCache.OfProcess(ModelLocator.Find(ModelLocator.EncoderFile)).Borrow();
        Answers = new AnswerEngine(database, passages, encoder, Ai, Workflows);
        // A model that was not there is looked for again: the failure is not kept.
        var chunker = new Lazy<Chunker>(() => new Chunker(WordPieceTokenizer.Load(ModelLocator.Find(ModelLocator.EncoderFile))), LazyThreadSafetyMode.PublicationOnly);
        var processing = new ItemProcessing(database, chunker, Vectors, Ai, Workflows, Math.Max(1, Environment.ProcessorCount / 2));
        var answering = new AnswerNodes(database, passages, encoder, Ai, new ConversationStore(database));
        var answers = AnswerGraph.Build(answering);
        Digests = new LibraryDigests(database, Workflows, Runs, new DigestNodes(database, new FoundConnections(Connections, Similar), new ForgottenItems(database, Similar, Search), Ai), () => Settings.Text(BuiltInSettings.Digest));
        Graphs = [processing.Graph, Search.Graph, answers, Digests.Graph];
        Conversations = new ConversationService(database, Workflows, Runs, answering, answers, new SqliteCheckpoints(database));
        Pause = new Pause(database);
        Pace = new BackgroundPace(database.Time, PowerSupply.OfMachine(database.Time), () => Settings.Text(BuiltInSettings.OnBattery));
        Sessions = new BrowserSessions(database);
        KeyChecks = [.. KeyProvider.All.Select(provider => new ProviderKeyCheck(provider.Id, Ai, Providers.With))];
        _feed = new Lazy<ChangeFeed>(() => new ChangeFeed(database));
        _watching = new Lazy<FolderWatching>(() => new FolderWatching(database, _feed.Value, Folders));
        var parallelism = new Lazy<int>(Parallelism);
        _runner = new Lazy<JobRunner>(() =>
        {
            var embedding = new EmbeddingWorker(database, _feed.Value, Models, chunker, WriteVectors, new EmbeddingChoice(database, ai, Ai, remote), Pace);
            // What cannot be embedded now is connected by what else is known of it.
            var later = new BackgroundStages(database, _feed.Value, processing.Later, parallelism.Value, Pace, isAwaitedComing: () => embedding.Trouble is null);
            return new JobRunner(database, _feed.Value, [processing.Words], parallelism.Value, UpkeepAsync, new CombinedWork(embedding, later));
        });
    }

    public Database Database { get; }
    public SettingsStore Settings { get; }
    public NetworkLog Network { get; }

    /// <summary>Whoever runs models, and how each is reached.</summary>
    public ProviderList Providers { get; }

    /// <summary>Who answers which task.</summary>
    public ModelRouter Ai { get; }
    public Library Items { get; }
    public Tagging Tags { get; }
    public ItemList List { get; }
    public DuplicateFinder Duplicates { get; }
    public FollowedFolders Folders { get; }
    public ConnectionFinder Connections { get; }
    public ItemGraphReader Graph { get; }
    public Importer Importer { get; }
    public ExportImporter Exports { get; }
    public VectorIndex Vectors { get; }
    public LibraryLanguage Language { get; }
    public PageImporter Pages { get; }
    public UploadImporter Uploads { get; }
    public LibraryExport Export { get; }
    public LibraryTakeover Takeover { get; }
    public LibrarySearch Search { get; }
    public SimilarItems Similar { get; }
    public SavedSearches SavedSearches { get; }
    public AnswerEngine Answers { get; }
    public ConversationService Conversations { get; }
    public LibraryDigests Digests { get; }

    /// <summary>Every graph there is; each stands in the slice that it orchestrates.</summary>
    public IReadOnlyList<IGraph> Graphs { get; }
    public Ledger Ledger { get; }
    /// <summary>Runs graphs.</summary>
    public WorkflowRunner Workflows { get; }

    /// <summary>The runs of graphs, of every process.</summary>
    public WorkflowRuns Runs { get; }

    /// <summary>What happens in the runs of this process, live.</summary>
    public RunEvents RunEvents { get; } = new();
    public Pause Pause { get; }
    public BackgroundPace Pace { get; }
    public EmbeddingModels Models { get; }
    public ModelChoice ModelChoice { get; }
    public ProviderDirectory ProviderDirectory { get; }
    public AiConfiguration AiConfiguration { get; }
    public BrowserSessions Sessions { get; }

    /// <summary>Of this process's user, whatever the library.</summary>
    public ProviderKeys Keys { get; }

    /// <summary>Each asks a provider whether it takes a key.</summary>
    public IReadOnlyList<IKeyCheck> KeyChecks { get; }
    public ChangeFeed Feed => _feed.Value;
    public JobRunner Runner => _runner.Value;

    /// <summary>Follows the folders in this process, once it is started.</summary>
    public FolderWatching Watching => _watching.Value;

    /// <summary>The verb of a process that answers others while it works.</summary>
    public const string ServeVerb = "serve";

    /// <param name="verb">What this process does, for others who must wait for it.</param>
    /// <exception cref="CortexException">the library cannot be opened; the message says why and what to do</exception>
    public static CortexEngine Open(LibraryFolder folder, TimeProvider time, string verb)
    {
        var database = Database.Open(folder, time, verb);
        try
        {
            var engine = new CortexEngine(database, verb == ServeVerb);
            // A config.yaml that cannot be read is told now, not by the first part that asks.
            engine.Settings.All();
            return engine;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>The index ledger, how far the meaning is, and what keeps it.</summary>
    public QueueStatus QueueStatus(int jobs) => Ledger.Status(jobs) with { Embedding = EmbeddingStatus().Status, Pause = Pause.Of(), Power = Pace.Power() };

    /// <summary>How far the meaning is, and of how many items.</summary>
    public (EmbeddingStatus Status, long Items) EmbeddingStatus() => Database.ReadSnapshot(db =>
        (EmbeddingProgress.Of(db, _runner.IsValueCreated ? _runner.Value.BackgroundTrouble : null), db.Long("SELECT count(*) FROM items WHERE deleted_at IS NULL") ?? 0));

    /// <summary>Who runs models, what they have, and what each task asks.</summary>
    public async Task<ModelsOverview> ModelsAsync(CancellationToken cancellation)
    {
        var embedding = ModelChoice.Report();
        return new ModelsOverview
        {
            Mode = Settings.Text(BuiltInSettings.AiMode),
            Providers = await ProviderDirectory.ListAsync(cancellation),
            Tasks = ProviderDirectory.Tasks(),
            Embedding = embedding.Embedding,
            Building = embedding.Building,
        };
    }

    /// <summary>Tries failed jobs again: those of the named items, or all.</summary>
    /// <exception cref="CortexException">unknown id, too many ids</exception>
    public Task<int> RetryAsync(IReadOnlyList<string>? itemIds)
    {
        if (itemIds?.Count > MaxRetried) throw CortexException.Invalid("item_ids", $"Must be at most {MaxRetried:N0} ids.");
        for (var i = 0; i < itemIds?.Count; i++)
        {
            if (itemIds[i] is null) throw CortexException.Invalid($"item_ids[{i}]", "Must be a string.");
        }

        return Database.Writer.RunAsync(Durability.Captured, db =>
        {
            if (itemIds is null) return JobQueue.RetryFailed(db, itemId: null, Database.Now);
            foreach (var id in itemIds) ItemReader.GetSummary(db, id);
            return itemIds.Sum(id => JobQueue.RetryFailed(db, id, Database.Now));
        });
    }

    public async ValueTask DisposeAsync()
    {
        await Conversations.DisposeAsync();
        if (_watching.IsValueCreated) await _watching.Value.DisposeAsync();
        if (_runner.IsValueCreated) await _runner.Value.DisposeAsync();
        await _digesting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_feed.IsValueCreated) await _feed.Value.DisposeAsync();
        Uploads.Dispose();
        Digests.Dispose();
        Keys.Dispose();
        Vectors.Dispose();
        Database.Dispose();
    }

    private async Task UpkeepAsync(CancellationToken cancellation)
    {
        await new Upkeep(Database, () => Settings.Int(BuiltInSettings.TrashDays)).RunAsync(cancellation);
        await Conversations.EmptyTrashAsync(Database.Now - (long)TimeSpan.FromDays(Settings.Int(BuiltInSettings.TrashDays)).TotalMilliseconds, cancellation);
        // A model may take its time over one; what was captured does not wait for it.
        if (_digesting.IsCompleted) _digesting = Task.Run(() => MakeDigestsAsync(cancellation), cancellation);
    }

    private async Task MakeDigestsAsync(CancellationToken cancellation)
    {
        try
        {
            await Digests.ResumeAsync(cancellation);
            await Digests.MakeDueAsync(cancellation);
        }
        catch (CortexException)
        {
            // Its run says what went wrong; it is tried again tomorrow.
        }
    }

    // 0 to 1
    private static double NextRandom() => RandomNumberGenerator.GetInt32(1 << 20) / (double)(1 << 20);

    // Asked on the thread of a request that needs it; the keychain has a thread of its own, and a limit.
    private string? KeyOf(string provider) => KeyProvider.All.Any(known => known.Id == provider) ? Keys.FindAsync(provider, CancellationToken.None).GetAwaiter().GetResult().Key?.Reveal() : null;

    // Who has just embedded leaves the next process a file to map.
    private Task WriteVectors(Generation generation, CancellationToken cancellation)
    {
        Database.ReadSnapshot(db => Vectors.WriteFileIfStale(db, generation.Id, generation.Dimensions));
        return Task.CompletedTask;
    }

    private FetchOptions Fetching() => new()
    {
        Rules = new AddressRules(Settings.Int(BuiltInSettings.AllowPrivateAddresses) == 1),
        UseProxy = Settings.Int(BuiltInSettings.UseProxy) == 1,
    };

    // Who serves keeps half of the cores for those who ask; an import has them all.
    private int Parallelism() => Settings.Int(BuiltInSettings.ProcessingThreads) is > 0 and var threads ? threads
        : _serves ? Math.Max(1, Environment.ProcessorCount / 2) : Environment.ProcessorCount;
}
