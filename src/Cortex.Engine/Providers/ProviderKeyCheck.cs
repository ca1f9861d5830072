using Cortex.Contract.Errors;
using Cortex.Engine.Secrets;

namespace Cortex.Engine.Providers;

/// <summary>Asks a provider, where the settings say it is, whether it takes a key that is not stored yet.</summary>
/// <param name="with">The providers, with this key in the place of the one they have.</param>
public sealed class ProviderKeyCheck(string provider, ModelRouter router, Func<string, IReadOnlyList<IModelProvider>> with) : IKeyCheck
{
    public string Provider => provider;

    public async Task CheckAsync(ProviderKey key, CancellationToken ct)
    {
        var asked = with(key.Reveal()).First(one => one.Id == provider);
        router.CheckMode(asked);
        try
        {
            await asked.TestAsync(ct).WaitAsync(ProviderDirectory.Patience, ct);
        }
        catch (ProviderException error) when (error.Failure == ProviderFailure.Unauthorized)
        {
            throw new CortexException(ErrorCode.KeyRejected, $"{error.Message} Nothing was stored.", error);
        }
        catch (TimeoutException error)
        {
            throw new ProviderException(provider, ProviderFailure.TimedOut, $"{asked.Name} at {asked.Address} did not answer within {ProviderDirectory.Patience.TotalSeconds:0} s.", error);
        }
    }
}
