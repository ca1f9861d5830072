using System.Security.Cryptography;
using System.Text;
using Cortex.Contract.Errors;
using Cortex.Engine.Storage;

namespace Cortex.Engine.Access;

/// <summary>The secret that opens the HTTP door of one library: 256 random bits in a file that only the owner can read.</summary>
public sealed class AccessToken
{
    private const int Bytes = 32, MinLength = 32;
    private readonly byte[] _hash;
    private readonly byte[] _key;

    private AccessToken(string value)
    {
        Value = value;
        _key = Encoding.UTF8.GetBytes(value);
        _hash = SHA256.HashData(_key);
    }

    public string Value { get; }

    /// <summary>Reads the library's token, made at its first use.</summary>
    public static AccessToken Load(LibraryFolder folder)
    {
        try
        {
            // Of those who start at once, one makes the token and all read it.
            if (!File.Exists(folder.Token)) LibraryFolder.TryCreatePrivate(folder.Token, NewSecret());
            MakePrivate(folder.Token);
            var text = File.ReadAllText(folder.Token).Trim();
            return text.Length >= MinLength ? new AccessToken(text) : Create(folder);
        }
        catch (Exception error) when (error is UnauthorizedAccessException or IOException)
        {
            throw new CortexException(ErrorCode.FileNotReadable, $"The token in {folder.Token} cannot be read: {error.Message}", error);
        }
    }

    /// <summary>Replaces the token and revokes every browser session; running servers close what used them.</summary>
    public static AccessToken Rotate(Database database)
    {
        var token = Create(database.Folder);
        database.Writer.Run(Durability.Captured, db =>
        {
            db.Execute("DELETE FROM sessions");
            db.Execute("INSERT INTO library (key, value) VALUES ('access_epoch', ?1) ON CONFLICT (key) DO UPDATE SET value = ?1", Guid.NewGuid().ToString("N"));
        });
        return token;
    }

    /// <summary>Takes the same time whatever differs.</summary>
    public bool Matches(string presented) => CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(presented)), _hash);

    /// <summary>Shows to one who knows the token that this process knows it too, without telling it.</summary>
    public string Prove(string challenge) => Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes("cortex-identity:" + challenge)));

    internal static string NewSecret() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Bytes));

    // A copy from elsewhere may have come with another mode.
    private static void MakePrivate(string file)
    {
        const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;
        if (OperatingSystem.IsWindows()) return;
        var mode = File.GetUnixFileMode(file);
        if ((mode & Others) != 0) File.SetUnixFileMode(file, mode & ~Others);
    }

    private static AccessToken Create(LibraryFolder folder)
    {
        var value = NewSecret();
        LibraryFolder.WritePrivate(folder.Token, value);
        return new AccessToken(value);
    }
}
