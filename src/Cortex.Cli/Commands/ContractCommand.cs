using System.CommandLine;
using Cortex.Backend.OpenApi;
using Cortex.Cli.Output;
using Cortex.Engine.Storage;

namespace Cortex.Cli.Commands;

/// <summary>For development: writes the HTTP door's description into the repository, or checks that it is current.</summary>
internal static class ContractCommand
{
    private const string Fix = "./cortex contract write";

    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "The document.", DefaultValueFactory = _ => "contract/openapi.json" };
        var write = new Command("write", "Write the OpenAPI document.") { file };
        write.SetAction((parsed, _) => Verb.GuardAsync(json: false, async () =>
        {
            await File.WriteAllTextAsync(parsed.GetValue(file)!, await DescribeAsync(), CancellationToken.None);
            return ExitCode.Done;
        }));
        var check = new Command("check", "Fail when the OpenAPI document is out of date.") { file };
        check.SetAction((parsed, _) => Verb.GuardAsync(json: false, async () =>
        {
            var path = parsed.GetValue(file)!;
            if (File.Exists(path) && await File.ReadAllTextAsync(path, CancellationToken.None) == await DescribeAsync()) return ExitCode.Done;
            Terminal.Error($"{path} is out of date. Run: {Fix}");
            return ExitCode.Failed;
        }));
        return new Command("contract", "For development: the HTTP door's description.") { write, check };
    }

    private static async Task<string> DescribeAsync()
    {
        var folder = Path.Combine(Path.GetTempPath(), $"cortex-contract-{Guid.NewGuid():N}");
        try
        {
            return await ApiDescription.WriteAsync(new LibraryFolder(folder));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
