using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Cortex.Contract.Answers;
using Cortex.Contract.Connections;
using Cortex.Contract.Conversations;
using Cortex.Contract.Digests;
using Cortex.Contract.Errors;
using Cortex.Contract.Events;
using Cortex.Contract.Export;
using Cortex.Contract.Import;
using Cortex.Contract.Items;
using Cortex.Contract.Models;
using Cortex.Contract.Processing;
using Cortex.Contract.Search;
using Cortex.Contract.Secrets;
using Cortex.Contract.Sources;
using Cortex.Contract.Status;
using Cortex.Contract.Workflows;

namespace Cortex.Contract;

/// <summary>The one JSON context of the wire: snake_case, strict numbers, nothing by reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DictionaryKeyPolicy = JsonKnownNamingPolicy.Unspecified,
    NumberHandling = JsonNumberHandling.Strict,
    MaxDepth = 64,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(Item))]
[JsonSerializable(typeof(ItemSummary))]
[JsonSerializable(typeof(ItemPage))]
[JsonSerializable(typeof(DuplicatePage))]
[JsonSerializable(typeof(ConnectionsResponse))]
[JsonSerializable(typeof(ItemGraph))]
[JsonSerializable(typeof(ItemExtraction))]
[JsonSerializable(typeof(TagList))]
[JsonSerializable(typeof(ItemIdList))]
[JsonSerializable(typeof(ItemSort))]
[JsonSerializable(typeof(SavedSearch))]
[JsonSerializable(typeof(SaveSearchRequest))]
[JsonSerializable(typeof(SavedSearchList))]
[JsonSerializable(typeof(ChangeItemsRequest))]
[JsonSerializable(typeof(ChangeItemsResult))]
[JsonSerializable(typeof(ChangeTagsRequest))]
[JsonSerializable(typeof(ChangeTagsResult))]
[JsonSerializable(typeof(TaggedItems))]
[JsonSerializable(typeof(ItemView))]
[JsonSerializable(typeof(OpenReport))]
[JsonSerializable(typeof(MovedItems))]
[JsonSerializable(typeof(CreateItemRequest))]
[JsonSerializable(typeof(CreateItemsRequest))]
[JsonSerializable(typeof(CreateItemsResult))]
[JsonSerializable(typeof(UpdateItemRequest))]
[JsonSerializable(typeof(IReadOnlyList<Block>))]
[JsonSerializable(typeof(List<Block>))]
[JsonSerializable(typeof(SearchRequest))]
[JsonSerializable(typeof(SearchResponse))]
[JsonSerializable(typeof(SuggestionsResponse))]
[JsonSerializable(typeof(SimilarResponse))]
[JsonSerializable(typeof(AskRequest))]
[JsonSerializable(typeof(AskAnswer))]
[JsonSerializable(typeof(Conversation))]
[JsonSerializable(typeof(ConversationPage))]
[JsonSerializable(typeof(CreateConversationRequest))]
[JsonSerializable(typeof(UpdateConversationRequest))]
[JsonSerializable(typeof(SendMessageRequest))]
[JsonSerializable(typeof(Message))]
[JsonSerializable(typeof(ChatEvent))]
[JsonSerializable(typeof(ChatRequest))]
[JsonSerializable(typeof(LibraryDigest))]
[JsonSerializable(typeof(DigestSections))]
[JsonSerializable(typeof(DigestPage))]
[JsonSerializable(typeof(CreateDigestRequest))]
[JsonSerializable(typeof(QueueStatus))]
[JsonSerializable(typeof(PauseRequest))]
[JsonSerializable(typeof(PauseStatus))]
[JsonSerializable(typeof(RetryRequest))]
[JsonSerializable(typeof(RetryResult))]
[JsonSerializable(typeof(Health))]
[JsonSerializable(typeof(DatabaseStatus))]
[JsonSerializable(typeof(BackupReport))]
[JsonSerializable(typeof(RestoreResult))]
[JsonSerializable(typeof(ExportReport))]
[JsonSerializable(typeof(ImportReport))]
[JsonSerializable(typeof(List<string>))]
[JsonSerializable(typeof(ImportPageRequest))]
[JsonSerializable(typeof(ImportPageResult))]
[JsonSerializable(typeof(ImportPagesReport))]
[JsonSerializable(typeof(SourceList))]
[JsonSerializable(typeof(SourceStatus))]
[JsonSerializable(typeof(AddSourceRequest))]
[JsonSerializable(typeof(SyncReport))]
[JsonSerializable(typeof(ImportFilesResult))]
[JsonSerializable(typeof(StatusReport))]
[JsonSerializable(typeof(ServeReport))]
[JsonSerializable(typeof(StopReport))]
[JsonSerializable(typeof(TokenReport))]
[JsonSerializable(typeof(SettingsResponse))]
[JsonSerializable(typeof(UpdateSettingsRequest))]
[JsonSerializable(typeof(CreateSessionRequest))]
[JsonSerializable(typeof(SessionResult))]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(CortexEvent))]
[JsonSerializable(typeof(EventPage))]
[JsonSerializable(typeof(ModelsReport))]
[JsonSerializable(typeof(UseModelRequest))]
[JsonSerializable(typeof(KeysReport))]
[JsonSerializable(typeof(LoginReport))]
[JsonSerializable(typeof(LogoutReport))]
[JsonSerializable(typeof(ModelsOverview))]
[JsonSerializable(typeof(ProviderReport))]
[JsonSerializable(typeof(ProviderTestResult))]
[JsonSerializable(typeof(PullModelRequest))]
[JsonSerializable(typeof(PullStatus))]
[JsonSerializable(typeof(PullReport))]
[JsonSerializable(typeof(AiSettingsReport))]
[JsonSerializable(typeof(UpdateAiSettingsRequest))]
[JsonSerializable(typeof(NetworkReport))]
[JsonSerializable(typeof(WorkflowList))]
[JsonSerializable(typeof(WorkflowDrawing))]
[JsonSerializable(typeof(WorkflowRunPage))]
[JsonSerializable(typeof(WorkflowRunDetail))]
[JsonSerializable(typeof(List<WorkflowNodeRun>))]
[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSerializable(typeof(WorkflowEvent))]
public sealed partial class CortexJson : JsonSerializerContext
{
    /// <summary>The context with characters written as themselves: the wire is UTF-8 and never inlined into HTML.</summary>
    public static CortexJson Wire => field ??= new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = WrittenDepth });

    // What was taken at the greatest depth stands some levels deeper in a list.
    private const int WrittenDepth = 128;

    /// <summary>For what is kept in the database: like the wire, without what is null.</summary>
    public static CortexJson Stored => field ??= new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull });
}
