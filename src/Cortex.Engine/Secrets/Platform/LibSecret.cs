using System.Runtime.InteropServices;

namespace Cortex.Engine.Secrets.Platform;

/// <summary>The functions of libsecret that are called; each may be used on any thread.</summary>
internal static partial class LibSecret
{
    public const string Library = "libsecret-1.so.0";
    public const int OpenSession = 1 << 1;
    public const int SearchUnlock = 1 << 2, SearchLoadSecrets = 1 << 3;

    [LibraryImport(Library, EntryPoint = "secret_service_get_type")]
    public static partial nuint ServiceType();

    [LibraryImport(Library, EntryPoint = "secret_service_open_sync")]
    public static partial nint OpenService(nuint type, nint busName, int flags, nint cancellable, out nint error);

    [LibraryImport(Library, EntryPoint = "secret_service_search_sync")]
    public static partial nint Search(nint service, nint schema, nint attributes, int flags, nint cancellable, out nint error);

    [LibraryImport(Library, EntryPoint = "secret_service_store_sync", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Store(nint service, nint schema, nint attributes, nint collection, string label, nint value, nint cancellable, out nint error);

    [LibraryImport(Library, EntryPoint = "secret_service_clear_sync")]
    public static partial int Clear(nint service, nint schema, nint attributes, nint cancellable, out nint error);

    [LibraryImport(Library, EntryPoint = "secret_service_unlock_sync")]
    public static partial int Unlock(nint service, nint objects, nint cancellable, out nint unlocked, out nint error);

    [LibraryImport(Library, EntryPoint = "secret_collection_for_alias_sync", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint CollectionForAlias(nint service, string alias, int flags, nint cancellable, out nint error);

    [LibraryImport(Library, EntryPoint = "secret_collection_create_sync", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint CreateCollection(nint service, string label, string alias, int flags, nint cancellable, out nint error);

    [LibraryImport(Library, EntryPoint = "secret_collection_get_locked")]
    public static partial int IsCollectionLocked(nint collection);

    [LibraryImport(Library, EntryPoint = "secret_item_get_locked")]
    public static partial int IsItemLocked(nint item);

    [LibraryImport(Library, EntryPoint = "secret_item_get_secret")]
    public static partial nint SecretOf(nint item);

    [LibraryImport(Library, EntryPoint = "secret_value_new", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint NewValue(ReadOnlySpan<byte> secret, nint length, string contentType);

    [LibraryImport(Library, EntryPoint = "secret_value_get_text")]
    public static partial nint TextOf(nint value);

    [LibraryImport(Library, EntryPoint = "secret_value_unref")]
    public static partial void FreeValue(nint value);

    [LibraryImport(Library, EntryPoint = "secret_schema_newv", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint NewSchema(string name, int flags, nint attributeTypes);

    [LibraryImport(Library, EntryPoint = "secret_schema_unref")]
    public static partial void FreeSchema(nint schema);
}
