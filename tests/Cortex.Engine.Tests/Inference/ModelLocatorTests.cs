using Cortex.Contract.Errors;
using Cortex.Engine.Inference;

namespace Cortex.Engine.Tests.Inference;

public sealed class ModelLocatorTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cortex-models-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_repositorys_model_is_found_from_a_build_folder() =>
        Assert.Equal(Repository.Model, ModelLocator.Find(ModelLocator.EncoderFile, null, AppContext.BaseDirectory));

    [Fact]
    public void A_named_folder_is_the_only_one_looked_at()
    {
        File.WriteAllText(Path.Combine(_folder, "m.gguf"), "");
        Assert.Equal(Path.Combine(_folder, "m.gguf"), ModelLocator.Find("m.gguf", _folder, "/"));

        var missing = Assert.Throws<CortexException>(() => ModelLocator.Find(ModelLocator.EncoderFile, _folder, AppContext.BaseDirectory));
        Assert.Equal(ErrorCode.ModelInvalid, missing.Code);
        Assert.Contains(ModelLocator.FolderVariable, missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Beside_the_executable_comes_before_the_repository()
    {
        var models = Directory.CreateDirectory(Path.Combine(_folder, "models"));
        var path = Path.Combine(models.FullName, "m.gguf");
        File.WriteAllText(path, "");

        Assert.Equal(path, ModelLocator.Find("m.gguf", "", _folder + Path.DirectorySeparatorChar));
        var inner = Directory.CreateDirectory(Path.Combine(_folder, "inner"));
        Assert.Throws<CortexException>(() => ModelLocator.Find("m.gguf", null, inner.FullName));
        File.WriteAllText(Path.Combine(_folder, "Cortex.slnx"), "");
        Assert.Equal(path, ModelLocator.Find("m.gguf", null, inner.FullName));
    }
}
