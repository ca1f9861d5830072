using System.Text;

namespace Cortex.Engine.Sources;

/// <summary>Files that hold keys, passwords or tokens, by their name and by how they begin.</summary>
internal static class SecretFiles
{
    /// <summary>Keys are short; a long text that begins by quoting one is a text.</summary>
    public const long MaxKeyFileBytes = 64 * 1024;

    private static readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase)
    {
        ".env", ".envrc", "id_rsa", "id_dsa", "id_ecdsa", "id_ed25519", "id_ecdsa_sk", "id_ed25519_sk", "id_xmss",
        ".netrc", "_netrc", ".npmrc", ".pypirc", ".pgpass", "pgpass.conf", ".my.cnf", ".htpasswd", "htpasswd",
        ".git-credentials", ".dockercfg", ".s3cfg", ".boto", ".vault-token", "kubeconfig",
        "credentials", "credentials.json", "secrets.json", "secrets.yml", "secrets.yaml", "secrets.toml",
        "wallet.dat", "terraform.tfstate", "terraform.tfstate.backup", "master.key",
    };

    private static readonly string[] _endings =
    [
        ".env", ".pem", ".key", ".p8", ".p12", ".pfx", ".pkcs12", ".jks", ".keystore", ".bcfks", ".kdb", ".kdbx", ".ppk",
        ".gpg", ".ovpn", ".keytab",
    ];

    private static readonly string[] _examples = [".example", ".sample", ".template"];

    public static bool HasSecretName(string name)
    {
        if (_names.Contains(name))
        {
            return true;
        }

        if (name.StartsWith(".env.", StringComparison.OrdinalIgnoreCase))
        {
            return !EndsWithAny(name, _examples);
        }

        return EndsWithAny(name, _endings) || IsCloudKey(name)
            || (name.StartsWith("ssh_host_", StringComparison.Ordinal) && name.EndsWith("_key", StringComparison.Ordinal));
    }

    /// <summary>A Keynote presentation, which shares its ending with private keys and is a ZIP archive.</summary>
    public static bool IsPresentation(string name, ReadOnlySpan<byte> head) =>
        name.EndsWith(".key", StringComparison.OrdinalIgnoreCase) && head.StartsWith("PK\x03\x04"u8);

    public static bool BeginsLikeKey(ReadOnlySpan<byte> head)
    {
        // PowerShell's ">" writes UTF-16.
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]))
        {
            head = Encoding.UTF8.GetBytes(Encoding.Unicode.GetString(head[2..Math.Min(head.Length & ~1, 512)]));
        }
        else if (head.StartsWith("\uFEFF"u8))
        {
            head = head[3..];
        }

        head = head.TrimStart(" \t\r\n"u8);
        if (head.StartsWith("PuTTY-User-Key-File"u8))
        {
            return true;
        }

        if (!head.StartsWith("-----BEGIN "u8))
        {
            return false;
        }

        var end = head.IndexOfAny((byte)'\n', (byte)'\r');
        return (end < 0 ? head : head[..end]).IndexOf("PRIVATE KEY"u8) >= 0;
    }

    private static bool IsCloudKey(string name) =>
        name.EndsWith(".json", StringComparison.OrdinalIgnoreCase)
        && (name.StartsWith("service-account", StringComparison.OrdinalIgnoreCase)
            || name.StartsWith("service_account", StringComparison.OrdinalIgnoreCase)
            || name.StartsWith("serviceAccountKey", StringComparison.OrdinalIgnoreCase)
            || name.StartsWith("client_secret", StringComparison.OrdinalIgnoreCase)
            || name.Contains("-firebase-adminsdk-", StringComparison.OrdinalIgnoreCase));

    private static bool EndsWithAny(string name, string[] endings)
    {
        foreach (var ending in endings)
        {
            if (name.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
