namespace Cortex.Engine.Understanding;

/// <summary>Up to four words that stand side by side, by their stems; what is missing is -1.</summary>
internal readonly record struct KeyPhrase(int A, int B, int C, int D)
{
    public int Length => B < 0 ? 1 : C < 0 ? 2 : D < 0 ? 3 : 4;

    public static KeyPhrase Of(ReadOnlySpan<int> stems) => new(stems[0], stems.Length > 1 ? stems[1] : -1, stems.Length > 2 ? stems[2] : -1, stems.Length > 3 ? stems[3] : -1);

    public bool Has(int stem) => stem >= 0 && (A == stem || B == stem || C == stem || D == stem);

    /// <summary>Whether all words of the other one are in this one too.</summary>
    public bool Holds(KeyPhrase other) => Has(other.A) && (other.B < 0 || Has(other.B)) && (other.C < 0 || Has(other.C)) && (other.D < 0 || Has(other.D));

    public int Shared(KeyPhrase other) => (Has(other.A) ? 1 : 0) + (Has(other.B) ? 1 : 0) + (Has(other.C) ? 1 : 0) + (Has(other.D) ? 1 : 0);
}
