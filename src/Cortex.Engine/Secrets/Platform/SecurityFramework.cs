using System.Runtime.InteropServices;

namespace Cortex.Engine.Secrets.Platform;

/// <summary>Security.framework of macOS: generic passwords by service and account, in the file-based keychain, which is open to programs that no developer signed.</summary>
internal static partial class SecurityFramework
{
    public const int UserCanceled = -128, AuthFailed = -25293, ItemNotFound = -25300, NoDefaultKeychain = -25307, InteractionNotAllowed = -25308;

    private const string Framework = "/System/Library/Frameworks/Security.framework/Security";
    private const string CoreFoundation = "/System/Library/Frameworks/CoreFoundation.framework/CoreFoundation";

    [LibraryImport(Framework, EntryPoint = "SecKeychainFindGenericPassword")]
    public static partial int Find(nint keychain, uint serviceLength, ReadOnlySpan<byte> service, uint accountLength, ReadOnlySpan<byte> account, out uint length, out nint data, out nint item);

    [LibraryImport(Framework, EntryPoint = "SecKeychainFindGenericPassword")]
    public static partial int Look(nint keychain, uint serviceLength, ReadOnlySpan<byte> service, uint accountLength, ReadOnlySpan<byte> account, nint length, nint data, nint item);

    [LibraryImport(Framework, EntryPoint = "SecKeychainAddGenericPassword")]
    public static partial int Add(nint keychain, uint serviceLength, ReadOnlySpan<byte> service, uint accountLength, ReadOnlySpan<byte> account, uint length, ReadOnlySpan<byte> data, nint item);

    [LibraryImport(Framework, EntryPoint = "SecKeychainItemModifyAttributesAndData")]
    public static partial int Modify(nint item, nint attributes, uint length, ReadOnlySpan<byte> data);

    [LibraryImport(Framework, EntryPoint = "SecKeychainItemDelete")]
    public static partial int Delete(nint item);

    [LibraryImport(Framework, EntryPoint = "SecKeychainItemFreeContent")]
    public static partial int FreeContent(nint attributes, nint data);

    [LibraryImport(CoreFoundation, EntryPoint = "CFRelease")]
    public static partial void Release(nint instance);
}
