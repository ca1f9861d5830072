namespace Cortex.Engine.Knowledge.Chunking;

/// <summary>Sizes in WordPieces of the built-in vocabulary. Changing one changes every chunk of every library.</summary>
internal static class ChunkLimits
{
    /// <summary>What the encoder was trained for, with [CLS], [SEP] and the title in front.</summary>
    public const int Maximum = 256;

    public const int Specials = 2;

    public const int Title = 40;

    public const int Target = 200;

    /// <summary>A chunk this full may end where a paragraph ends.</summary>
    public const int Full = 140;

    /// <summary>A chunk below this takes in the next section, however long that is.</summary>
    public const int Small = 60;

    /// <summary>Sentences worth repeating at the start of the next chunk.</summary>
    public const int Overlap = 60;

    /// <summary>A longer sentence is split; with headings before it, it must still fit.</summary>
    public const int Unit = 160;

    /// <summary>Headings up to this much stay with what follows them.</summary>
    public const int Headings = 48;

    /// <summary>So many characters cost at least one piece: a word of a million letters is a single unknown piece.</summary>
    public const int CharactersPerPiece = 16;

    public static int Cost(int tokens, int characters) => Math.Max(tokens, characters / CharactersPerPiece);
}
