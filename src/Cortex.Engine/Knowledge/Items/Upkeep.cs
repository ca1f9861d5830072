using Cortex.Engine.Events;
using Cortex.Engine.Storage;

namespace Cortex.Engine.Knowledge.Items;

/// <summary>What the process that works the queue also does, at its start and once a day: empties what has long been in the trash and shortens the change log.</summary>
public sealed class Upkeep(Database database, Func<int> trashDays)
{
    // So that no transaction keeps a capture waiting.
    private const int ItemsAtOnce = 50;

    /// <summary>Returns how many items left the trash for good.</summary>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var before = database.Now - (long)TimeSpan.FromDays(trashDays()).TotalMilliseconds;
        var removed = 0;
        // Asking first keeps an idle library from being written to.
        while (database.Read(db => ItemWriter.HasTrash(db, before)))
        {
            removed += await database.Writer.RunAsync(Durability.Derived, db => ItemWriter.EmptyTrash(db, before, ItemsAtOnce));
            cancellation.ThrowIfCancellationRequested();
        }

        if (database.Read(ChangeLog.IsLong)) await database.Writer.RunAsync(Durability.Derived, ChangeLog.Trim);
        return removed;
    }
}
