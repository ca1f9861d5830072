using System.ComponentModel;
using System.Diagnostics;
using Cortex.Engine.Secrets;

namespace Cortex.Cli.Opening;

/// <summary>Hands an address or a document to what the system opens such with.</summary>
internal static class SystemOpener
{
    // Documents that programs show. Nothing that one might run: what is not listed is for an editor.
    private static readonly string[] Documents = [".pdf", ".docx", ".odt", ".epub", ".eml", ".html", ".htm", ".xhtml", ".mhtml", ".mht"];

    public static bool HasDisplay => !OperatingSystem.IsLinux()
        || Environment.GetEnvironmentVariable("DISPLAY") is { Length: > 0 } || Environment.GetEnvironmentVariable("WAYLAND_DISPLAY") is { Length: > 0 };

    /// <summary>Whether a file is shown by a program of its own rather than edited as text.</summary>
    public static bool IsDocument(string path) => Documents.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);

    /// <summary>False where there is no display or no opener, or the address is none of the web.</summary>
    public static bool TryOpenUrl(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && Try(address.AbsoluteUri);

    /// <summary>False where there is no display or no opener, or the file is no document.</summary>
    public static bool TryOpenDocument(string path) => IsDocument(path) && Try(Path.GetFullPath(path));

    private static bool Try(string target)
    {
        if (!HasDisplay || Programs.Find(OperatingSystem.IsWindows() ? "explorer" : OperatingSystem.IsMacOS() ? "open" : "xdg-open") is not { } opener) return false;
        try
        {
            using var process = Process.Start(new ProcessStartInfo(opener, [target]) { RedirectStandardOutput = true, RedirectStandardError = true }.WithoutKeys());
            return process is not null;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
