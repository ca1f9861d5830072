using Cortex.Contract.Errors;
using Cortex.Contract.Models;
using Cortex.Contract.Status;
using Cortex.Engine.Secrets;
using Cortex.Engine.Settings;

namespace Cortex.Engine.Providers;

/// <summary>The settings about models as one document, with who overrides what; and their change.</summary>
public sealed class AiConfiguration(SettingsStore settings, AiSettings ai, ModelRouter router, ProviderKeys keys)
{
    private static readonly (string Name, SettingDefinition Setting)[] Addresses =
        [(BuiltInProviders.Ollama, BuiltInSettings.OllamaHost), (BuiltInProviders.OpenAi, BuiltInSettings.OpenAiBaseUrl), (BuiltInProviders.Anthropic, BuiltInSettings.AnthropicBaseUrl)];

    public async Task<AiSettingsReport> ReportAsync(CancellationToken cancellation)
    {
        var all = settings.All().Settings;
        return new AiSettingsReport
        {
            Mode = all[BuiltInSettings.AiMode.Name],
            Tasks = Enum.GetValues<AiTask>().ToDictionary(WireName.Of, task => all[AiSettings.SettingOf(task).Name], StringComparer.Ordinal),
            Keys = (await keys.ReportAsync(cancellation)).Keys,
            Addresses = Addresses.ToDictionary(entry => entry.Name, entry => all[entry.Setting.Name], StringComparer.Ordinal),
        };
    }

    /// <summary>Changes what is named; null goes back to the default.</summary>
    /// <exception cref="CortexException">unknown names, values that cannot be, what is set elsewhere, a cloud provider while the mode is local</exception>
    public async Task<AiSettingsReport> UpdateAsync(UpdateAiSettingsRequest request, CancellationToken cancellation)
    {
        var errors = new List<FieldError>();
        var changes = new Dictionary<string, string?>(StringComparer.Ordinal);
        if (request.Mode is { } mode) Add("mode", BuiltInSettings.AiMode, mode);
        foreach (var (name, models) in request.Tasks ?? new Dictionary<string, string?>(StringComparer.Ordinal))
        {
            if (WireName.TryParse<AiTask>(name, out var task)) Add($"tasks.{name}", AiSettings.SettingOf(task), models);
            else errors.Add(new FieldError($"tasks.{name}", $"There is no such task: {string.Join(", ", WireName.All<AiTask>())}."));
        }

        foreach (var (name, address) in request.Addresses ?? new Dictionary<string, string?>(StringComparer.Ordinal))
        {
            if (Array.Find(Addresses, entry => entry.Name == name).Setting is { } setting) Add($"addresses.{name}", setting, address);
            else errors.Add(new FieldError($"addresses.{name}", $"There is no such provider: {string.Join(", ", Addresses.Select(entry => entry.Name))}."));
        }

        if (errors.Count > 0) throw CortexException.Invalid(errors);
        CheckModels(request);
        await settings.UpdateAsync(new UpdateSettingsRequest(changes));
        return await ReportAsync(cancellation);

        void Add(string field, SettingDefinition setting, string? value)
        {
            if (value is not null && setting.Check(value) is { } wrong) errors.Add(new FieldError(field, wrong));
            else if (settings.All().Settings[setting.Name] is { OverriddenBy: { } over } now && now.Value != (value ?? setting.Default)) errors.Add(new FieldError(field, $"Is set by {over}; change it there."));
            else changes[setting.Name] = value;
        }
    }

    // A model that can never be asked is told now, and not by the first question.
    private void CheckModels(UpdateAiSettingsRequest request)
    {
        var mode = request.Mode is { } text ? WireName.Parse<AiMode>(text) : ai.Mode;
        foreach (var model in (request.Tasks ?? new Dictionary<string, string?>(StringComparer.Ordinal)).Values.OfType<string>().SelectMany(AiSettings.Parse))
        {
            if (model.Provider is BuiltInProviders.BuiltIn or "gguf") continue;
            var provider = router.Provider(model);
            // An address that comes along may bring it to this machine.
            if (mode == AiMode.Local && request.Addresses?.ContainsKey(model.Provider) != true && !ModelRouter.IsLocal(provider))
                throw new ProviderException(provider.Id, ProviderFailure.NotAllowed, $"{model} is at {provider.Address!.Host}, and the mode is local: nothing is sent there. Set the mode to hybrid or cloud to allow it.");
        }
    }
}
