using System.Runtime.InteropServices;
using Cortex.Engine.Inference.Gguf;
using Cortex.Engine.Inference.Kernels;

namespace Cortex.Engine.Inference.Bert;

/// <summary>Reads a model file's tensors as floats, each checked to have the shape that the metadata promises.</summary>
internal sealed unsafe class TensorReader
{
    private readonly GgufFile _file;

    public TensorReader(GgufFile file)
    {
        _file = file;
        RefuseOverlap();
    }

    public bool Has(string name) => _file.Tensors.ContainsKey(name);

    /// <summary>A tensor of one dimension, padded with zeros.</summary>
    public NativeBuffer<float> Vector(string name, int length) => Table(name, length, 1);

    /// <summary>Rows of floats, each padded with zeros.</summary>
    public NativeBuffer<float> Table(string name, int width, int rows)
    {
        var tensor = Find(name, width, rows);
        var bytes = _file.Bytes(tensor);
        var padded = Widths.Padded(width);
        var table = new NativeBuffer<float>((long)padded * rows);
        for (var row = 0; row < rows; row++)
        {
            Stored.Row(tensor.Type, bytes, row, new Span<float>(table.Pointer + ((long)row * padded), width));
        }

        return Finite(name, table);
    }

    /// <summary>Fills a matrix's outputs from <paramref name="first"/> on. A bias that the file lacks is zero.</summary>
    public void Linear(PackedMatrix matrix, int first, string name, int inputs, int outputs, KernelSet kernels)
    {
        var tensor = Find(name + ".weight", inputs, outputs);
        var bytes = _file.Bytes(tensor);
        using var bias = Has(name + ".bias") ? Vector(name + ".bias", outputs) : null;
        using var row = new NativeBuffer<float>(matrix.Inputs);
        using var integers = new NativeBuffer<short>(matrix.Inputs);
        for (var output = 0; output < outputs; output++)
        {
            Stored.Row(tensor.Type, bytes, output, new Span<float>(row.Pointer, inputs));
            var scale = kernels.Quantise(row.Pointer, matrix.Inputs, integers.Pointer);
            if (!float.IsFinite(scale))
            {
                throw NoNumbers(tensor.Name);
            }

            matrix.SetOutput(first + output, integers.Pointer, scale, bias is null ? 0 : bias.Pointer[output]);
        }
    }

    /// <summary>A table's rows as the file has them.</summary>
    public (GgufTensorType Type, NativeBuffer<byte> Bytes) Raw(string name, int width, int rows)
    {
        var tensor = Find(name, width, rows);
        var source = _file.Bytes(tensor);
        var copy = new NativeBuffer<byte>(source.Length);
        source.CopyTo(new Span<byte>(copy.Pointer, source.Length));
        return (tensor.Type, copy);
    }

    /// <summary>The rows of a table whose width is known.</summary>
    public int Rows(string name) =>
        _file.GetTensor(name).Dimensions is [_, > 0 and <= int.MaxValue and var rows] ? (int)rows : throw WrongShape(name, "two dimensions");

    private GgufTensor Find(string name, int width, int rows)
    {
        var tensor = _file.GetTensor(name);
        var right = tensor.Dimensions switch
        {
            [var length] => rows == 1 && length == width,
            [var columns, var lines] => columns == width && lines == rows,
            _ => false,
        };
        if (!right)
        {
            throw WrongShape(name, rows == 1 ? $"{width} values" : $"{width} × {rows} values");
        }

        return Stored.Supports(tensor.Type)
            ? tensor
            : throw GgufCursor.Invalid(_file.Path, $"tensor {name} is stored as {tensor.Type}; F32, F16, BF16 and Q8_0 are supported");
    }

    // Tensors that share bytes would let a small file ask for much memory.
    private void RefuseOverlap()
    {
        long end = 0;
        foreach (var tensor in _file.Tensors.Values.OrderBy(tensor => tensor.Offset))
        {
            if (tensor.Offset < end)
            {
                throw GgufCursor.Invalid(_file.Path, $"tensor {tensor.Name} lies over another");
            }

            end = tensor.Offset + tensor.ByteLength;
        }
    }

    private NativeBuffer<float> Finite(string name, NativeBuffer<float> table)
    {
        for (long i = 0; i < table.Length; i++)
        {
            if (!float.IsFinite(table.Pointer[i]))
            {
                table.Dispose();
                throw NoNumbers(name);
            }
        }

        return table;
    }

    private CortexException NoNumbers(string name) => GgufCursor.Invalid(_file.Path, $"tensor {name} holds values that are no numbers");

    private CortexException WrongShape(string name, string wanted) => GgufCursor.Invalid(
        _file.Path, $"tensor {name} is {string.Join(" × ", _file.GetTensor(name).Dimensions)} where the metadata asks for {wanted}");
}
