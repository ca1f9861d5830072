using System.Collections.Concurrent;
using Cortex.Contract.Errors;
using Cortex.Contract.Secrets;

namespace Cortex.Engine.Secrets;

/// <summary>
/// The API keys of providers: from the keychain, else from the environment. What was found is kept in memory for a short
/// while only, so that a login or logout by another process is noticed.
/// </summary>
public sealed class ProviderKeys : IDisposable
{
    /// <summary>How long an answer of the keychain is good for, also that it could not be asked: its prompt is not to come up at each call.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(30);

    private readonly ISecretStore _store;
    private readonly Func<string, string?> _environment;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<string, Kept> _kept = new(StringComparer.Ordinal);

    // One question at a time: two of the same would have the keychain prompt twice.
    private readonly SemaphoreSlim _asking = new(1);

    public ProviderKeys(ISecretStore store, Func<string, string?> environment, TimeProvider time)
    {
        _store = store;
        _environment = environment;
        _time = time;
        KeyEnvironment.Hide(environment);
    }

    /// <summary>The keys of this process's user.</summary>
    public static ProviderKeys OfUser(TimeProvider time) => new(SecretStores.OfSystem(time), Environment.GetEnvironmentVariable, time);

    /// <summary>The key to call a provider with.</summary>
    /// <exception cref="CortexException">unknown provider; <see cref="ErrorCode.KeyMissing"/>, which says what to do</exception>
    public async Task<ProviderKey> RequireAsync(string provider, CancellationToken ct)
    {
        var found = await FindAsync(provider, ct);
        if (found.Key is { } key) return key;
        var named = KeyProvider.Find(provider);
        throw found.Trouble is { } trouble
            ? SecretStores.Unavailable($"{trouble} Or set {named.Variable} in the environment.")
            : new CortexException(ErrorCode.KeyMissing, $"There is no API key for {named.Name}. Store it with `cortex login {named.Id}`, or set {named.Variable} in the environment.");
    }

    /// <summary>The key to call a provider with, and where it comes from.</summary>
    /// <exception cref="CortexException">unknown provider</exception>
    public async Task<FoundKey> FindAsync(string provider, CancellationToken ct)
    {
        var named = KeyProvider.Find(provider);
        var kept = await AskAsync(named, ct);
        if (kept.Key is { } stored) return new FoundKey(stored, KeyOrigin.Keychain, null);
        var fallback = KeyEnvironment.Find(named, _environment);
        return new FoundKey(fallback, fallback is null ? KeyOrigin.None : KeyOrigin.Environment, kept.Trouble);
    }

    /// <summary>Whether there is a key, and where it comes from. The key is not read, and nobody is asked to unlock anything.</summary>
    /// <exception cref="CortexException">unknown provider</exception>
    public async Task<KeyStatus> StatusAsync(string provider, CancellationToken ct)
    {
        var named = KeyProvider.Find(provider);
        var (stored, trouble) = await HasAsync(named, ct);
        var origin = stored ? KeyOrigin.Keychain : KeyEnvironment.Find(named, _environment) is not null ? KeyOrigin.Environment : KeyOrigin.None;
        return new KeyStatus(named.Id, origin != KeyOrigin.None, origin, named.Variable, trouble);
    }

    /// <summary><see cref="StatusAsync"/> of every provider that takes a key.</summary>
    public async Task<KeysReport> ReportAsync(CancellationToken ct)
    {
        var keys = new List<KeyStatus>();
        foreach (var provider in KeyProvider.All) keys.Add(await StatusAsync(provider.Id, ct));
        return new KeysReport(keys);
    }

    public void Dispose() => _asking.Dispose();

    internal Task PrepareAsync(KeyProvider provider, CancellationToken ct) => CallAsync(provider, token =>
    {
        _store.Prepare(token);
        return true;
    }, NotStored(provider), ct);

    /// <exception cref="CortexException">the keychain has not taken the key</exception>
    internal async Task StoreAsync(KeyProvider provider, ProviderKey key, CancellationToken ct) => await CallAsync(provider, token =>
    {
        _store.Write(provider.Id, key.Reveal(), token);
        // Some keychains drop what the user was asked about and did not allow, and say nothing.
        if (_store.Read(provider.Id, token) != key.Reveal()) throw SecretStores.Unavailable($"The {_store.Name} has not kept the key. Unlock it and try again.");
        return true;
    }, NotStored(provider), ct);

    internal Task<bool> ForgetAsync(KeyProvider provider, CancellationToken ct) => CallAsync(provider, token => _store.Delete(provider.Id, token), advice: "", ct);

    private static string NotStored(KeyProvider provider) => $" The key was stored nowhere. Without a keychain, set {provider.Variable} in the environment.";

    private async Task<T> CallAsync<T>(KeyProvider provider, Func<CancellationToken, T> call, string advice, CancellationToken ct)
    {
        await _asking.WaitAsync(ct);
        try
        {
            return await KeychainCall.RunAsync(_store, call, _time, ct);
        }
        catch (CortexException error) when (error.Code == ErrorCode.KeychainUnavailable)
        {
            throw SecretStores.Unavailable($"{error.Message}{advice}", error);
        }
        finally
        {
            _kept.TryRemove(provider.Id, out _);
            _asking.Release();
        }
    }

    private async Task<(bool Stored, string? Trouble)> HasAsync(KeyProvider provider, CancellationToken ct)
    {
        if (Fresh(provider) is { } known) return (known.Key is not null, known.Trouble);
        try
        {
            return (await KeychainCall.RunAsync(_store, token => _store.Has(provider.Id, token), _time, ct), null);
        }
        catch (CortexException error) when (error.Code == ErrorCode.KeychainUnavailable)
        {
            return (false, error.Message);
        }
    }

    private async Task<Kept> AskAsync(KeyProvider provider, CancellationToken ct)
    {
        if (Fresh(provider) is { } known) return known;
        await _asking.WaitAsync(ct);
        try
        {
            if (Fresh(provider) is { } meanwhile) return meanwhile;
            var kept = await ReadAsync(provider, ct);
            return _kept[provider.Id] = kept;
        }
        finally
        {
            _asking.Release();
        }
    }

    private async Task<Kept> ReadAsync(KeyProvider provider, CancellationToken ct)
    {
        try
        {
            var text = await KeychainCall.RunAsync(_store, token => _store.Read(provider.Id, token), _time, ct);
            var key = ProviderKey.ParseOrNull(text);
            var trouble = text is not null && key is null ? $"What the {_store.Name} holds for {provider.Name} is no key. Store it again with `cortex login {provider.Id}`." : null;
            return new Kept(key, trouble, _time.GetTimestamp());
        }
        catch (CortexException error) when (error.Code == ErrorCode.KeychainUnavailable)
        {
            return new Kept(null, error.Message, _time.GetTimestamp());
        }
    }

    private Kept? Fresh(KeyProvider provider) => _kept.TryGetValue(provider.Id, out var kept) && _time.GetElapsedTime(kept.At) < Lifetime ? kept : null;

    private sealed record Kept(ProviderKey? Key, string? Trouble, long At);
}
