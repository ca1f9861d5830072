using System.Runtime.InteropServices;

namespace Cortex.Engine.Secrets.Platform;

/// <summary>The parts of GLib that a caller of libsecret needs.</summary>
internal static partial class GLib
{
    private const string Base = "libglib-2.0.so.0", Objects = "libgobject-2.0.so.0", Io = "libgio-2.0.so.0";
    private const int SessionBus = 2;

    /// <summary>Connects to the session's bus. The connection is shared by the process.</summary>
    public static nint ConnectToSessionBus(nint cancellable, out nint error)
    {
        var connection = GetBus(SessionBus, cancellable, out error);
        // Otherwise the end of the session would end this process as well: a server goes on without a keychain.
        if (connection != 0) SetExitOnClose(connection, 0);
        return connection;
    }

    /// <summary>Takes over the error and returns its message and, if a service sent it, its D-Bus name.</summary>
    public static (string Message, string? RemoteName) Take(nint error)
    {
        try
        {
            var remote = RemoteError(error);
            try
            {
                // After the domain and the code.
                return (Text(Marshal.ReadIntPtr(error, 8)) ?? "", Text(remote));
            }
            finally
            {
                Free(remote);
            }
        }
        finally
        {
            FreeError(error);
        }
    }

    /// <summary>A table of texts; <see cref="FreeTable"/> frees it and them.</summary>
    public static nint Table(params ReadOnlySpan<(string Name, string Value)> rows)
    {
        var library = NativeLibrary.Load(Base);
        var free = NativeLibrary.GetExport(library, "g_free");
        var table = NewTable(NativeLibrary.GetExport(library, "g_str_hash"), NativeLibrary.GetExport(library, "g_str_equal"), free, free);
        foreach (var (name, value) in rows) Insert(table, Copy(name), Copy(value));
        return table;
    }

    /// <summary>A table of names, each with zero (in a schema: a text).</summary>
    public static nint Names(params ReadOnlySpan<string> names)
    {
        var library = NativeLibrary.Load(Base);
        var table = NewTable(NativeLibrary.GetExport(library, "g_str_hash"), NativeLibrary.GetExport(library, "g_str_equal"), NativeLibrary.GetExport(library, "g_free"), 0);
        foreach (var name in names) Insert(table, Copy(name), 0);
        return table;
    }

    /// <summary>The first object of a list, to be released with <see cref="Release"/>; the rest and the list are freed. 0 where it is empty.</summary>
    public static nint TakeFirst(nint list)
    {
        if (list == 0) return 0;
        var first = Marshal.ReadIntPtr(list);
        for (var node = Marshal.ReadIntPtr(list, nint.Size); node != 0; node = Marshal.ReadIntPtr(node, nint.Size)) Release(Marshal.ReadIntPtr(node));
        FreeList(list);
        return first;
    }

    public static string? Text(nint text) => Marshal.PtrToStringUTF8(text);

    [LibraryImport(Io, EntryPoint = "g_cancellable_new")]
    public static partial nint NewCancellable();

    [LibraryImport(Io, EntryPoint = "g_cancellable_cancel")]
    public static partial void Cancel(nint cancellable);

    [LibraryImport(Objects, EntryPoint = "g_object_unref")]
    public static partial void Release(nint instance);

    [LibraryImport(Base, EntryPoint = "g_list_append")]
    public static partial nint Append(nint list, nint data);

    [LibraryImport(Base, EntryPoint = "g_list_free")]
    public static partial void FreeList(nint list);

    [LibraryImport(Base, EntryPoint = "g_hash_table_unref")]
    public static partial void FreeTable(nint table);

    [LibraryImport(Io, EntryPoint = "g_bus_get_sync")]
    private static partial nint GetBus(int type, nint cancellable, out nint error);

    [LibraryImport(Io, EntryPoint = "g_dbus_connection_set_exit_on_close")]
    private static partial void SetExitOnClose(nint connection, int exit);

    [LibraryImport(Io, EntryPoint = "g_dbus_error_get_remote_error")]
    private static partial nint RemoteError(nint error);

    [LibraryImport(Base, EntryPoint = "g_error_free")]
    private static partial void FreeError(nint error);

    [LibraryImport(Base, EntryPoint = "g_free")]
    private static partial void Free(nint memory);

    [LibraryImport(Base, EntryPoint = "g_strdup", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint Copy(string text);

    [LibraryImport(Base, EntryPoint = "g_hash_table_new_full")]
    private static partial nint NewTable(nint hash, nint equal, nint freeKey, nint freeValue);

    [LibraryImport(Base, EntryPoint = "g_hash_table_insert")]
    private static partial void Insert(nint table, nint key, nint value);
}
