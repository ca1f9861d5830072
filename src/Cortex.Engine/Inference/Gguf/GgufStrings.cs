namespace Cortex.Engine.Inference.Gguf;

/// <summary>The UTF-8 elements of a string array, read where they lie; valid while the file is open.</summary>
public ref struct GgufStrings
{
    private GgufCursor _cursor;
    private long _left;

    internal GgufStrings(GgufCursor cursor, long count)
    {
        _cursor = cursor;
        _left = count;
        Count = (int)count;
    }

    public int Count { get; }

    public ReadOnlySpan<byte> Current { get; private set; }

    public readonly GgufStrings GetEnumerator() => this;

    public bool MoveNext()
    {
        if (_left == 0)
        {
            return false;
        }

        _left--;
        Current = _cursor.ReadText("an element");
        return true;
    }
}
