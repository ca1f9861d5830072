using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Cortex.Contract;
using Cortex.Engine.Embeddings;
using Cortex.Engine.Jobs;
using Cortex.Engine.Knowledge.Processing;
using Cortex.Engine.Processing.Discovery;
using Cortex.Engine.Providers;
using Cortex.Engine.Storage;
using Cortex.Engine.Understanding;
using Cortex.Engine.Workflows;

namespace Cortex.Engine.Processing;

/// <summary>
/// The nodes of <see cref="ProcessingGraph"/>, for the job of one stage. A node of another stage does nothing: its own job has done
/// it, perhaps in a run before this one.
/// </summary>
internal sealed class ProcessingNodes(string stage, Database database, ItemWords words, ModelRouter ai, ConnectionDiscovery discovery)
{
    /// <exception cref="SupersededException">a newer revision took its place</exception>
    public ProcessingState Classify(ProcessingState state, NodeContext context)
    {
        if (stage != Stage.Words) return state;
        var content = words.Read(state.ItemPk, state.Revision) ?? throw new SupersededException();
        return state with { Content = content, Format = WireName.Of(content.Format) };
    }

    public ProcessingState Parse(ProcessingState state, NodeContext context) =>
        stage != Stage.Words ? state : state with { Document = ItemWords.Parse(state.Content!, context.Cancellation) };

    public ProcessingState Chunk(ProcessingState state, NodeContext context)
    {
        if (stage != Stage.Words) return state;
        var (content, document) = (state.Content!, state.Document!);
        var passages = words.Cut(content, document);
        context.OnCommit(db => words.Write(db, state.ItemPk, state.Revision, content, document, passages));
        return state with { Language = passages.Language, Passages = passages.Chunks.Count, Content = null, Document = null };
    }

    /// <summary>The batches over many items make the vectors; what comes after waits until they have.</summary>
    public ProcessingState Embed(ProcessingState state, NodeContext context)
    {
        var (status, model) = database.ReadSnapshot(db => (db.Text("SELECT status FROM jobs WHERE item_pk = ?1 AND stage = 'meaning'", state.ItemPk), Generations.Active(db)?.Model));
        if (stage != Stage.Connections && status is "waiting" or "running") context.Ask("Its passages have no vectors yet; the batches make them.");
        if (status == "done" && model is not null) context.Used(model, inputTokens: null, outputTokens: null);
        return state with { Meaning = status };
    }

    /// <summary>The input's hash, for a model's answer; null where none is asked.</summary>
    public string? ExtractionKey(ProcessingState state)
    {
        if (!AsksModel(state)) return null;
        var input = Input(state);
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{input.Title}\n{input.Text}")));
        return $"{string.Join(' ', ai.ModelsOf(AiTask.Extraction))}\n{state.Tries}\n{hash}";
    }

    public async Task<ExtractionAttempt> ExtractAsync(ProcessingState state, NodeContext context)
    {
        if (stage != Stage.Extraction) return new ExtractionAttempt(Extraction: null, Failure: null);
        var input = Input(state);
        if (!AsksModel(state)) return new ExtractionAttempt(BuiltInExtractor.Extract(input, context.Cancellation), Failure: null);
        try
        {
            using var chat = ai.Chat(AiTask.Extraction)!;
            return new ExtractionAttempt(await ModelExtractor.ExtractAsync(chat, ai.ModelsOf(AiTask.Extraction)[0], input, answer => context.Used($"{answer.AnsweredBy}", answer.InputTokens, answer.OutputTokens), context.Cancellation), Failure: null);
        }
        catch (ProviderException failed)
        {
            return new ExtractionAttempt(BuiltInExtractor.Extract(input, context.Cancellation), failed.Message);
        }
    }

    public static ProcessingState Extracted(ProcessingState state, ExtractionAttempt attempt, NodeContext context)
    {
        var model = attempt.Extraction?.Model;
        if (model is not null) context.Used(model, inputTokens: null, outputTokens: null);
        return state with { Extraction = attempt.Extraction, Note = attempt.Failure ?? state.Note, Tries = model == Extraction.BuiltIn ? state.Tries : state.Tries + 1 };
    }

    /// <summary>Holds it against the text. A model's that is poor is made again, and in the end without a model.</summary>
    public ProcessingState Validate(ProcessingState state, NodeContext context)
    {
        if (stage != Stage.Extraction) return state with { Reasons = [] };
        if (state.Extraction is not { } extraction) return state with { Reasons = ["The answer holds no object."], Note = Disbelieved(["The answer holds no object."]) };
        var judged = ExtractionCheck.Judge(extraction, Input(state).Text);
        // What was counted has nothing better to come.
        if (judged.IsGood || extraction.Model == Extraction.BuiltIn) return state with { Extraction = judged.Kept, Model = extraction.Model, Reasons = judged.Reasons };
        return state with { Extraction = null, Reasons = judged.Reasons, Note = Disbelieved(judged.Reasons) };
    }

    public ProcessingState Store(ProcessingState state, NodeContext context)
    {
        if (stage != Stage.Extraction) return state;
        var extraction = ExtractionStore.Describe(state.Extraction!, state.Model == Extraction.BuiltIn ? state.Note : null);
        context.OnCommit(db => ExtractionStore.Replace(db, state.ItemPk, state.Revision, extraction));
        return state with { Extraction = null, Note = extraction.Note };
    }

    public ProcessingState Connect(ProcessingState state, NodeContext context)
    {
        var found = discovery.Find(state.ItemPk, state.Revision, context.Cancellation);
        context.OnCommit(db => ConnectionTable.Replace(db, found));
        return state with { Connections = found.Pairs.Count };
    }

    private static string Disbelieved(IReadOnlyList<string> reasons) => $"The model's answer was not believed: {string.Join(' ', reasons)}";

    private bool AsksModel(ProcessingState state) => stage == Stage.Extraction && state.Tries < ProcessingGraph.MostTries && ai.ModelsOf(AiTask.Extraction).Count > 0;

    private ExtractionInput Input(ProcessingState state) => database.Read(db => db.First("SELECT coalesce(r.text, r.content), r.blocks, i.title FROM revisions r JOIN items i ON i.pk = r.item_pk WHERE r.item_pk = ?1 AND r.revision = ?2",
        row => new ExtractionInput(row.Text(0), row.IsNull(1) ? [] : JsonSerializer.Deserialize(row.Text(1), CortexJson.Stored.ListBlock) ?? [], row.Text(2)), state.ItemPk, state.Revision)) ?? throw new SupersededException();
}
