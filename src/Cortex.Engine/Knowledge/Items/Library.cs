using Cortex.Contract.Import;
using Cortex.Contract.Items;
using Cortex.Engine.Storage;

namespace Cortex.Engine.Knowledge.Items;

/// <summary>The items: capture, read, change, delete. A write is on the disk when its task ends.</summary>
public sealed class Library(Database database)
{
    private const int AtOnce = 50;

    /// <exception cref="CortexException">invalid fields</exception>
    public Task<Item> CreateAsync(CreateItemRequest request) => CreateAsync(ItemValidation.Validate(request));

    public async Task<Item> CreateAsync(NewItem item)
    {
        var now = database.Time.GetUtcNow();
        var id = await database.Writer.RunAsync(Durability.Captured, db => ItemWriter.Create(db, item, now));
        return item.AsCaptured(id, Row.ToTime(now.ToUnixTimeMilliseconds()));
    }

    /// <summary>Takes in documents by their identity (<see cref="NewItem.SourceKey"/>), in one transaction.</summary>
    /// <param name="isGone">Whether a source is no longer where it was: then the same content elsewhere is a move.</param>
    public Task<IReadOnlyList<(string Id, ImportOutcome Outcome)>> ImportAsync(IReadOnlyList<NewItem> items, Func<string, bool> isGone) =>
        database.Writer.RunAsync(Durability.Captured, IReadOnlyList<(string, ImportOutcome)> (db) =>
            [.. items.Select(item => ItemWriter.Import(db, item, isGone, database.Time.GetUtcNow()))]);

    /// <summary>Says that the address of a bookmark led to a page of another identity: its item is that page's from now on.</summary>
    public Task FollowAsync(string asked, string found) =>
        asked == found || !database.Read(db => ExportedStub.IsThere(db, asked)) ? Task.CompletedTask : database.Writer.RunAsync(Durability.Captured, db => ExportedStub.Follow(db, asked, found, database.Now));

    /// <exception cref="CortexException">unknown id</exception>
    public Item Get(string id) => database.ReadSnapshot(db => ItemReader.Get(db, id));

    /// <summary>Reads the document that an item came from, as it came; false where the library keeps none.</summary>
    /// <param name="read">Takes its bytes, which are read from the database meanwhile.</param>
    /// <exception cref="CortexException">unknown id</exception>
    public bool ReadOriginal(string id, Action<Stream> read) => database.ReadSnapshot(db =>
    {
        ItemReader.GetSummary(db, id);
        if (StoredItemReader.Original(db, db.Long("SELECT pk FROM items WHERE id = ?1", id)!.Value) is not { } original) return false;
        using (original.Bytes) read(original.Bytes);
        return true;
    });

    public ItemPage List(ItemQuery query) => database.ReadSnapshot(db => ItemReader.List(db, query));

    public ItemIdList Ids(ItemQuery query) => database.ReadSnapshot(db => ItemReader.Ids(db, query));

    /// <exception cref="CortexException">unknown id, invalid fields, stale version</exception>
    public async Task<Item> UpdateAsync(string id, UpdateItemRequest change)
    {
        // A missing item is told before a wrong field.
        database.Read(db => ItemReader.GetSummary(db, id));
        ItemValidation.Validate(change);
        await database.Writer.RunAsync(Durability.Captured, db => ItemWriter.Update(db, id, change, database.Now));
        return Get(id);
    }

    /// <summary>What was said with a document that is there already: tags join those that it has, a title takes the place of its own.</summary>
    public async Task<Item> AddAsync(string id, IReadOnlyList<string> tags, string? title)
    {
        var item = Get(id);
        var more = tags.Except(item.Tags, StringComparer.OrdinalIgnoreCase).Take(Math.Max(0, ItemValidation.MaxTags - item.Tags.Count)).ToList();
        var change = new UpdateItemRequest();
        if (more.Count > 0) change.Tags = [.. item.Tags, .. more];
        if (title is { Length: > 0 } && title != item.Title) change.Title = title;
        return change.Tags is null && change.Title is null ? item : await UpdateAsync(id, change);
    }

    /// <summary>The whole id that a part of one stands for; see <see cref="ItemIds"/>.</summary>
    /// <exception cref="CortexException">none or several have it</exception>
    public string FindId(string part, bool trashed = false) => database.ReadSnapshot(db => ItemIds.Find(db, part, trashed));

    /// <summary>A part of a passage, to be found again later; null when there is no such passage any more.</summary>
    public QuotedPlace? PlaceOf(long chunkId, int start, int end) => database.Read(db => db.First("SELECT revision, start, text FROM chunks WHERE id = ?1", row =>
    {
        var place = QuotedPlace.Of(row.Text(2), row.Long(0), start - row.Int(1), end - row.Int(1));
        return place with { Start = place.Start + row.Int(1), End = place.End + row.Int(1) };
    }, chunkId));

    /// <exception cref="CortexException">unknown id</exception>
    public ItemSource SourceOf(string id) => database.Read(db => ItemSource.Of(db, id));

    public Task MarkOpenedAsync(string id) => database.Writer.RunAsync(Durability.Captured, db => ItemWriter.MarkOpened(db, id, database.Now));

    public Task DeleteAsync(string id) => database.Writer.RunAsync(Durability.Captured, db => ItemWriter.Delete(db, id, database.Now));

    public async Task<Item> RestoreAsync(string id)
    {
        await database.Writer.RunAsync(Durability.Captured, db => ItemWriter.Restore(db, id, database.Now));
        return Get(id);
    }

    /// <summary>Moves many to the trash, those that are not there aside; returns how many it moved.</summary>
    public Task<int> DeleteAsync(IReadOnlyList<string> ids) => ManyAsync(ids, "deleted_at IS NULL", ItemWriter.Delete);

    /// <summary>Brings many back, those that are not in the trash aside; returns how many came back.</summary>
    public Task<int> RestoreAsync(IReadOnlyList<string> ids) => ManyAsync(ids, "deleted_at IS NOT NULL", ItemWriter.Restore);

    // A transaction for a few: what is captured meanwhile does not wait for the rest.
    private async Task<int> ManyAsync(IReadOnlyList<string> ids, string where, Action<Db, string, long> change)
    {
        var changed = 0;
        foreach (var few in ids.Distinct(StringComparer.Ordinal).Chunk(AtOnce))
        {
            changed += await database.Writer.RunAsync(Durability.Captured, db =>
            {
                var there = few.Where(id => db.Long($"SELECT 1 FROM items WHERE id = ?1 AND {where}", id) is not null).ToList();
                foreach (var id in there) change(db, id, database.Now);
                return there.Count;
            });
        }

        return changed;
    }
}
