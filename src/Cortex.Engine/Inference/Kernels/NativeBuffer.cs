using System.Runtime.InteropServices;

namespace Cortex.Engine.Inference.Kernels;

/// <summary>Zeroed memory outside the garbage collector's heap, aligned to a cache line; given back at once when disposed.</summary>
internal sealed unsafe class NativeBuffer<T> : IDisposable
    where T : unmanaged
{
    private const int CacheLine = 64;

    public NativeBuffer(long length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        Length = length;
        var bytes = checked((nuint)length * (nuint)sizeof(T));
        Pointer = (T*)NativeMemory.AlignedAlloc(bytes == 0 ? CacheLine : bytes, CacheLine);
        NativeMemory.Clear(Pointer, bytes);
    }

    ~NativeBuffer() => Free();

    public T* Pointer { get; private set; }

    public long Length { get; }

    public long ByteLength => Length * sizeof(T);

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        NativeMemory.AlignedFree(Pointer);
        Pointer = null;
    }
}
