using Cortex.Contract.Items;
using Cortex.Engine.Knowledge.Items;
using Cortex.Engine.Storage;

namespace Cortex.Engine.Search;

/// <summary>What to list besides what a query's filters say.</summary>
public sealed record ItemListRequest
{
    public bool Starred { get; init; }

    /// <summary>Those that a stage failed on.</summary>
    public bool Failed { get; init; }

    /// <summary>Those whose file is gone.</summary>
    public bool Vanished { get; init; }

    /// <summary>The trash in place of the library, what was deleted last first.</summary>
    public bool Trash { get; init; }
    public long Offset { get; init; }
    public int Limit { get; init; } = 20;
}

/// <summary>Lists items by the filters of a query.</summary>
public sealed class ItemList(Database database)
{
    public const int MaxLimit = 1000;

    /// <param name="filters">Without words, phrases or exclusions: those are for a search.</param>
    /// <exception cref="CortexException">limit out of range</exception>
    public ItemPage Find(ParsedQuery filters, ItemListRequest request)
    {
        if (request.Limit is < 1 or > MaxLimit) throw CortexException.Invalid("limit", $"Must be between 1 and {MaxLimit:N0}.");
        var filter = new FilterSql(filters);
        var where = (request.Trash ? "i.deleted_at IS NOT NULL" : "i.deleted_at IS NULL") + filter.And
            + (request.Starred ? " AND i.starred" : "")
            + (request.Failed ? " AND EXISTS (SELECT 1 FROM jobs j WHERE j.item_pk = i.pk AND j.status = 'failed')" : "")
            + (request.Vanished ? " AND i.vanished_at IS NOT NULL" : "");
        return database.ReadSnapshot(db => ItemReader.List(db, where, filter.Arguments, request.Trash ? "i.deleted_at DESC, i.pk DESC" : ItemReader.NewestFirst, request.Offset, request.Limit));
    }
}
