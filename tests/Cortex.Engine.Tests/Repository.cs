namespace Cortex.Engine.Tests;

/// <summary>Files of this repository, wherever the tests were built.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string Model => Path.Combine(Root, "models", "all-minilm-l6-v2-q8_0.gguf");

    public static string TestFile(params string[] parts) =>
        Path.Combine([Root, "tests", "Cortex.Engine.Tests", .. parts]);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Cortex.slnx")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests run outside the repository: no folder above holds Cortex.slnx.");
    }
}
