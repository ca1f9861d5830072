using System.Text;

namespace Cortex.Engine.Secrets.Platform;

/// <summary>
/// One conversation with the Secret Service: its own session, in which secrets travel encrypted, and nothing kept after it,
/// so that a service that was started again is found again.
/// </summary>
internal sealed class SecretSession : IDisposable
{
    private const string Application = "cortex", SchemaName = "cortex.ProviderKey", DefaultAlias = "default";
    private const string Remedy = "Install and unlock one: GNOME Keyring (sudo apt install gnome-keyring), KWallet, or KeePassXC with its Secret Service integration.";

    // A service answers in milliseconds; one that must first be started, in a second or two.
    private static readonly TimeSpan ForService = TimeSpan.FromSeconds(10);

    // A person types a password.
    private static readonly TimeSpan ForPerson = TimeSpan.FromSeconds(120);

    private readonly TimeProvider _time;
    private readonly CancellationToken _ct;
    private readonly nint _bus;
    private readonly nint _service;
    private readonly nint _schema;

    private SecretSession(TimeProvider time, CancellationToken ct)
    {
        _time = time;
        _ct = ct;
        _bus = Call(ForService, (cancellable, out error) => GLib.ConnectToSessionBus(cancellable, out error));
        try
        {
            _service = Call(ForService, (cancellable, out error) => LibSecret.OpenService(LibSecret.ServiceType(), 0, LibSecret.OpenSession, cancellable, out error));
        }
        catch
        {
            GLib.Release(_bus);
            throw;
        }

        var names = GLib.Names("application", "account");
        _schema = LibSecret.NewSchema(SchemaName, 0, names);
        GLib.FreeTable(names);
    }

    private delegate T NativeCall<out T>(nint cancellable, out nint error);

    /// <exception cref="CortexException">no libsecret, no bus, no service</exception>
    public static SecretSession Open(TimeProvider time, CancellationToken ct)
    {
        SessionBus.Require();
        return new SecretSession(time, ct);
    }

    /// <summary>Makes the collection ready that secrets are stored in; its owner is asked where it is locked or not there yet.</summary>
    public void UnlockDefaultCollection()
    {
        var collection = Call(ForService, (cancellable, out error) => LibSecret.CollectionForAlias(_service, DefaultAlias, 0, cancellable, out error));
        if (collection == 0)
        {
            collection = Call(ForPerson, (cancellable, out error) => LibSecret.CreateCollection(_service, "Default keyring", DefaultAlias, 0, cancellable, out error));
            if (collection == 0) throw Dismissed("There is no keychain yet, and none was made");
        }

        try
        {
            if (LibSecret.IsCollectionLocked(collection) != 0) Unlock(collection);
        }
        finally
        {
            GLib.Release(collection);
        }
    }

    /// <summary>Whether there is an item, locked or not.</summary>
    public bool Has(string account)
    {
        var item = Search(account, 0, ForService);
        if (item == 0) return false;
        GLib.Release(item);
        return true;
    }

    public string? Read(string account)
    {
        var item = FindUnlocked(account);
        if (item == 0) return null;
        try
        {
            var value = LibSecret.SecretOf(item);
            if (value == 0) throw SecretStores.Unavailable("The keychain holds a key but does not give it out. Unlock it and try again.");
            try
            {
                return GLib.Text(LibSecret.TextOf(value));
            }
            finally
            {
                LibSecret.FreeValue(value);
            }
        }
        finally
        {
            GLib.Release(item);
        }
    }

    public void Write(string account, string secret)
    {
        var bytes = Encoding.UTF8.GetBytes(secret);
        var value = LibSecret.NewValue(bytes, bytes.Length, "text/plain");
        Array.Clear(bytes);
        var attributes = Attributes(account);
        try
        {
            var stored = Call(ForPerson, (cancellable, out error) => LibSecret.Store(_service, _schema, attributes, 0, $"Cortex: API key of {account}", value, cancellable, out error));
            if (stored == 0) throw Dismissed("The keychain has not taken the key");
        }
        finally
        {
            GLib.FreeTable(attributes);
            LibSecret.FreeValue(value);
        }
    }

    public bool Delete(string account)
    {
        // Only what is unlocked is removed.
        var item = FindUnlocked(account);
        if (item == 0) return false;
        GLib.Release(item);
        var attributes = Attributes(account);
        try
        {
            return Call(ForPerson, (cancellable, out error) => LibSecret.Clear(_service, _schema, attributes, cancellable, out error)) != 0;
        }
        finally
        {
            GLib.FreeTable(attributes);
        }
    }

    public void Dispose()
    {
        LibSecret.FreeSchema(_schema);
        GLib.Release(_service);
        GLib.Release(_bus);
    }

    private static nint Attributes(string account) => GLib.Table(("application", Application), ("account", account));

    private static CortexException Dismissed(string what) =>
        SecretStores.Unavailable($"{what}: its prompt was dismissed or could not be shown. Unlock the keychain (in GNOME: Passwords and Keys; KeePassXC: open the database) and try again.");

    // 0 where there is none.
    private nint FindUnlocked(string account)
    {
        var item = Search(account, LibSecret.SearchLoadSecrets, ForService);
        if (item == 0 || LibSecret.IsItemLocked(item) == 0) return item;
        GLib.Release(item);
        item = Search(account, LibSecret.SearchLoadSecrets | LibSecret.SearchUnlock, ForPerson);
        if (item == 0 || LibSecret.IsItemLocked(item) == 0) return item;
        GLib.Release(item);
        throw Dismissed("The keychain is locked");
    }

    private nint Search(string account, int flags, TimeSpan limit)
    {
        var attributes = Attributes(account);
        try
        {
            return GLib.TakeFirst(Call(limit, (cancellable, out error) => LibSecret.Search(_service, _schema, attributes, flags, cancellable, out error)));
        }
        finally
        {
            GLib.FreeTable(attributes);
        }
    }

    private void Unlock(nint collection)
    {
        var objects = GLib.Append(0, collection);
        try
        {
            var count = Call(ForPerson, (cancellable, out error) =>
            {
                var done = LibSecret.Unlock(_service, objects, cancellable, out var unlocked, out error);
                if (GLib.TakeFirst(unlocked) is not 0 and var first) GLib.Release(first);
                return done;
            });
            if (count == 0) throw Dismissed("The keychain is locked");
        }
        finally
        {
            GLib.FreeList(objects);
        }
    }

    // Gives up when the time is over or the caller does.
    private T Call<T>(TimeSpan limit, NativeCall<T> call)
    {
        var cancellable = GLib.NewCancellable();
        try
        {
            T result;
            nint error;
            using (var over = new CancellationTokenSource(limit, _time))
            {
                using (_ct.Register(() => GLib.Cancel(cancellable)))
                using (over.Token.Register(() => GLib.Cancel(cancellable))) result = call(cancellable, out error);
                if (error == 0) return result;
                var (message, remoteName) = GLib.Take(error);
                _ct.ThrowIfCancellationRequested();
                throw over.IsCancellationRequested ? TimedOut(limit) : Explain(message, remoteName);
            }
        }
        finally
        {
            GLib.Release(cancellable);
        }
    }

    private static CortexException TimedOut(TimeSpan limit) => limit == ForPerson
        ? SecretStores.Unavailable($"The keychain's prompt was not answered within {limit.TotalSeconds:0} seconds. Unlock the keychain and try again.")
        : SecretStores.Unavailable($"The Secret Service does not answer within {limit.TotalSeconds:0} seconds. Sign out and in again, or start its program anew.");

    private static CortexException Explain(string message, string? remoteName) => remoteName switch
    {
        "org.freedesktop.DBus.Error.ServiceUnknown" or "org.freedesktop.DBus.Error.NameHasNoOwner" => SecretStores.Unavailable($"No program of this session keeps secrets (Secret Service). {Remedy}"),
        "org.freedesktop.Secret.Error.IsLocked" => Dismissed("The keychain is locked"),
        _ => SecretStores.Unavailable($"The Secret Service cannot be used: {message.TrimEnd('.')}. {Remedy}"),
    };
}
