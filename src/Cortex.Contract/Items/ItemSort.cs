using System.Text.Json.Serialization;

namespace Cortex.Contract.Items;

/// <summary>The order of a list.</summary>
[JsonConverter(typeof(WireEnumConverter<ItemSort>))]
public enum ItemSort
{
    Newest,
    Oldest,

    /// <summary>The latest changed first.</summary>
    Updated,

    /// <summary>By title, A to Z, in any case.</summary>
    Title,
}
