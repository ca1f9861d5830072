using System.Diagnostics;
using System.Globalization;
using Cortex.Contract.Errors;
using Cortex.Engine;
using Cortex.Engine.Secrets;

namespace Cortex.Cli.Opening;

/// <summary>The program that a person edits text with, and how it is told the line to begin on.</summary>
/// <param name="Words">The program and what always goes with it, as <c>code --wait</c>.</param>
internal sealed record Editor(IReadOnlyList<string> Words)
{
    // What is there is taken in this order where nothing is said: with a window where one can be shown, then on the terminal.
    private static readonly string[] Windowed = ["code", "codium", "zed", "zeditor", "subl", "gnome-text-editor", "gedit", "kate", "xed", "mousepad"];
    private static readonly string[] OnTerminal = ["nvim", "vim", "hx", "helix", "micro", "nano", "emacs", "kak", "vi"];

    /// <summary>What the environment names, else one that is installed; null when there is none.</summary>
    /// <param name="hasTerminal">Whether one that needs a terminal could be used.</param>
    /// <exception cref="CortexException">what is named cannot be read as a command</exception>
    public static Editor? Find(Func<string, string?> environment, bool hasDisplay, bool hasTerminal)
    {
        foreach (var name in (string[])["VISUAL", "EDITOR"])
        {
            if (string.IsNullOrWhiteSpace(environment(name))) continue;
            return CommandWords.TrySplit(environment(name)!) is { Count: > 0 } words ? new Editor(words)
                : throw new CortexException(ErrorCode.InvalidArgument, $"{name} is “{environment(name)}”, where a quote is not closed. Set it to an editor, such as `export {name}=nano`.");
        }

        if (OperatingSystem.IsWindows()) return new Editor(["notepad.exe"]);
        IEnumerable<string> known = [.. hasDisplay ? Windowed : [], .. hasTerminal ? OnTerminal : []];
        var found = known.FirstOrDefault(name => Programs.Find(name, environment) is not null);
        if (found is not null) return new Editor([found]);
        // What a Mac always has.
        return OperatingSystem.IsMacOS() ? new Editor(["open", "-t"]) : null;
    }

    public string Program => Words[0];

    /// <summary>Opens a file in it, on a line where it can.</summary>
    /// <param name="path">Absolute, so that no name begins like an option.</param>
    /// <exception cref="CortexException">there is no such program</exception>
    public void Open(string path, int? line)
    {
        var program = Programs.Find(Program) ?? throw new CortexException(ErrorCode.FileNotReadable, $"There is no editor {Program} on this machine. EDITOR and VISUAL name another.");
        try
        {
            ForegroundProgram.Run(new ProcessStartInfo(program, Arguments(Path.GetFullPath(path), line)).WithoutKeys());
        }
        catch (Exception error) when (error is System.ComponentModel.Win32Exception or InvalidOperationException)
        {
            throw new CortexException(ErrorCode.FileNotReadable, $"The editor {Program} cannot be started: {error.Message} EDITOR and VISUAL name another.", error);
        }
    }

    /// <summary>What follows the program's name.</summary>
    internal IReadOnlyList<string> Arguments(string path, int? line)
    {
        var own = Words.Skip(1);
        var number = line?.ToString(CultureInfo.InvariantCulture);
        if (number is null) return [.. own, path];
        return Name() switch
        {
            "vi" or "vim" or "nvim" or "view" or "gvim" or "mvim" or "nvim-qt" or "nano" or "pico" or "emacs" or "emacsclient" or "micro" or "kak" or "joe" or "jed" or "jmacs" or "mg" or "ne" or "mcedit" or "gedit" or "gnome-text-editor" or "pluma" or "xed" or "bbedit"
                => [.. own, $"+{number}", path],
            "code" or "code-insiders" or "codium" or "vscodium" or "code-oss" or "cursor" or "windsurf" => [.. own, "--goto", WithLine()],
            "hx" or "helix" or "zed" or "zeditor" or "subl" or "sublime_text" => [.. own, WithLine()],
            "kate" or "kwrite" => [.. own, "--line", number, path],
            "mate" => [.. own, "--line", number, path],
            "idea" or "pycharm" or "webstorm" or "rider" or "clion" or "goland" or "phpstorm" or "rubymine" or "fleet" => [.. own, "--line", number, path],
            "mousepad" => [.. own, $"--line={number}", path],
            "notepad++" => [.. own, $"-n{number}", path],
            _ => [.. own, path],
        };

        // A name that ends like a line itself would be read as another file's.
        string WithLine() => path.LastIndexOf(':') is >= 0 and var colon && colon + 1 < path.Length && path.AsSpan(colon + 1).IndexOfAnyExceptInRange('0', '9') < 0 ? path : $"{path}:{number}";
    }

    private string Name()
    {
        var name = Path.GetFileName(Program).ToLowerInvariant();
        return Path.GetExtension(name) is ".exe" or ".cmd" or ".bat" or ".sh" ? Path.GetFileNameWithoutExtension(name) : name;
    }
}
