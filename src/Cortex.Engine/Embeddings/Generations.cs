using Cortex.Engine.Storage;

namespace Cortex.Engine.Embeddings;

/// <summary>Which sets of vectors there are. One is active, at most one is building; the swap is one row each.</summary>
public static class Generations
{
    private const string Columns = "id, key, model, location, fingerprint, dimensions, status";

    /// <summary>Null until something has been embedded for the first time.</summary>
    public static Generation? Active(Db db) => WithStatus(db, GenerationStatus.Active);

    public static Generation? Building(Db db) => WithStatus(db, GenerationStatus.Building);

    public static Generation? Retired(Db db) => WithStatus(db, GenerationStatus.Retired);

    /// <summary>The first becomes active at once; any other is built beside the active one, in place of another that was being built.</summary>
    public static Generation Begin(Db db, ModelDescription model, long now)
    {
        var active = Active(db);
        if (active?.Key == model.Key)
        {
            // Back to what is in use: there is nothing to build.
            CancelBuilding(db);
            db.Execute("UPDATE generations SET location = ?2, fingerprint = ?3, model = ?4 WHERE id = ?1", active.Id, model.Location, model.Fingerprint, model.Name);
            return Active(db)!;
        }

        if (active is not null && Building(db) is { } building)
        {
            if (building.Key == model.Key) return building;
            CancelBuilding(db);
        }

        var status = active is null ? GenerationStatus.Active : GenerationStatus.Building;
        db.Execute("INSERT INTO generations (key, model, location, fingerprint, dimensions, status, created_at, activated_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            model.Key, model.Name, model.Location, model.Fingerprint, model.Dimensions, WireName.Of(status), now, active is null ? now : null);
        return WithStatus(db, status)!;
    }

    /// <summary>What was being built is given up; the active one serves on. False when nothing was being built.</summary>
    public static bool CancelBuilding(Db db) => db.Execute("UPDATE generations SET status = 'retired' WHERE status = 'building'") > 0;

    /// <summary>The one that was being built takes the place of the active one; unless it was given up meanwhile.</summary>
    public static void Swap(Db db, Generation built, long now)
    {
        if (Building(db)?.Id != built.Id) return;
        db.Execute("UPDATE generations SET status = 'retired' WHERE status = 'active'");
        db.Execute("UPDATE generations SET status = 'active', activated_at = ?2 WHERE id = ?1", built.Id, now);
    }

    public static void Forget(Db db, Generation retired) => db.Execute("DELETE FROM generations WHERE id = ?1 AND status = 'retired'", retired.Id);

    private static Generation? WithStatus(Db db, GenerationStatus status) => db.First($"SELECT {Columns} FROM generations WHERE status = ?1 ORDER BY id LIMIT 1",
        row => new Generation(row.Long(0), row.Text(1), row.Text(2), row.TextOrNull(3), row.Text(4), row.Int(5), WireName.Parse<GenerationStatus>(row.Text(6))), WireName.Of(status));
}
