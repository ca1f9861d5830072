namespace Cortex.Engine.Inference.Gguf;

/// <summary>Where a metadata value lies; values are decoded when asked for, so that opening a file stays cheap.</summary>
/// <param name="ElementType">Of an array; else the type itself.</param>
/// <param name="Count">Elements of an array; else 1.</param>
internal readonly record struct GgufValue(GgufValueType Type, GgufValueType ElementType, long Count, long Position)
{
    public static int SizeOf(GgufValueType type) => type switch
    {
        GgufValueType.UInt8 or GgufValueType.Int8 or GgufValueType.Bool => 1,
        GgufValueType.UInt16 or GgufValueType.Int16 => 2,
        GgufValueType.UInt32 or GgufValueType.Int32 or GgufValueType.Float32 => 4,
        GgufValueType.UInt64 or GgufValueType.Int64 or GgufValueType.Float64 => 8,
        _ => 0,
    };

    /// <summary>Walks over the value at the cursor, checking all of it.</summary>
    public static GgufValue Scan(ref GgufCursor cursor, string key)
    {
        var type = (GgufValueType)cursor.ReadUInt32();
        if (type != GgufValueType.Array)
        {
            var start = cursor.Position;
            SkipElements(ref cursor, key, type, 1);
            return new GgufValue(type, type, 1, start);
        }

        var element = (GgufValueType)cursor.ReadUInt32();
        if (element == GgufValueType.Array)
        {
            throw cursor.Invalid($"{key} holds arrays within an array");
        }

        var size = element == GgufValueType.String ? sizeof(ulong) : SizeOf(element);
        if (size == 0)
        {
            throw cursor.Invalid($"{key} has the unknown element type {(uint)element}");
        }

        var count = cursor.ReadCount($"elements of {key}", size);
        var first = cursor.Position;
        SkipElements(ref cursor, key, element, count);
        return new GgufValue(type, element, count, first);
    }

    private static void SkipElements(ref GgufCursor cursor, string key, GgufValueType type, long count)
    {
        if (type == GgufValueType.String)
        {
            for (long i = 0; i < count; i++)
            {
                cursor.ReadText(key);
            }

            return;
        }

        var size = SizeOf(type);
        if (size == 0)
        {
            throw cursor.Invalid($"{key} has the unknown type {(uint)type}");
        }

        cursor.Skip(size * count);
    }
}
