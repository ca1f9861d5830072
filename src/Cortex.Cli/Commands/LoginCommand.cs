using System.CommandLine;
using Cortex.Cli.Output;
using Cortex.Cli.Platform;
using Cortex.Contract;
using Cortex.Contract.Errors;
using Cortex.Contract.Secrets;
using Cortex.Engine;
using Cortex.Engine.Secrets;
using Cortex.Engine.Storage;

namespace Cortex.Cli.Commands;

internal static class LoginCommand
{
    public static Command Create()
    {
        var provider = ProviderArgument();
        provider.Arity = ArgumentArity.ZeroOrOne;
        var noCheck = new Option<bool>("--no-check") { Description = "Store the key without asking the provider whether it takes it." };
        var json = Verb.JsonOption();
        var command = new Command("login", "Put a provider's API key into the keychain; it is typed unseen, or read from standard input. Without a provider: where the keys come from.") { provider, noCheck, json };
        // What is too much is refused below without being repeated: it may be the key.
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction((parsed, cancellation) => Verb.GuardAsync(parsed.GetValue(json), async () =>
        {
            RefuseMore(parsed);
            if (parsed.GetValue(provider) is not { } named) return await ListAsync(parsed.GetValue(json), cancellation);
            using var keys = ProviderKeys.OfUser(TimeProvider.System);
            await new ProviderLogin(keys, []).PrepareAsync(named, cancellation);
            var text = await ReadKeyAsync(KeyProvider.Find(named), cancellation);
            var report = await LoginAsync(keys, named, text, check: !parsed.GetValue(noCheck), cancellation);
            if (parsed.GetValue(json)) Terminal.Json(report, CortexJson.Wire.LoginReport);
            else Terminal.Line($"The key for {KeyProvider.Find(named).Name} is in the keychain. {(report.Checked ? "The provider takes it." : $"It was not checked: {report.Note}")}");
            return ExitCode.Done;
        }));
        return command;
    }

    internal static Argument<string> ProviderArgument() => new("provider") { Description = string.Join(", ", KeyProvider.All.Select(provider => provider.Id)) + "." };

    /// <exception cref="CortexException">more than the provider was given; the message does not repeat it</exception>
    internal static void RefuseMore(ParseResult parsed)
    {
        if (parsed.UnmatchedTokens.Count > 0)
            throw new CortexException(ErrorCode.InvalidArgument, "Only the provider is named. A key does not belong on the command line, where other users and the shell's history see it: type it when asked, or pipe it in (cortex login PROVIDER < FILE). If that was your key, make a new one.");
    }

    // Where the provider is, the library's settings say; to store a key they are not needed.
    private static async Task<LoginReport> LoginAsync(ProviderKeys keys, string provider, string text, bool check, CancellationToken cancellation)
    {
        if (!check) return await new ProviderLogin(keys, []).LoginAsync(provider, text, check, cancellation);
        await using var engine = CortexEngine.Open(LibraryFolder.Default(), TimeProvider.System, "login");
        return await new ProviderLogin(keys, engine.KeyChecks).LoginAsync(provider, text, check, cancellation);
    }

    private static async Task<int> ListAsync(bool json, CancellationToken cancellation)
    {
        using var keys = ProviderKeys.OfUser(TimeProvider.System);
        var report = await keys.ReportAsync(cancellation);
        if (json) Terminal.Json(report, CortexJson.Wire.KeysReport);
        else
        {
            foreach (var key in report.Keys) Terminal.Line($"{Terminal.Bold(key.Provider.PadRight(12))}{Describe(key)}");
            if (report.Keys[0].Trouble is { } trouble) Terminal.Line(Terminal.Dim(Terminal.Clean(trouble)));
        }

        return ExitCode.Done;
    }

    private static string Describe(KeyStatus key) => key.Origin switch
    {
        KeyOrigin.Keychain => "key in the keychain",
        KeyOrigin.Environment => $"key in {key.Variable}",
        _ => "no key",
    };

    private static async Task<string> ReadKeyAsync(KeyProvider provider, CancellationToken cancellation)
    {
        if (!Console.IsInputRedirected) return await HiddenInput.ReadLineAsync($"API key for {provider.Name} (not shown): ", ProviderKey.MaxLength, cancellation);
        // One character more than a key has tells that it is none.
        var text = new char[ProviderKey.MaxLength + 16];
        var length = await Console.In.ReadBlockAsync(text, cancellation);
        return new string(text, 0, length);
    }
}
