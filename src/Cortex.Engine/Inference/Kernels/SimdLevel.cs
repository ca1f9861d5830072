using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Cortex.Engine.Inference.Kernels;

/// <summary>How wide the kernels work. All levels run the same code and give the same integer products.</summary>
public enum SimdLevel
{
    /// <summary>No instruction is asked for that a machine may lack.</summary>
    Plain,

    /// <summary>128 bits: SSE or Arm's Neon.</summary>
    Vector128,

    /// <summary>256 bits: AVX2 with FMA.</summary>
    Vector256,

    /// <summary>512 bits: AVX-512 with byte and word instructions.</summary>
    Vector512,
}

internal static class Simd
{
    /// <summary>What this machine can run, narrowest first.</summary>
    public static IReadOnlyList<SimdLevel> Supported { get; } = Enum.GetValues<SimdLevel>().Where(Runs).ToArray();

    public static SimdLevel Best => Supported[^1];

    private static bool Runs(SimdLevel level) => level switch
    {
        SimdLevel.Vector512 => Vector512.IsHardwareAccelerated && Avx512BW.IsSupported,
        SimdLevel.Vector256 => Vector256.IsHardwareAccelerated && Avx2.IsSupported && Fma.IsSupported,
        SimdLevel.Vector128 => Vector128.IsHardwareAccelerated && (Sse2.IsSupported || AdvSimd.Arm64.IsSupported),
        _ => true,
    };
}
