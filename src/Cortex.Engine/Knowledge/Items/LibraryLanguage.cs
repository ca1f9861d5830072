using Cortex.Contract.Search;
using Cortex.Engine.Storage;

namespace Cortex.Engine.Knowledge.Items;

/// <summary>Notices a library that is largely not English while the built-in encoder, which reads English, is in use.</summary>
public sealed class LibraryLanguage(Database database)
{
    public const string NotEnglish = "library_not_english";

    // The newest items of known language, among so many that are looked at: it is asked at every search.
    private const int Sample = 200, Looked = 400, FewestKnown = 5;

    private const string Message =
        "Most of this library is not in English. Search by words works, but the built-in encoder, which finds texts by their meaning, reads English only. " +
        "A multilingual model helps: `cortex models use FILE` with a GGUF of the BERT family with a WordPiece vocabulary, such as LaBSE.";

    private static readonly IReadOnlyList<Notice> None = [], Noticed = [new Notice(NotEnglish, Message)];
    private readonly Lock _gate = new();
    private IReadOnlyList<Notice>? _last;
    private long? _version;

    /// <summary>Nothing, or that the library is not English; looked at anew when it has changed.</summary>
    public IReadOnlyList<Notice> Notices()
    {
        // Before looking: what changes meanwhile is looked at the next time.
        var version = database.DataVersion();
        lock (_gate)
        {
            if (_last is not null && version is not null && version == _version) return _last;
        }

        var found = database.Read(db => IsLargelyNotEnglish(db) && HasBuiltInEncoder(db)) ? Noticed : None;
        lock (_gate) (_last, _version) = (found, version);
        return found;
    }

    private static bool IsLargelyNotEnglish(Db db)
    {
        var (known, english) = db.First($"""
            SELECT count(*), coalesce(sum(text_language = 'en'), 0) FROM (
              SELECT text_language FROM (SELECT text_language FROM items WHERE deleted_at IS NULL ORDER BY created_at DESC, pk DESC LIMIT {Looked})
              WHERE text_language IS NOT NULL LIMIT {Sample})
            """, row => (row.Long(0), row.Long(1)));
        return known >= FewestKnown && english * 2 < known;
    }

    // Until a set of vectors is active, it is the built-in encoder that will make one.
    private static bool HasBuiltInEncoder(Db db) => db.Long("SELECT 1 FROM generations WHERE status = 'active' AND model NOT LIKE 'built-in:%'") is null;
}
