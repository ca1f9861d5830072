using Cortex.Engine.Knowledge.Items;

namespace Cortex.Engine.Sources.Exports;

/// <summary>What a reader found in an export: an <see cref="ExportedItem"/>, or what it <see cref="LeftOut"/>.</summary>
internal abstract record ExportEntry;

/// <param name="Item">With its identity.</param>
/// <param name="IsPage">A web page of which only the address is known: it never takes the place of the page itself.</param>
internal sealed record ExportedItem(NewItem Item, bool IsPage = false) : ExportEntry;

/// <param name="Name">What a person knows it by; null where only the number matters.</param>
/// <param name="Reason">One of <see cref="ExportReason"/>.</param>
internal sealed record LeftOut(string? Name, string Reason, int Count = 1) : ExportEntry;
