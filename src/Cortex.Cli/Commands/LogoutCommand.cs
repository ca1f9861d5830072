using System.CommandLine;
using Cortex.Cli.Output;
using Cortex.Contract;
using Cortex.Contract.Secrets;
using Cortex.Engine.Secrets;

namespace Cortex.Cli.Commands;

internal static class LogoutCommand
{
    public static Command Create()
    {
        var provider = LoginCommand.ProviderArgument();
        var json = Verb.JsonOption();
        var command = new Command("logout", "Take a provider's API key out of the keychain.") { provider, json };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction((parsed, cancellation) => Verb.GuardAsync(parsed.GetValue(json), async () =>
        {
            LoginCommand.RefuseMore(parsed);
            using var keys = ProviderKeys.OfUser(TimeProvider.System);
            var report = await new ProviderLogin(keys, []).LogoutAsync(parsed.GetValue(provider)!, cancellation);
            if (parsed.GetValue(json)) Terminal.Json(report, CortexJson.Wire.LogoutReport);
            else Terminal.Line(Describe(report));
            return ExitCode.Done;
        }));
        return command;
    }

    private static string Describe(LogoutReport report)
    {
        var name = KeyProvider.Find(report.Provider).Name;
        var done = report.Removed ? $"The key for {name} is no longer in the keychain." : $"The keychain has no key for {name}.";
        return report.Origin == KeyOrigin.Environment ? $"{done} The one in {report.Variable} is used from now on." : done;
    }
}
