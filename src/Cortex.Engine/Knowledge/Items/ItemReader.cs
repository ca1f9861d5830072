using System.Text.Json;
using Cortex.Contract;
using Cortex.Contract.Items;
using Cortex.Engine.Jobs;
using Cortex.Engine.Knowledge.Duplicates;
using Cortex.Engine.Storage;

namespace Cortex.Engine.Knowledge.Items;

/// <summary>Reads items as the contract shows them.</summary>
internal static class ItemReader
{
    public const string NewestFirst = "i.created_at DESC, i.pk DESC";
    private const int MaxNearDuplicates = 20;
    private const string Columns = "i.pk, i.id, i.version, i.title, i.excerpt, i.content_type, i.source_url, i.source, i.metadata, i.extracted, i.starred, i.opened_at, i.created_at, i.updated_at, i.source_key, i.vanished_at, i.deleted_at";

    public static Item Get(Db db, string id)
    {
        var row = db.First($"""
            SELECT {Columns}, i.revision, r.content, r.text, r.blocks
            FROM items i JOIN revisions r ON r.item_pk = i.pk AND r.revision = i.revision
            WHERE i.id = ?1 AND i.deleted_at IS NULL
            """, r => new { Pk = r.Long(0), Summary = Summary(r), Revision = r.Long(17), Content = r.Text(18), Text = r.TextOrNull(19), Blocks = r.TextOrNull(20) }, id)
            ?? throw CortexException.ItemNotFound(id);
        var summary = Complete(db, row.Pk, row.Summary);
        return new Item
        {
            Id = summary.Id,
            Version = summary.Version,
            Title = summary.Title,
            Content = row.Content,
            ContentType = summary.ContentType,
            SourceUrl = summary.SourceUrl,
            Source = summary.Source,
            Tags = summary.Tags,
            Metadata = summary.Metadata,
            ProcessingStatus = summary.ProcessingStatus,
            Stages = summary.Stages,
            Error = summary.Error,
            Starred = summary.Starred,
            OpenedAt = summary.OpenedAt,
            CreatedAt = summary.CreatedAt,
            UpdatedAt = summary.UpdatedAt,
            VanishedAt = summary.VanishedAt,
            Revision = row.Revision,
            // An unparsed note's own text is what is there; null says "the same as the content".
            Text = row.Blocks is null ? "" : row.Text ?? row.Content,
            Blocks = row.Blocks is null ? [] : JsonSerializer.Deserialize(row.Blocks, CortexJson.Default.ListBlock)!,
            Chunks = db.Query("SELECT id, start, end, token_count FROM chunks WHERE item_pk = ?1 ORDER BY start", r => new Chunk(r.Long(0), r.Int(1), r.Int(2), r.Int(3)), row.Pk),
            Original = db.First("SELECT name, media_type, length(bytes) FROM originals WHERE item_pk = ?1", r => new ItemOriginal(r.Text(0), r.TextOrNull(1), r.Long(2)), row.Pk),
            NearDuplicates = DuplicateIndex.Of(db, row.Pk, MaxNearDuplicates),
            Extraction = db.Text("SELECT body FROM extractions WHERE item_pk = ?1 AND revision = ?2", row.Pk, row.Revision) is { } extraction ? JsonSerializer.Deserialize(extraction, CortexJson.Wire.ItemExtraction) : null,
        };
    }

    public static ItemSummary GetSummary(Db db, string id)
    {
        var (pk, summary) = db.Query($"SELECT {Columns} FROM items i WHERE i.id = ?1 AND i.deleted_at IS NULL", row => (row.Long(0), Summary(row)), id)
            .Cast<(long, ItemSummary)?>().FirstOrDefault() ?? throw CortexException.ItemNotFound(id);
        return Complete(db, pk, summary);
    }

    public static ItemPage List(Db db, ItemQuery query)
    {
        var (where, arguments) = Where(query);
        return List(db, where, arguments, Order(query.Sort), query.Offset, query.Limit);
    }

    /// <summary>Every id of a list, in its order; its offset and limit do not count.</summary>
    public static ItemIdList Ids(Db db, ItemQuery query)
    {
        var (where, arguments) = Where(query);
        return new ItemIdList(db.Query($"SELECT i.id FROM items i WHERE {where} ORDER BY {Order(query.Sort)}", row => row.Text(0), arguments));
    }

    /// <summary>Items by conditions on <c>items i</c>, with their arguments.</summary>
    public static ItemPage List(Db db, string where, object?[] arguments, string order, long offset, int limit)
    {
        var total = db.Long($"SELECT count(*) FROM items i WHERE {where}", arguments) ?? 0;
        var rows = db.Query($"SELECT {Columns} FROM items i WHERE {where} ORDER BY {order} LIMIT ?{arguments.Length + 1} OFFSET ?{arguments.Length + 2}",
            row => (Pk: row.Long(0), Summary: Summary(row)), [.. arguments, limit, offset]);
        return new ItemPage([.. rows.Select(row => Complete(db, row.Pk, row.Summary))], total, offset, limit);
    }

    private static string Order(ItemSort sort) => sort switch
    {
        ItemSort.Oldest => "i.created_at, i.pk",
        ItemSort.Updated => "i.updated_at DESC, i.pk DESC",
        ItemSort.Title => "i.title COLLATE NOCASE, i.pk",
        _ => NewestFirst,
    };

    private static (string Where, object?[] Arguments) Where(ItemQuery query)
    {
        var conditions = new List<string> { "i.deleted_at IS NULL" };
        var arguments = new List<object?>();
        void Add(string condition, object value)
        {
            arguments.Add(value);
            conditions.Add(condition.Replace("?", $"?{arguments.Count}", StringComparison.Ordinal));
        }

        if (query.Type is { } type) Add("i.content_type = ?", WireName.Of(type));
        if (query.Source is { } source) Add("i.source = ?", source);
        if (query.Starred is { } starred) Add("i.starred = ?", starred);
        if (query.Tag is { } tag) Add("EXISTS (SELECT 1 FROM item_tags t WHERE t.item_pk = i.pk AND t.tag = ? COLLATE NOCASE)", tag);
        if (query.After is { } after) Add("i.created_at >= ?", new DateTimeOffset(after).ToUnixTimeMilliseconds());
        if (query.Before is { } before) Add("i.created_at < ?", new DateTimeOffset(before).ToUnixTimeMilliseconds());
        if (query.Status is { } status) conditions.Add($"EXISTS (SELECT 1 FROM jobs j WHERE j.item_pk = i.pk GROUP BY j.item_pk HAVING {Having(status)})");
        return (string.Join(" AND ", conditions), [.. arguments]);
    }

    // The same sum as StageStates.Sum, in SQL.
    private static string Having(ProcessingStatus status) => status switch
    {
        ProcessingStatus.Failed => "sum(j.status = 'failed') > 0",
        ProcessingStatus.Completed => "sum(j.status IN ('done', 'skipped')) = count(*)",
        ProcessingStatus.Pending => "sum(j.status = 'waiting') = count(*)",
        _ => "sum(j.status = 'failed') = 0 AND sum(j.status IN ('waiting', 'running')) > 0 AND sum(j.status = 'waiting') < count(*)",
    };

    private static ItemSummary Summary(Row row) => new()
    {
        Id = row.Text(1),
        Version = row.Long(2),
        Title = row.Text(3),
        Excerpt = row.Text(4),
        ContentType = WireName.Parse<ContentType>(row.Text(5)),
        SourceUrl = row.TextOrNull(6),
        Source = row.Text(7),
        Tags = [],
        Metadata = MetadataMerge.Of(row.Text(8), row.IsNull(14) ? null : row.TextOrNull(9)),
        ProcessingStatus = ProcessingStatus.Pending,
        Stages = new Dictionary<string, StageState>(StringComparer.Ordinal),
        Error = null,
        Starred = row.Bool(10),
        OpenedAt = row.TimeOrNull(11),
        CreatedAt = row.Time(12),
        UpdatedAt = row.Time(13),
        VanishedAt = row.TimeOrNull(15),
        DeletedAt = row.TimeOrNull(16),
    };

    private static ItemSummary Complete(Db db, long pk, ItemSummary summary)
    {
        var stages = StageStates.Of(db, pk);
        return summary with
        {
            Tags = Tags(db, pk),
            Stages = stages,
            ProcessingStatus = StageStates.Sum(stages),
            Error = StageStates.Error(stages),
        };
    }

    internal static List<string> Tags(Db db, long pk) => db.Query("SELECT tag FROM item_tags WHERE item_pk = ?1 ORDER BY position", row => row.Text(0), pk);
}
