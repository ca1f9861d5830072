using Cortex.Engine.Inference.Gguf;

namespace Cortex.Engine.Inference;

/// <summary>What kinds of model there are, of which one is read here.</summary>
internal static class ModelKind
{
    private const string Architecture = "bert", Tokenizer = "bert";

    /// <exception cref="CortexException"><c>model_invalid</c>: what the file has, what is supported, what to do</exception>
    public static void RequireSupported(GgufFile file)
    {
        if (file.FindString("general.architecture") != Architecture) throw Unsupported(file);
        RequireWordPiece(file);
    }

    /// <inheritdoc cref="RequireSupported"/>
    public static void RequireWordPiece(GgufFile file)
    {
        if (file.FindString("tokenizer.ggml.model") != Tokenizer) throw Unsupported(file);
    }

    private static CortexException Unsupported(GgufFile file)
    {
        var architecture = file.FindString("general.architecture") is { } name ? $"its architecture is \"{name}\"" : "it names no architecture";
        var tokenizer = file.FindString("tokenizer.ggml.model") is { } kind ? $"its tokenizer \"{kind}\"{NameOf(kind)}" : "it has no tokenizer";
        return GgufCursor.Invalid(file.Path,
            $"{architecture}, and {tokenizer}. Supported are sentence encoders of the architecture \"{Architecture}\" with the tokenizer \"{Tokenizer}\" (WordPiece): " +
            "all-MiniLM, BGE, GTE and E5 for English, LaBSE for many languages. Take a GGUF of one of these");
    }

    private static string NameOf(string kind) => kind switch
    {
        Tokenizer => " (WordPiece)",
        "llama" => " (SentencePiece)",
        "t5" => " (SentencePiece unigrams, as multilingual E5 and BGE-M3 have them)",
        "gpt2" => " (byte pairs)",
        _ => "",
    };
}
