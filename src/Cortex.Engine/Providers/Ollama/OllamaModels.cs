using System.Collections.Concurrent;
using System.Text.Json;

namespace Cortex.Engine.Providers.Ollama;

/// <summary>What Ollama has, and what its models can do.</summary>
internal sealed class OllamaModels(OllamaConnection connection)
{
    // To be asked for one by one: many are not looked into.
    private const int MostDescribed = 100, AtOnce = 4;

    // A model's abilities stay as they are while its name stands for the same bytes.
    private readonly ConcurrentDictionary<string, ModelAbilities> _abilities = new(StringComparer.Ordinal);

    public async Task<IReadOnlyList<ProviderModel>> ListAsync(CancellationToken cancellation)
    {
        using var answer = await connection.GetAsync("api/tags", cancellation);
        if (!answer.RootElement.TryGetProperty("models", out var list) || list.ValueKind is not (JsonValueKind.Array or JsonValueKind.Null)) throw OllamaFailures.New(ProviderFailure.BadAnswer, "What answers in Ollama's place gives no list of models. CORTEX_OLLAMA_HOST says where Ollama is.");
        var listed = answer.RootElement.List("models").Select(model => (Name: model.Text("name") ?? model.Text("model"), Size: model.Number("size"), Digest: model.Text("digest") ?? "")).Where(model => model.Name is not null).ToList();
        using var some = new SemaphoreSlim(AtOnce);
        return await Task.WhenAll(listed.Select(async (model, index) =>
        {
            if (index >= MostDescribed) return new ProviderModel(model.Name!, model.Size);
            await some.WaitAsync(cancellation);
            try
            {
                var able = await AbilitiesAsync(model.Name!, cancellation, model.Digest);
                return new ProviderModel(model.Name!, model.Size, able.ContextTokens, able.Chats, able.Embeds);
            }
            catch (ProviderException)
            {
                // It is there, and what it can do shows when it is asked.
                return new ProviderModel(model.Name!, model.Size);
            }
            finally
            {
                some.Release();
            }
        }));
    }

    /// <exception cref="ProviderException">no such model, or Ollama is not there</exception>
    public async Task<ModelAbilities> AbilitiesAsync(string model, CancellationToken cancellation, string digest = "")
    {
        var key = $"{model}\n{digest}";
        if (_abilities.TryGetValue(key, out var known)) return known;
        using var answer = await connection.PostAsync("api/show", OllamaRequest.ForModel(model), model, cancellation);
        return _abilities[key] = Read(answer.RootElement);
    }

    /// <summary>Whether a model is in memory; null where Ollama does not say.</summary>
    public async Task<bool?> IsLoadedAsync(string model, CancellationToken cancellation)
    {
        try
        {
            using var answer = await connection.GetAsync("api/ps", cancellation);
            return answer.RootElement.List("models").Any(loaded => IsSame(loaded.Text("model"), model) || IsSame(loaded.Text("name"), model));
        }
        catch (ProviderException error) when (error.Failure is ProviderFailure.Refused or ProviderFailure.ServerError or ProviderFailure.BadAnswer)
        {
            return null;
        }
    }

    private static ModelAbilities Read(JsonElement shown)
    {
        int? context = null;
        if (shown.TryGetProperty("model_info", out var info) && info.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in info.EnumerateObject())
            {
                if (property.Name.EndsWith(".context_length", StringComparison.Ordinal) && property.Value.ValueKind == JsonValueKind.Number && property.Value.TryGetInt32(out var length) && length > 0) context = length;
            }
        }

        // Older versions do not list them.
        var can = shown.List("capabilities").Where(ability => ability.ValueKind == JsonValueKind.String).Select(ability => ability.GetString()!).ToHashSet(StringComparer.Ordinal);
        return can.Count == 0
            ? new ModelAbilities(context, Chats: null, Embeds: null, Tools: null, Thinks: null)
            : new ModelAbilities(context, can.Contains("completion"), can.Contains("embedding"), can.Contains("tools"), can.Contains("thinking"));
    }

    private static bool IsSame(string? loaded, string model) => loaded is not null && Calls.ModelName.IsSame(model, loaded);
}

/// <summary>What a model can do; null where Ollama does not say.</summary>
/// <param name="ContextTokens">The most that it reads at once.</param>
internal sealed record ModelAbilities(int? ContextTokens, bool? Chats, bool? Embeds, bool? Tools, bool? Thinks);
