using System.Collections.Concurrent;
using System.Globalization;
using Cortex.Contract.Errors;
using Cortex.Engine.Inference;
using Microsoft.Extensions.AI;

namespace Cortex.Engine.Embeddings;

/// <summary>A model as a generation names it.</summary>
public sealed record ModelDescription(string Key, string Name, string? Location, string Fingerprint, int Dimensions);

/// <summary>Opens the model that a generation was made with, and no other.</summary>
/// <param name="remote">Null: there are no providers.</param>
public sealed class EmbeddingModels(TimeProvider time, RemoteModels? remote = null)
{
    /// <summary>The provider of the encoder that comes with Cortex, and that of a model file which a person named.</summary>
    public const string BuiltIn = "built-in", ModelFileProvider = "gguf";

    // What a file's bytes are called, so that they are read once while the file stays as it is.
    private static readonly ConcurrentDictionary<(string Path, string Fingerprint), string> Hashes = new();

    /// <summary>Reads a model file: what it is called, what its vectors are.</summary>
    /// <param name="location">Null for the built-in one.</param>
    /// <exception cref="CortexException"><c>model_invalid</c>, saying what is wrong with the file</exception>
    public static ModelDescription Describe(string? location)
    {
        var path = PathOf(location);
        using var use = EncoderCache.OfProcess(path).Borrow();
        return new ModelDescription(KeyOf(path), $"{(location is null ? BuiltIn : ModelFileProvider)}:{use.Encoder.ModelName}", location, ModelFile.Fingerprint(path), use.Encoder.Dimensions);
    }

    /// <summary>What makes vectors of a generation.</summary>
    /// <exception cref="CortexException"><c>model_invalid</c>: its file is gone, damaged or another by now; <c>unavailable</c>: its provider is not there</exception>
    public IEmbeddingGenerator<string, Embedding<float>> Generator(Generation generation) =>
        RemoteModels.Made(generation) ? Remote(generation).Generator(generation) : new BuiltInEmbeddingGenerator(Encoder(generation), time);

    /// <summary>The vector of a query: of urgent work, which does not wait long.</summary>
    /// <exception cref="CortexException">as for <see cref="Generator"/></exception>
    public float[] EncodeQuery(Generation generation, string text, CancellationToken cancellation)
    {
        if (RemoteModels.Made(generation)) return Task.Run(() => Remote(generation).EncodeAsync(generation, text, cancellation), cancellation).GetAwaiter().GetResult();
        using var use = Encoder(generation).Borrow();
        return use.Encoder.Encode(text, cancellation);
    }

    /// <summary>What keeps a provider from making vectors of a generation, as it was last seen; null: nothing, or it is no provider's.</summary>
    public CortexException? Trouble(Generation generation) => RemoteModels.Made(generation) ? remote?.Trouble(generation) : null;

    /// <summary>Whether the file that made a generation is still the same.</summary>
    public static bool IsCurrent(Generation generation)
    {
        if (RemoteModels.Made(generation)) return true;
        var path = PathOf(generation.Location);
        return ModelFile.Fingerprint(path) == generation.Fingerprint || KeyOf(path) == generation.Key;
    }

    /// <summary>Whether what made a generation can make more of it.</summary>
    public bool IsThere(Generation generation)
    {
        if (RemoteModels.Made(generation)) return remote is not null && remote.Trouble(generation) is null;
        try
        {
            Encoder(generation);
            return true;
        }
        catch (CortexException)
        {
            return false;
        }
    }

    /// <summary>The encoder of a generation, for one query at a time.</summary>
    /// <exception cref="CortexException">as for <see cref="Generator"/></exception>
    public static EncoderCache Encoder(Generation generation)
    {
        if (RemoteModels.Made(generation)) throw new CortexException(ErrorCode.Unavailable, $"The library's vectors were made by {generation.Model}, which is not in this process.");
        var path = PathOf(generation.Location);
        if (!IsCurrent(generation))
        {
            throw new CortexException(ErrorCode.ModelInvalid, generation.Location is null
                ? "The built-in encoder is another one than made this library's vectors; they are being made anew."
                : $"{path} has changed since it made this library's vectors. `cortex models use {path}` makes them anew.");
        }

        return EncoderCache.OfProcess(path);
    }

    private RemoteModels Remote(Generation generation) => remote ?? throw new CortexException(ErrorCode.Unavailable, $"The library's vectors were made by {generation.Model}, which cannot be reached from here.");

    private static string PathOf(string? location)
    {
        if (location is null) return ModelLocator.Find(ModelLocator.EncoderFile);
        return File.Exists(location) ? location : throw new CortexException(ErrorCode.ModelInvalid, $"The model {location} is gone. Put it back, or choose another with `cortex models use FILE`.");
    }

    private static string KeyOf(string path) => Hashes.GetOrAdd((path, ModelFile.Fingerprint(path)),
        file => string.Create(CultureInfo.InvariantCulture, $"{ModelFile.HashOf(file.Path)}:{WordPieceTokenizer.DefaultMaxTokens}"));
}
