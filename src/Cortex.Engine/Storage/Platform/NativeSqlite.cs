using System.Runtime.InteropServices;
using SQLitePCL;

namespace Cortex.Engine.Storage.Platform;

/// <summary>
/// Chooses the SQLite library: the system's where it is newer than the bundled one (it gets the distribution's fixes), else the bundle.
/// </summary>
public static class NativeSqlite
{
    /// <summary><c>CORTEX_SQLITE=bundled</c> takes the bundled library whatever the system has.</summary>
    public const string ChoiceVariable = "CORTEX_SQLITE";

    // The version of the bundle (SQLitePCLRaw 2.0.6); also the oldest SQL that the migrations may use.
    private static readonly Version Bundled = new(3, 35, 5);
    private static readonly Lazy<bool> Initialised = new(Initialise);

    public static void Use() => _ = Initialised.Value;

    private static bool Initialise()
    {
        if (!string.Equals(Environment.GetEnvironmentVariable(ChoiceVariable), "bundled", StringComparison.Ordinal))
            NativeLibrary.SetDllImportResolver(typeof(SQLite3Provider_e_sqlite3).Assembly, Resolve);
        Batteries_V2.Init();
        return true;
    }

    private static nint Resolve(string name, System.Reflection.Assembly assembly, DllImportSearchPath? path)
    {
        if (name != "e_sqlite3") return nint.Zero;
        foreach (var candidate in Candidates())
        {
            if (!NativeLibrary.TryLoad(candidate, out var library)) continue;
            if (Version(library) is { } version && version >= Bundled && HasFts5(library)) return library;
            NativeLibrary.Free(library);
        }

        return nint.Zero;
    }

    private static IEnumerable<string> Candidates()
    {
        if (OperatingSystem.IsLinux()) return ["libsqlite3.so.0"];
        if (OperatingSystem.IsMacOS()) return ["/usr/lib/libsqlite3.dylib"];
        return OperatingSystem.IsWindows() ? ["winsqlite3.dll"] : [];
    }

    private static unsafe Version? Version(nint library)
    {
        if (!NativeLibrary.TryGetExport(library, "sqlite3_libversion", out var function)) return null;
        var text = Marshal.PtrToStringUTF8(((delegate* unmanaged<nint>)function)());
        return System.Version.TryParse(text, out var version) ? version : null;
    }

    private static unsafe bool HasFts5(nint library)
    {
        if (!NativeLibrary.TryGetExport(library, "sqlite3_compileoption_used", out var function)) return false;
        fixed (byte* option = "ENABLE_FTS5\0"u8) return ((delegate* unmanaged<byte*, int>)function)(option) != 0;
    }
}
