using Cortex.Contract.Errors;
using Cortex.Contract.Secrets;

namespace Cortex.Engine.Secrets;

/// <summary>Puts the key of a provider into the keychain, and takes it out.</summary>
/// <param name="checks">At most one a provider; a key of the others is stored unasked.</param>
public sealed class ProviderLogin(ProviderKeys keys, IReadOnlyList<IKeyCheck> checks)
{
    /// <summary>Before a person is asked for the key: fails where it could not be kept.</summary>
    /// <exception cref="CortexException">unknown provider, no keychain; the message says what to do</exception>
    public Task PrepareAsync(string provider, CancellationToken ct) => keys.PrepareAsync(KeyProvider.Find(provider), ct);

    /// <exception cref="CortexException">unknown provider, no key, the provider does not take it, no keychain: nothing is stored then</exception>
    public async Task<LoginReport> LoginAsync(string provider, string text, bool check, CancellationToken ct)
    {
        var named = KeyProvider.Find(provider);
        var key = ProviderKey.Parse(text);
        if (key.Reveal().Length < SecretText.MinLength) throw new CortexException(ErrorCode.InvalidArgument, $"This is no key: it has fewer than {SecretText.MinLength} characters.");
        var asked = check ? checks.FirstOrDefault(one => one.Provider == named.Id) : null;
        var note = asked is not null ? await CheckAsync(asked, named, key, ct) : check ? $"Cortex cannot ask {named.Name} whether it takes the key." : "Not asked for.";
        await keys.StoreAsync(named, key, ct);
        return new LoginReport(named.Id, KeyOrigin.Keychain, note is null, note);
    }

    /// <exception cref="CortexException">unknown provider, no keychain</exception>
    public async Task<LogoutReport> LogoutAsync(string provider, CancellationToken ct)
    {
        var named = KeyProvider.Find(provider);
        var removed = await keys.ForgetAsync(named, ct);
        var left = await keys.StatusAsync(named.Id, ct);
        return new LogoutReport(named.Id, removed, left.Origin, named.Variable);
    }

    // Why it was not asked; null: it takes the key.
    private static async Task<string?> CheckAsync(IKeyCheck check, KeyProvider provider, ProviderKey key, CancellationToken ct)
    {
        try
        {
            await check.CheckAsync(key, ct);
            return null;
        }
        catch (CortexException error) when (error.Code == ErrorCode.ProviderNotAllowed)
        {
            return error.Message;
        }
        catch (CortexException error) when (error.Code != ErrorCode.KeyRejected)
        {
            throw new CortexException(error.Code, $"{provider.Name} could not be asked whether it takes the key, which is not stored: {error.Message} `cortex login {provider.Id} --no-check` stores it without asking.", error);
        }
    }
}
