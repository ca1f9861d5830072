using System.CommandLine;
using System.Globalization;
using System.Text.RegularExpressions;
using Cortex.Cli.Output;
using Cortex.Contract;
using Cortex.Contract.Errors;
using Cortex.Contract.Processing;
using Cortex.Engine;
using Cortex.Engine.Jobs;

namespace Cortex.Cli.Commands;

/// <summary><c>pause</c> and <c>resume</c>.</summary>
internal static partial class PauseCommand
{
    public static Command Create()
    {
        var time = new Option<string?>("--for") { Description = "How long: 30m, 2h, 1h30m, 3d. Until `cortex resume` unless said." };
        return new Command("pause", "Let the work in the background rest. What you add is still found by its words.") { time }.OnEngine(Verb.JsonOption(), async (parsed, engine, json, _) =>
        {
            Print(await engine.Pause.BeginAsync(parsed.GetValue(time) is { } text ? Minutes(text) : null), json);
            return ExitCode.Done;
        });
    }

    public static Command CreateResume() => new Command("resume", "Let the work in the background go on.").OnEngine(Verb.JsonOption(), async (_, engine, json, _) =>
    {
        var status = await engine.Pause.EndAsync();
        var left = BackgroundIndex.Leave(engine);
        Print(status, json);
        if (left is not null && !json) Terminal.Line(Terminal.Dim(left));
        return ExitCode.Done;
    });

    /// <summary>What a person is told of a pause.</summary>
    public static string Describe(PauseStatus status) => !status.Paused ? "Not paused."
        : status.Until is not { } until ? "Paused until `cortex resume`."
        : $"Paused until {When(until.ToLocalTime())}; `cortex resume` ends it before.";

    private static void Print(PauseStatus status, bool json)
    {
        if (json) Terminal.Json(status, CortexJson.Wire.PauseStatus);
        else Terminal.Line(status.Paused ? Describe(status) : "The background goes on.");
    }

    private static string When(DateTime until) => until.ToString(until.Date == TimeProvider.System.GetLocalNow().Date ? "HH:mm" : "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static int Minutes(string text)
    {
        var match = Duration().Match(text.Trim());
        var minutes = !match.Success ? 0 : (Part("d") * 24 * 60) + (Part("h") * 60) + Part("m");
        return minutes is >= 1 and <= Pause.MostMinutes ? (int)minutes : throw new CortexException(ErrorCode.InvalidArgument, $"“{text}” is no time to pause for. Say it like 30m, 2h, 1h30m or 3d, up to a year.");

        double Part(string name) => match.Groups[name].Success ? double.Parse(match.Groups[name].Value, CultureInfo.InvariantCulture) : 0;
    }

    // A number alone means minutes.
    [GeneratedRegex(@"\A(?=.)(?:(?<d>[0-9]{1,4})\s*d(?:ays?)?\s*)?(?:(?<h>[0-9]{1,5})\s*h(?:ours?)?\s*)?(?:(?<m>[0-9]{1,6})\s*(?:m|min|minutes?)?)?\z", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Duration();
}
