using Cortex.Contract.Errors;
using Cortex.Engine.Secrets;

namespace Cortex.Engine.Tests.Secrets;

/// <summary>A keychain that counts what it is asked, fails and waits when told. The real ones are tested by <c>KeyringTests</c>.</summary>
internal sealed class MemoryKeychain : ISecretStore
{
    private int _reads;

    public Dictionary<string, string> Secrets { get; } = [];
    public int Reads => _reads;
    public string? Trouble { get; set; }

    /// <summary>Loses what is written, and says nothing.</summary>
    public bool Drops { get; init; }

    /// <summary>Answers no read before its caller gives up.</summary>
    public bool Hangs { get; set; }

    public string Name => "keychain";

    public void Prepare(CancellationToken ct) => Fail();

    public bool Has(string account, CancellationToken ct)
    {
        Fail();
        return Secrets.ContainsKey(account);
    }

    public string? Read(string account, CancellationToken ct)
    {
        Interlocked.Increment(ref _reads);
        Fail();
        if (Hangs)
        {
            ct.WaitHandle.WaitOne();
            ct.ThrowIfCancellationRequested();
        }

        return Secrets.GetValueOrDefault(account);
    }

    public void Write(string account, string secret, CancellationToken ct)
    {
        Fail();
        if (!Drops) Secrets[account] = secret;
    }

    public bool Delete(string account, CancellationToken ct)
    {
        Fail();
        return Secrets.Remove(account);
    }

    private void Fail()
    {
        if (Trouble is { } trouble) throw new CortexException(ErrorCode.KeychainUnavailable, trouble);
    }
}
