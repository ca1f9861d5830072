using Cortex.Contract.Errors;

namespace Cortex.Engine.Secrets;

/// <summary>A provider that is called with a key: its id, also the keychain's account, and the environment variable that people use for it.</summary>
public sealed record KeyProvider(string Id, string Name, string Variable)
{
    /// <summary>Every provider with a key.</summary>
    public static IReadOnlyList<KeyProvider> All { get; } =
    [
        new("openai", "OpenAI", "OPENAI_API_KEY"),
        new("anthropic", "Anthropic", "ANTHROPIC_API_KEY"),
        new("ollama", "Ollama", "OLLAMA_API_KEY"),
    ];

    /// <exception cref="CortexException">there is no such provider; the message does not repeat the text, which may be a key in the wrong place</exception>
    public static KeyProvider Find(string id) => All.FirstOrDefault(provider => provider.Id == id)
        ?? throw new CortexException(ErrorCode.InvalidArgument, $"There is no provider of this name that takes a key. There are: {string.Join(", ", All.Select(provider => provider.Id))}.");
}
