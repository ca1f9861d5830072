using System.Text.Json;
using Cortex.Contract;
using Cortex.Contract.Errors;
using Cortex.Contract.Search;
using Cortex.Engine.Events;
using Cortex.Engine.Storage;

namespace Cortex.Engine.Search;

/// <summary>The searches that a person keeps.</summary>
public sealed class SavedSearches(Database database)
{
    public const int Most = 500, LongestName = 200;
    private const string Columns = "SELECT id, name, query, filters, created_at FROM saved_searches";

    /// <summary>By name.</summary>
    public IReadOnlyList<SavedSearch> List() => database.Read(db => db.Query($"{Columns} ORDER BY name COLLATE NOCASE, pk", Read));

    /// <summary>Keeps a search. The same query with the same filters is kept once; another name renames it.</summary>
    /// <exception cref="CortexException">nothing to search for, too long, a wrong filter, or too many</exception>
    public async Task<SavedSearch> SaveAsync(SaveSearchRequest request)
    {
        var query = request.Query.Trim();
        var name = string.IsNullOrWhiteSpace(request.Name) ? query : request.Name.Trim();
        QueryParser.Parse(query, request.Filters);
        var filters = request.Filters is null || request.Filters == new SearchFilters() ? null : JsonSerializer.Serialize(request.Filters, CortexJson.Stored.SearchFilters);
        if (query.Length == 0 && filters is null) throw CortexException.Invalid("query", "Must not be empty without filters.");
        if (name.Length is 0 or > LongestName) throw CortexException.Invalid("name", $"Must have 1 to {LongestName} characters.");
        return await database.Writer.RunAsync(Durability.Captured, db =>
        {
            var known = db.Text("SELECT id FROM saved_searches WHERE query = ?1 AND filters IS ?2", query, filters);
            if (known is null && db.Long("SELECT count(*) FROM saved_searches") >= Most) throw CortexException.Invalid("query", $"There are {Most} saved searches already; forget one first.");
            if (known is null) db.Execute("INSERT INTO saved_searches (id, name, query, filters, created_at) VALUES (?1, ?2, ?3, ?4, ?5)", Guid.CreateVersion7().ToString(), name, query, filters, database.Now);
            else db.Execute("UPDATE saved_searches SET name = ?2 WHERE id = ?1", known, name);
            ChangeLog.Append(db, ChangeLog.Settings);
            return db.First($"{Columns} WHERE query = ?1 AND filters IS ?2", Read, query, filters)!;
        });
    }

    /// <exception cref="CortexException">unknown id</exception>
    public Task DeleteAsync(string id) => database.Writer.RunAsync(Durability.Captured, db =>
    {
        if (db.Execute("DELETE FROM saved_searches WHERE id = ?1", id) == 0) throw new CortexException(ErrorCode.NotFound, "There is no such saved search.");
        ChangeLog.Append(db, ChangeLog.Settings);
    });

    private static SavedSearch Read(Row row) =>
        new(row.Text(0), row.Text(1), row.Text(2), row.TextOrNull(3) is { } filters ? JsonSerializer.Deserialize(filters, CortexJson.Stored.SearchFilters) : null, row.Time(4));
}
