using Cortex.Engine.Storage;

namespace Cortex.Engine.Tests.Storage;

/// <summary>Rows as an earlier version left them, in plain SQL: the code of today cannot write an old schema.</summary>
internal static class OldRows
{
    /// <summary>Fills what the schema of a version has. A migration that adds a table adds its rows here.</summary>
    public static void Fill(Db db, int version)
    {
        if (version < 1) return;
        for (var n = 1; n <= 20; n++)
        {
            db.Execute("INSERT INTO items (pk, id, title, title_derived, content_type, format, source, content_hash, metadata, created_at, updated_at) VALUES (?1, ?2, 'title', 0, 'note', 'markdown', 'api', x'00', '{}', ?1, ?1)", n, $"item-{n}");
            db.Execute("INSERT INTO revisions (item_pk, revision, content, created_at) VALUES (?1, 1, 'content', 1)", n);
            db.Execute("INSERT INTO item_tags (item_pk, position, tag) VALUES (?1, 0, 'tag')", n);
            db.Execute("INSERT INTO chunks (item_pk, revision, start, end, token_count, title, text) VALUES (?1, 1, 0, 7, 1, 'title', 'content')", n);
            db.Execute("INSERT INTO chunks_fts (rowid, title, text) VALUES (last_insert_rowid(), 'title', 'content')");
            db.Execute("INSERT INTO jobs (item_pk, stage, revision, status, updated_at) VALUES (?1, 'words', 1, 'done', 1)", n);
            db.Execute("INSERT INTO changes (kind, item_id) VALUES ('item_created', ?1)", $"item-{n}");
        }

        db.Execute("INSERT INTO settings (name, value) VALUES ('trash_days', '40')");
        db.Execute("INSERT INTO sessions (hash, created_at, used_at) VALUES (x'01', 1, 1)");
        if (version < 2) return;
        db.Execute("INSERT INTO generations (id, key, model, dimensions, status, created_at) VALUES (1, 'key', 'built-in:model', 2, 'active', 1)");
        db.Execute("INSERT INTO vectors (chunk_id, generation, vector) SELECT id, 1, x'003c0000' FROM chunks");
        db.Execute("INSERT INTO vector_removals (chunk_id, generation) VALUES (99, 1)");
        db.Execute("INSERT INTO fingerprints (item_pk, revision, minhash) SELECT pk, 1, x'00' FROM items");
        db.Execute("INSERT INTO near_duplicates (item_pk, other_pk, similarity) VALUES (1, 2, 0.9)");
        if (version < 3) return;
        db.Execute("INSERT INTO sources (id, path, added_at) VALUES (1, '/notes', 1)");
        db.Execute("INSERT INTO source_files (source_id, path, size, modified, item_pk) VALUES (1, 'a.md', 1, 1, 1)");
        db.Execute("INSERT INTO originals (item_pk, name, bytes) VALUES (1, 'a.pdf', x'00')");
        if (version < 4) return;
        db.Execute("INSERT INTO links (item_pk, position, kind, target, name, start, end, quote_start, quote) SELECT pk, 0, 'wikilink', 'Note', 'note', 0, 4, 0, 'Note' FROM items");
        db.Execute("INSERT INTO item_names (name, alias, item_pk) SELECT 'note', 0, pk FROM items");
        db.Execute("INSERT INTO export_entries (key, item_pk, digest, content_hash) SELECT id, pk, x'00', x'00' FROM items");
        if (version < 5) return;
        db.Execute("INSERT INTO network_requests (at, host, purpose, sent, received) VALUES (1, 'example.org', 'page', 0, 1)");
        db.Execute("INSERT INTO model_calls (at, task, provider, asked, took_ms) VALUES (1, 'chat', 'openai', 'a', 1)");
        if (version < 6) return;
        db.Execute("INSERT INTO workflow_runs (pk, id, graph, number, version, status, started_at) VALUES (1, 'run', 'graph', 1, 1, 'completed', 1)");
        db.Execute("INSERT INTO workflow_checkpoints (run_pk, step, path, node, next, state, nodes, at) VALUES (1, 1, '', 'a', 'end', x'7b7d', '[]', 1)");
        db.Execute("INSERT INTO workflow_results (key, result, size, at) VALUES (x'00', x'00', 1, 1)");
        if (version < 8) return;
        db.Execute("INSERT INTO extractions (item_pk, revision, body) VALUES (1, 1, '{}')");
        db.Execute("INSERT INTO item_entities (name, item_pk, label, type, start, end) VALUES ('name', 1, 'Name', 'person', 0, 4)");
        db.Execute("INSERT INTO connections (a_pk, b_pk, a_revision, b_revision, strength, kinds, evidence) VALUES (1, 2, 1, 1, 0.5, 1, '{}')");
    }

    public static Dictionary<string, long> Count(Db db) =>
        db.Query("SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' AND name NOT LIKE 'chunks_fts%' AND name NOT LIKE 'chunks_unspaced%' AND name NOT LIKE 'sqlite_%'", row => row.Text(0))
            .ToDictionary(name => name, name => db.Long($"SELECT count(*) FROM \"{name}\"") ?? 0, StringComparer.Ordinal);
}
