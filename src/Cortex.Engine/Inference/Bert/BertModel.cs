using Cortex.Engine.Inference.Gguf;
using Cortex.Engine.Inference.Kernels;

namespace Cortex.Engine.Inference.Bert;

/// <summary>
/// A BERT encoder's weights, laid out for the kernels, with its tokenizer. Read once; the file is not needed
/// afterwards. Any file of the architecture will do, whatever its size. Thread-safe but for its end.
/// </summary>
public sealed unsafe class BertModel : IDisposable
{
    // A disposed model whose memory a pass still reads would be a crash, so owners count their passes.
    private readonly NativeBuffer<byte> _words;
    private readonly GgufTensorType _wordType;
    private readonly NativeBuffer<float> _positions;
    private readonly BertNorm _norm;
    private readonly BertLayer[] _layers;

    private BertModel(GgufFile file, KernelSet kernels)
    {
        Kernels = kernels;
        Shape = BertShape.Read(file);
        Name = file.FindString("general.name") ?? Path.GetFileNameWithoutExtension(file.Path);
        Tokenizer = WordPieceTokenizer.FromGguf(file);
        var tensors = new TensorReader(file);
        RefuseUnknownParts(file, Shape);
        (_wordType, _words) = tensors.Raw("token_embd.weight", Shape.Hidden, Words(file, tensors));
        _positions = Positions(tensors);
        _norm = new BertNorm(tensors, "token_embd_norm", Shape);
        _layers = new BertLayer[Shape.Blocks];
        Parallel.For(0, _layers.Length, index => _layers[index] = BertLayer.Read(tensors, index, Shape, kernels));
    }

    public string Name { get; }

    public BertShape Shape { get; }

    public WordPieceTokenizer Tokenizer { get; }

    internal KernelSet Kernels { get; }

    internal IReadOnlyList<BertLayer> Layers => _layers;

    /// <exception cref="CortexException"><c>model_invalid</c>, saying what is wrong with the file.</exception>
    public static BertModel Load(string path) => Load(path, Simd.Best);

    internal static BertModel Load(string path, SimdLevel level)
    {
        using var file = GgufFile.Open(path);
        try
        {
            return new BertModel(file, KernelSet.For(level));
        }
        catch (AggregateException several) when (several.InnerException is CortexException refused)
        {
            throw refused;
        }
        catch (OutOfMemoryException e)
        {
            throw new CortexException(Contract.Errors.ErrorCode.ModelInvalid, $"The model file {path} needs more memory than there is.", e);
        }
    }

    /// <summary>Puts the first state of a token into a padded row: its word, position and type, normed.</summary>
    internal void Embed(int token, int position, float* row)
    {
        var padded = Widths.Padded(Shape.Hidden);
        Word(token, row);
        Kernels.Add(row, _positions.Pointer + ((long)position * padded), padded);
        _norm.Apply(row, Kernels);
    }

    /// <summary>Puts a token's row of the table of words into a padded row.</summary>
    internal void Word(int token, float* row)
    {
        Stored.Row(_wordType, new ReadOnlySpan<byte>(_words.Pointer, (int)_words.Length), token, new Span<float>(row, Shape.Hidden));
        new Span<float>(row + Shape.Hidden, Widths.Padded(Shape.Hidden) - Shape.Hidden).Clear();
    }

    public void Dispose()
    {
        _words.Dispose();
        _positions.Dispose();
        _norm.Dispose();
        foreach (var layer in _layers)
        {
            layer.Dispose();
        }
    }

    private int Words(GgufFile file, TensorReader tensors)
    {
        var rows = tensors.Rows("token_embd.weight");
        return rows >= Tokenizer.VocabularySize
            ? rows
            : throw GgufCursor.Invalid(file.Path, $"it has {Tokenizer.VocabularySize} tokens but embeds only {rows}");
    }

    // All tokens are of the first type: the two tables are one.
    private NativeBuffer<float> Positions(TensorReader tensors)
    {
        var positions = tensors.Table("position_embd.weight", Shape.Hidden, Shape.Context);
        if (tensors.Has("token_types.weight"))
        {
            using var types = tensors.Table("token_types.weight", Shape.Hidden, tensors.Rows("token_types.weight"));
            var padded = Widths.Padded(Shape.Hidden);
            for (var position = 0; position < Shape.Context; position++)
            {
                Kernels.Add(positions.Pointer + ((long)position * padded), types.Pointer, padded);
            }
        }

        return positions;
    }

    // Left out, a part would make every vector quietly wrong.
    private static void RefuseUnknownParts(GgufFile file, BertShape shape)
    {
        string[] known = ["attn_q", "attn_k", "attn_v", "attn_output", "attn_output_norm", "ffn_up", "ffn_down", "layer_output_norm"];
        foreach (var name in file.Tensors.Keys.Where(name => name.StartsWith("blk.", StringComparison.Ordinal)))
        {
            var parts = name.Split('.');
            if (parts is not ["blk", var number, var part, "weight" or "bias"] || !known.Contains(part, StringComparer.Ordinal)
                || !int.TryParse(number, out var block) || block >= shape.Blocks)
            {
                throw GgufCursor.Invalid(file.Path, $"it has a tensor {name}, which this encoder does not know");
            }
        }
    }
}
