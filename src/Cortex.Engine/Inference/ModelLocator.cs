using Cortex.Contract.Errors;

namespace Cortex.Engine.Inference;

/// <summary>Finds model files: the folder named by <c>CORTEX_MODELS</c>, else <c>models/</c> beside the executable, else a repository's.</summary>
public static class ModelLocator
{
    public const string FolderVariable = "CORTEX_MODELS";

    /// <summary>The built-in sentence encoder, whose vocabulary measures chunks.</summary>
    public const string EncoderFile = "all-minilm-l6-v2-q8_0.gguf";

    /// <exception cref="CortexException"><c>model_invalid</c>, naming where it was looked for.</exception>
    public static string Find(string fileName) =>
        Find(fileName, Environment.GetEnvironmentVariable(FolderVariable), AppContext.BaseDirectory);

    internal static string Find(string fileName, string? configured, string baseDirectory)
    {
        if (!string.IsNullOrWhiteSpace(configured))
        {
            // A folder that was named is the only one: falling back would hide the mistake.
            var named = Path.Combine(configured, fileName);
            return File.Exists(named)
                ? named
                : throw new CortexException(ErrorCode.ModelInvalid, $"The model {fileName} is not in {configured}, which {FolderVariable} names.");
        }

        for (var folder = new DirectoryInfo(baseDirectory); folder is not null; folder = folder.Parent)
        {
            // Beside the executable any models/ will do; further up only a repository's own.
            var beside = string.Equals(folder.FullName, new DirectoryInfo(baseDirectory).FullName, StringComparison.Ordinal);
            var candidate = Path.Combine(folder.FullName, "models", fileName);
            if ((beside || File.Exists(Path.Combine(folder.FullName, "Cortex.slnx"))) && File.Exists(candidate))
            {
                return candidate;
            }
        }

        throw new CortexException(
            ErrorCode.ModelInvalid,
            $"The model {fileName} is not in {Path.Combine(baseDirectory, "models")}. Name its folder with {FolderVariable}.");
    }
}
