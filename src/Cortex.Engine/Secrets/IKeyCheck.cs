using Cortex.Contract.Errors;

namespace Cortex.Engine.Secrets;

/// <summary>Asks a provider whether it takes a key, before the key is stored.</summary>
public interface IKeyCheck
{
    /// <summary>The provider's id.</summary>
    string Provider { get; }

    /// <summary>Ends when the provider takes the key.</summary>
    /// <exception cref="CortexException"><see cref="ErrorCode.KeyRejected"/>: it does not; <see cref="ErrorCode.ProviderNotAllowed"/>: the mode forbids to ask; any other code: it could not be asked</exception>
    Task CheckAsync(ProviderKey key, CancellationToken ct);
}
