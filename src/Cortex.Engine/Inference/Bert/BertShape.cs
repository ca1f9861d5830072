using Cortex.Engine.Inference.Gguf;

namespace Cortex.Engine.Inference.Bert;

/// <summary>A model's hyper-parameters, as its file's metadata gives them.</summary>
/// <param name="Hidden">Values of a token's state, and of a text's vector.</param>
/// <param name="FeedForward">Values between the two products behind attention.</param>
/// <param name="Context">Tokens the model has positions for.</param>
/// <param name="Epsilon">Of the layer norms.</param>
public sealed record BertShape(int Blocks, int Hidden, int Heads, int FeedForward, int Context, float Epsilon, BertPooling Pooling)
{
    // Well above any encoder of the family, and low enough that the products below stay far from overflow.
    private const int MaxBlocks = 128;
    private const int MaxHidden = 8_192;
    private const int MaxFeedForward = 65_536;
    private const int MaxContext = 32_768;

    public int HeadWidth => Hidden / Heads;

    /// <exception cref="CortexException"><c>model_invalid</c>, naming the key at fault.</exception>
    public static BertShape Read(GgufFile file)
    {
        ModelKind.RequireSupported(file);

        if (file.FindBool("bert.attention.causal") == true)
        {
            throw GgufCursor.Invalid(file.Path, "its attention is causal, which an encoder's is not");
        }

        var shape = new BertShape(
            Limited(file, "bert.block_count", MaxBlocks),
            Limited(file, "bert.embedding_length", MaxHidden),
            Limited(file, "bert.attention.head_count", MaxHidden),
            Limited(file, "bert.feed_forward_length", MaxFeedForward),
            Limited(file, "bert.context_length", MaxContext),
            file.GetFloat("bert.attention.layer_norm_epsilon"),
            (BertPooling)(file.FindInteger("bert.pooling_type") ?? (long)BertPooling.Mean));
        if (shape.Hidden % shape.Heads != 0)
        {
            throw GgufCursor.Invalid(file.Path, $"{shape.Hidden} values cannot be shared by {shape.Heads} attention heads");
        }

        if (!(shape.Epsilon is >= 0 and < 1))
        {
            throw GgufCursor.Invalid(file.Path, $"a layer norm's epsilon of {shape.Epsilon} makes no sense");
        }

        return Enum.IsDefined(shape.Pooling)
            ? shape
            : throw GgufCursor.Invalid(file.Path, $"its pooling type {(long)shape.Pooling} does not give one vector for a text; mean (1), first token (2) and last token (3) do");
    }

    private static int Limited(GgufFile file, string key, int maximum) =>
        file.GetInteger(key) is var value && value > 0 && value <= maximum
            ? (int)value
            : throw GgufCursor.Invalid(file.Path, $"its {key} is {value}, and 1 to {maximum} is supported");
}
