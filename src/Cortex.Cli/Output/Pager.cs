using System.ComponentModel;
using System.Diagnostics;
using Cortex.Cli.Opening;
using Cortex.Engine.Secrets;

namespace Cortex.Cli.Output;

/// <summary>Shows more than a screen through the user's pager; prints it where there is no terminal or no pager.</summary>
internal static class Pager
{
    public static void Show(IReadOnlyList<string> lines)
    {
        if (!Terminal.IsRead || Console.IsInputRedirected || lines.Count < Terminal.Height || !TryPage(lines))
        {
            foreach (var line in lines) Terminal.Line(line);
        }
    }

    private static bool TryPage(IReadOnlyList<string> lines)
    {
        var words = CommandWords.TrySplit(Environment.GetEnvironmentVariable("PAGER") ?? "less") ?? [];
        if (words is [] or ["cat"] || Programs.Find(words[0]) is not { } program) return false;
        var start = new ProcessStartInfo(program, words.Skip(1)) { RedirectStandardInput = true }.WithoutKeys();
        // Colours as they are; nothing held back that fits.
        if (Environment.GetEnvironmentVariable("LESS") is null) start.Environment["LESS"] = "FRX";
        try
        {
            return ForegroundProgram.Run(start, pager =>
            {
                try
                {
                    foreach (var line in lines) pager.StandardInput.WriteLine(line);
                    pager.StandardInput.Close();
                }
                catch (IOException)
                {
                    // Left before the end.
                }
            }) is not null;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
