using Cortex.Contract.Errors;

namespace Cortex.Engine.Knowledge.Parsing.Files.Pdf;

/// <summary>Where poppler's pdftotext is installed.</summary>
internal static class PdfProgram
{
    private static readonly string Name = OperatingSystem.IsWindows() ? "pdftotext.exe" : "pdftotext";

    /// <summary>
    /// An absolute path. The search is done here because that of the system begins in the program's own folder and, on some,
    /// in the current one: whoever imports a folder from within it would run what lies there.
    /// </summary>
    /// <exception cref="CortexException"><see cref="ErrorCode.NeedsPdftotext"/></exception>
    public static string Find() => Find(Environment.GetEnvironmentVariable("PATH"));

    internal static string Find(string? searched)
    {
        var folders = (searched ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Where(Path.IsPathFullyQualified);
        if (OperatingSystem.IsMacOS())
        {
            // Programs started from the desktop do not have Homebrew's folders in their path.
            folders = folders.Concat(["/opt/homebrew/bin", "/usr/local/bin"]);
        }

        return folders.Select(folder => Path.Combine(folder, Name)).FirstOrDefault(File.Exists)
            ?? throw new CortexException(ErrorCode.NeedsPdftotext, $"PDFs are read by poppler's pdftotext, which is not installed. {Install()} Then import again.");
    }

    private static string Install()
    {
        if (OperatingSystem.IsMacOS())
        {
            return "Install it: brew install poppler.";
        }

        return OperatingSystem.IsWindows()
            ? "Install it: winget install oschwartz10612.Poppler."
            : "Install it: sudo apt install poppler-utils (Fedora: sudo dnf install poppler-utils; Arch: sudo pacman -S poppler).";
    }
}
