using Cortex.Cli.Opening;
using Cortex.Cli.Output;
using Cortex.Cli.Results;
using Cortex.Contract;
using Cortex.Contract.Items;
using Cortex.Engine;
using Cortex.Engine.Knowledge.Items;
using Cortex.Engine.Sources;
using Cortex.Engine.Storage;

namespace Cortex.Cli.Commands;

/// <summary>Opens where an item came from: its file in an editor at the passage or in its program, its page in the browser; else the library's copy.</summary>
internal static class OpenItem
{
    private const string InEditor = "editor", InProgram = "program", InBrowser = "browser", AsText = "text";

    public static Task<int> RunAsync(string named, bool json) => Verb.GuardAsync(json, async () =>
    {
        var (item, source, place) = await FindAsync(named);
        // The library is closed by now: an editor may stay open for days.
        var report = Open(item, source, place);
        if (json)
        {
            Terminal.Json(report, CortexJson.Wire.OpenReport);
            return ExitCode.Done;
        }

        if (report.Note is { } note) Terminal.Error(note);
        if (report.Opened == AsText) Pager.Show(ShowCommand.Lines(item, source.Path, place, full: false));
        else if (report.Opened is InBrowser or InProgram) Terminal.Line(Terminal.Dim($"Opened {Terminal.Clean(report.Target!)}"));
        return ExitCode.Done;
    });

    private static async Task<(Item Item, ItemSource Source, ShownPlace? Place)> FindAsync(string named)
    {
        await using var engine = CortexEngine.Open(LibraryFolder.Default(), TimeProvider.System, "open");
        var reference = ItemReference.Resolve(engine, named);
        var item = engine.Items.Get(reference.ItemId);
        await engine.Items.MarkOpenedAsync(item.Id);
        return (item, engine.Items.SourceOf(item.Id), ShownPlace.Of(item, reference.Result));
    }

    private static OpenReport Open(Item item, ItemSource source, ShownPlace? place)
    {
        if (source.Path is { } path)
        {
            if (!File.Exists(path)) return source.Url is { } page && SystemOpener.TryOpenUrl(page) ? Done(InBrowser, page, note: $"{path} is gone; this is the page that it was saved from.") : Done(AsText, target: null, note: $"{path} is gone; this is the library's copy.");
            if (SystemOpener.TryOpenDocument(path)) return Done(InProgram, path);
            if (source.IsConverted) return Done(AsText, target: null, note: $"There is nothing here to open {path} with; this is its text.");
            return InAnEditor(path);
        }

        if (source.Url is not { } url) return Done(AsText, target: null);
        return SystemOpener.TryOpenUrl(url) ? Done(InBrowser, url) : Done(AsText, url, note: $"There is no browser to open {url} with; this is the library's copy.");

        OpenReport InAnEditor(string file)
        {
            if (Editor.Find(Environment.GetEnvironmentVariable, SystemOpener.HasDisplay, Terminal.IsRead && !Console.IsInputRedirected) is not { } editor)
                return Done(AsText, target: null, note: $"No editor was found for {file}; EDITOR names one. This is the library's copy.");
            var line = place is { Focus: { } focus, Span: { } span } ? SourceLine.Find(file, item.Text, focus.Start, span.End) : null;
            editor.Open(file, line);
            return Done(InEditor, file, line);
        }

        OpenReport Done(string opened, string? target, int? line = null, string? note = null) => new(item.Id, opened, target, line, note);
    }
}
