using System.Diagnostics;

namespace Cortex.Engine.Secrets;

/// <summary>The keys in the environment: hidden in what is written, and kept from the programs that are started.</summary>
public static class KeyEnvironment
{
    /// <summary>The key that a provider's variable holds; null where it holds none.</summary>
    public static ProviderKey? Find(KeyProvider provider, Func<string, string?> environment) => ProviderKey.ParseOrNull(environment(provider.Variable));

    /// <summary>Hides every key of the environment from now on: see <see cref="SecretText"/>.</summary>
    public static void Hide(Func<string, string?> environment)
    {
        foreach (var provider in KeyProvider.All)
        {
            // Also what is too odd to be used as a key.
            if (environment(provider.Variable) is { } text) SecretText.Hide(text.Trim());
        }
    }

    /// <summary>The same start without the keys: other programs have no use for them.</summary>
    public static ProcessStartInfo WithoutKeys(this ProcessStartInfo start)
    {
        foreach (var provider in KeyProvider.All) start.Environment.Remove(provider.Variable);
        return start;
    }
}
