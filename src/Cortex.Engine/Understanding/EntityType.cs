namespace Cortex.Engine.Understanding;

public enum EntityType
{
    Person,
    Organisation,
    Place,

    /// <summary>What somebody made: a product, a program, a book, a film.</summary>
    Work,
    Event,
    Date,

    /// <summary>A number with its unit, or money.</summary>
    Quantity,

    /// <summary>It is named, and what it is cannot be told.</summary>
    Other,
}
