using System.Text.Json;
using Cortex.Contract;
using Cortex.Contract.Answers;
using Cortex.Contract.Conversations;
using Cortex.Contract.Errors;
using Cortex.Contract.Search;
using Cortex.Engine.Events;
using Cortex.Engine.Storage;

namespace Cortex.Engine.Conversations;

/// <summary>Conversations and their messages as they are stored.</summary>
internal static class ConversationTable
{
    private const int TitleLength = 80;
    private const string Columns = "c.id, coalesce(c.title, (SELECT content FROM messages WHERE conversation_pk = c.pk ORDER BY pk LIMIT 1)), c.created_at, c.updated_at, c.title IS NULL";
    private const string MessageColumns = "id, role, status, content, answer, notice, draft, run_id, created_at";

    public static ConversationPage List(Db db, int limit, int offset) => new(
        db.Query($"SELECT {Columns}, (SELECT count(*) FROM messages WHERE conversation_pk = c.pk) FROM conversations c WHERE c.deleted_at IS NULL ORDER BY c.updated_at DESC, c.pk DESC LIMIT ?1 OFFSET ?2",
            row => new ConversationSummary { Id = row.Text(0), Title = Title(row), CreatedAt = row.Time(2), UpdatedAt = row.Time(3), MessageCount = row.Int(5) }, limit, offset),
        db.Long("SELECT count(*) FROM conversations WHERE deleted_at IS NULL") ?? 0);

    /// <exception cref="CortexException">there is none, or it was deleted</exception>
    public static Conversation Get(Db db, string id)
    {
        var pk = Find(db, id) ?? throw Unknown(id);
        return db.First($"SELECT {Columns}, c.filters FROM conversations c WHERE c.pk = ?1", row => new Conversation
        {
            Id = row.Text(0),
            Title = Title(row),
            Filters = Filters(row.TextOrNull(5)),
            CreatedAt = row.Time(2),
            UpdatedAt = row.Time(3),
            Messages = db.Query($"SELECT {MessageColumns} FROM messages WHERE conversation_pk = ?1 ORDER BY pk", message => Read(message, id), pk),
        }, pk)!;
    }

    public static long? Find(Db db, string id) => db.Long("SELECT pk FROM conversations WHERE id = ?1 AND deleted_at IS NULL", id);

    public static SearchFilters? FiltersOf(Db db, long pk) => Filters(db.Text("SELECT filters FROM conversations WHERE pk = ?1", pk));

    /// <summary>Creates it, or brings it back from the trash as an empty one: an id that is used again begins anew.</summary>
    public static long Create(Db db, string id, string? title, SearchFilters? filters, long now)
    {
        db.Execute("DELETE FROM conversations WHERE id = ?1 AND deleted_at IS NOT NULL", id);
        db.Execute("INSERT INTO conversations (id, title, filters, created_at, updated_at) VALUES (?1, ?2, ?3, ?4, ?4)", id, title, Text(filters), now);
        ChangeLog.Append(db, ChangeLog.Conversation, id);
        return Find(db, id)!.Value;
    }

    public static void Update(Db db, string id, UpdateConversationRequest request, long now)
    {
        var pk = Find(db, id) ?? throw Unknown(id);
        if (request.Carries(nameof(request.Title))) db.Execute("UPDATE conversations SET title = ?2 WHERE pk = ?1", pk, request.Title);
        if (request.Carries(nameof(request.Filters))) db.Execute("UPDATE conversations SET filters = ?2 WHERE pk = ?1", pk, Text(request.Filters));
        Touch(db, pk, id, now);
    }

    public static void Delete(Db db, string id, long now)
    {
        db.Execute("UPDATE conversations SET deleted_at = ?2 WHERE pk = ?1", Find(db, id) ?? throw Unknown(id), now);
        ChangeLog.Append(db, ChangeLog.Conversation, id);
    }

    public static void Restore(Db db, string id)
    {
        if (Find(db, id) is not null) return;
        if (db.Execute("UPDATE conversations SET deleted_at = NULL WHERE id = ?1", id) == 0) throw Unknown(id);
        ChangeLog.Append(db, ChangeLog.Conversation, id);
    }

    /// <summary>Removes for good what was deleted before a time.</summary>
    public static int EmptyTrash(Db db, long before, int most) =>
        db.Execute("DELETE FROM conversations WHERE pk IN (SELECT pk FROM conversations WHERE deleted_at < ?1 LIMIT ?2)", before, most);

    public static bool HasTrash(Db db, long before) => db.Long("SELECT 1 FROM conversations WHERE deleted_at < ?1 LIMIT 1", before) is not null;

    /// <summary>A question, and the answer that is to come.</summary>
    /// <returns>How many questions stood before it.</returns>
    public static int Ask(Db db, long pk, string id, string question, string questionId, string answerId, string runId, long now)
    {
        var turn = (int)(db.Long("SELECT count(*) FROM messages WHERE conversation_pk = ?1 AND role = 'user'", pk) ?? 0);
        db.Execute("INSERT INTO messages (id, conversation_pk, role, status, content, created_at) VALUES (?1, ?2, 'user', 'completed', ?3, ?4)", questionId, pk, question, now);
        db.Execute("INSERT INTO messages (id, conversation_pk, role, status, content, run_id, created_at) VALUES (?1, ?2, 'assistant', 'answering', '', ?3, ?4)", answerId, pk, runId, now);
        Touch(db, pk, id, now);
        return turn;
    }

    /// <summary>Keeps an answer, unless its conversation has gone.</summary>
    public static void Answer(Db db, string answerId, MessageStatus status, AskAnswer answer, string? asked, string? notice, string? draft, long now)
    {
        db.Execute("UPDATE messages SET status = ?2, content = ?3, answer = ?4, asked = ?5, notice = ?6, draft = ?7 WHERE id = ?1 AND status = 'answering'",
            answerId, WireName.Of(status), answer.Answer, JsonSerializer.Serialize(answer, CortexJson.Wire.AskAnswer), asked, notice ?? answer.Notice, draft);
        TouchOf(db, answerId, now);
    }

    public static void Fail(Db db, string answerId, string why, long now)
    {
        db.Execute("UPDATE messages SET status = 'failed', notice = ?2 WHERE id = ?1 AND status = 'answering'", answerId, why);
        TouchOf(db, answerId, now);
    }

    public static Message? Message(Db db, string id) => db.First("SELECT c.id FROM messages m JOIN conversations c ON c.pk = m.conversation_pk WHERE m.id = ?1", row => row.Text(0), id) is { } conversation
        ? db.First($"SELECT {MessageColumns} FROM messages WHERE id = ?1", row => Read(row, conversation), id) : null;

    /// <summary>The answers that a process left behind: their ids, those of their runs and conversations, and the questions.</summary>
    public static List<(string Id, string RunId, string Conversation, string Question, int Turn, long At)> Answering(Db db) => db.Query("""
        SELECT m.id, m.run_id, c.id, (SELECT content FROM messages q WHERE q.conversation_pk = m.conversation_pk AND q.pk < m.pk AND q.role = 'user' ORDER BY q.pk DESC LIMIT 1),
          (SELECT count(*) FROM messages q WHERE q.conversation_pk = m.conversation_pk AND q.pk < m.pk AND q.role = 'user') - 1, m.created_at
        FROM messages m JOIN conversations c ON c.pk = m.conversation_pk WHERE m.status = 'answering' ORDER BY m.pk
        """, row => (row.Text(0), row.Text(1), row.Text(2), row.TextOrNull(3) ?? "", row.Int(4), row.Long(5)));

    /// <summary>The last questions before a turn that were answered, with what they were about; the oldest first.</summary>
    public static IEnumerable<(string Question, string? Asked, string Answer, AskAnswer? Details)> Before(Db db, string conversationId, string answerId, int most) => db.Query("""
        SELECT q.content, a.asked, a.content, a.answer FROM messages a
        JOIN messages q ON q.pk = (SELECT max(pk) FROM messages WHERE conversation_pk = a.conversation_pk AND role = 'user' AND pk < a.pk)
        WHERE a.conversation_pk = (SELECT pk FROM conversations WHERE id = ?1) AND a.role = 'assistant' AND a.status IN ('completed', 'stopped') AND a.pk < (SELECT pk FROM messages WHERE id = ?2)
        ORDER BY a.pk DESC LIMIT ?3
        """, row => (row.Text(0), row.TextOrNull(1), row.Text(2), Details(row.TextOrNull(3))), conversationId, answerId, most).AsEnumerable().Reverse();

    public static CortexException Unknown(string id) => new(ErrorCode.NotFound, $"There is no conversation {id}.");

    private static void Touch(Db db, long pk, string id, long now)
    {
        db.Execute("UPDATE conversations SET updated_at = max(updated_at, ?2) WHERE pk = ?1", pk, now);
        ChangeLog.Append(db, ChangeLog.Conversation, id);
    }

    private static void TouchOf(Db db, string messageId, long now)
    {
        if (db.First("SELECT c.pk, c.id FROM messages m JOIN conversations c ON c.pk = m.conversation_pk WHERE m.id = ?1", row => (row.Long(0), row.Text(1)), messageId) is (> 0 and var pk, var id)) Touch(db, pk, id, now);
    }

    private static Message Read(Row row, string conversation)
    {
        var answer = Details(row.TextOrNull(4));
        return new Message
        {
            Id = row.Text(0),
            ConversationId = conversation,
            Role = WireName.Parse<MessageRole>(row.Text(1)),
            Status = WireName.Parse<MessageStatus>(row.Text(2)),
            Content = row.Text(3),
            CreatedAt = row.Time(8),
            Answered = answer?.Answered,
            Sentences = answer?.Sentences ?? [],
            Citations = answer?.Citations ?? [],
            AnsweredBy = answer?.AnsweredBy,
            Coverage = answer?.Coverage,
            Notice = row.TextOrNull(5),
            Draft = row.TextOrNull(6),
            TookMs = answer?.TookMs,
            RunId = row.TextOrNull(7),
        };
    }

    // The first line of the first question, where nobody gave it a title.
    private static string? Title(Row row)
    {
        var title = row.TextOrNull(1);
        if (title is null || !row.Bool(4)) return title;
        var line = title.AsSpan().Trim();
        if (line.IndexOfAny('\r', '\n') is > 0 and var end) line = line[..end];
        if (line.Length <= TitleLength) return line.ToString();
        return string.Concat(line[..(char.IsHighSurrogate(line[TitleLength - 1]) ? TitleLength - 1 : TitleLength)], "…");
    }

    private static AskAnswer? Details(string? json) => json is null ? null : JsonSerializer.Deserialize(json, CortexJson.Wire.AskAnswer);

    private static SearchFilters? Filters(string? json) => json is null ? null : JsonSerializer.Deserialize(json, CortexJson.Stored.SearchFilters);

    private static string? Text(SearchFilters? filters) => filters is null ? null : JsonSerializer.Serialize(filters, CortexJson.Stored.SearchFilters);
}
