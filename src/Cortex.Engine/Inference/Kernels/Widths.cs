namespace Cortex.Engine.Inference.Kernels;

/// <summary>Rows of floats and integers are padded with zeros, so that no kernel has a remainder to care for.</summary>
internal static class Widths
{
    /// <summary>Two of the widest vectors.</summary>
    public const int Multiple = 32;

    /// <summary>Rows that a product computes at once.</summary>
    public const int Tile = 6;

    public static int Padded(int width) => checked(width + Multiple - 1) / Multiple * Multiple;

    public static int PaddedRows(int rows) => (rows + Tile - 1) / Tile * Tile;
}
