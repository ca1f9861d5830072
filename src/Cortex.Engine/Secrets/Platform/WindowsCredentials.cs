using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text;

namespace Cortex.Engine.Secrets.Platform;

/// <summary>Generic credentials of Windows' Credential Manager, kept on this machine for this user.</summary>
internal sealed unsafe partial class WindowsCredentials : ISecretStore
{
    private const uint Generic = 1, LocalMachine = 2;
    private const int NotFound = 1168, NoLogonSession = 1312;
    private const string Library = "advapi32.dll";

    public string Name => "Credential Manager";

    // It is unlocked while its user is signed in.
    public void Prepare(CancellationToken ct) => Read("", ct);

    public bool Has(string account, CancellationToken ct) => Read(account, ct) is not null;

    public string? Read(string account, CancellationToken ct)
    {
        if (CredRead(Target(account), Generic, 0, out var credential) == 0) return ThrowUnlessNotFound<string?>(null);
        try
        {
            return Encoding.UTF8.GetString(credential->Blob, checked((int)credential->BlobSize));
        }
        finally
        {
            CredFree(credential);
        }
    }

    public void Write(string account, string secret, CancellationToken ct)
    {
        var bytes = Encoding.UTF8.GetBytes(secret);
        try
        {
            fixed (byte* blob = bytes)
            fixed (char* target = Target(account), user = account)
            {
                var credential = new Credential { Type = Generic, TargetName = target, UserName = user, Blob = blob, BlobSize = (uint)bytes.Length, Persist = LocalMachine };
                if (CredWrite(&credential, 0) == 0) throw Failure(Marshal.GetLastPInvokeError());
            }
        }
        finally
        {
            Array.Clear(bytes);
        }
    }

    public bool Delete(string account, CancellationToken ct) => CredDelete(Target(account), Generic, 0) != 0 || ThrowUnlessNotFound(false);

    private static string Target(string account) => $"cortex:{account}";

    private static T ThrowUnlessNotFound<T>(T none) => Marshal.GetLastPInvokeError() is NotFound ? none : throw Failure(Marshal.GetLastPInvokeError());

    private static CortexException Failure(int error) => SecretStores.Unavailable(error == NoLogonSession
        ? "Windows keeps no credentials for this session (a service, or a remote sign-in without a password). Run this after signing in at the machine."
        : $"The Credential Manager cannot be used: {new Win32Exception(error).Message}");

    [LibraryImport(Library, EntryPoint = "CredReadW", SetLastError = true, StringMarshalling = StringMarshalling.Utf16)]
    private static partial int CredRead(string target, uint type, uint flags, out Credential* credential);

    [LibraryImport(Library, EntryPoint = "CredWriteW", SetLastError = true)]
    private static partial int CredWrite(Credential* credential, uint flags);

    [LibraryImport(Library, EntryPoint = "CredDeleteW", SetLastError = true, StringMarshalling = StringMarshalling.Utf16)]
    private static partial int CredDelete(string target, uint type, uint flags);

    [LibraryImport(Library)]
    private static partial void CredFree(Credential* credential);

    /// <summary>CREDENTIALW.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Credential
    {
        public uint Flags;
        public uint Type;
        public char* TargetName;
        public char* Comment;
        public long LastWritten;
        public uint BlobSize;
        public byte* Blob;
        public uint Persist;
        public uint AttributeCount;
        public void* Attributes;
        public char* TargetAlias;
        public char* UserName;
    }
}
