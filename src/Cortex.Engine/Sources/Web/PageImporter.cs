using System.Globalization;
using System.Text.Json.Nodes;
using Cortex.Contract.Errors;
using Cortex.Contract.Import;
using Cortex.Contract.Items;
using Cortex.Engine.Knowledge.Items;
using Cortex.Engine.Knowledge.Parsing;
using Cortex.Engine.Network;

namespace Cortex.Engine.Sources.Web;

/// <summary>Brings web pages into the library: each is an item whose identity is the page's address. Processing follows by the queue.</summary>
/// <param name="options">Asked for each import: the settings may have changed.</param>
public sealed class PageImporter(Library library, TimeProvider time, Func<FetchOptions> options, INetworkLog log)
{
    /// <summary>What an item's <c>source</c> says of a fetched page.</summary>
    public const string Source = "web";

    /// <summary>What a fetch says of a page. The rest of its metadata, as its bookmark's, is not touched.</summary>
    private static readonly string[] OwnMetadata = ["requested_url", "final_url", "fetched_at", "charset", "size_bytes", "etag", "last_modified"];

    /// <exception cref="CortexException">not an address, refused, not to be had, no page: the message says why and what to do; nothing is stored then</exception>
    public async Task<ImportPageResult> ImportAsync(ImportPageRequest request, IProgress<FetchProgress>? progress, CancellationToken cancellation)
    {
        Validate(request);
        return await ImportAsync(new PageFetcher(options(), time, log), request, WebAddress.Parse(request.Url), manners: null, progress, cancellation);
    }

    /// <summary>Several pages, one after the other: one that fails does not stop the rest. Where a host has more than one of them, as its robots.txt allows.</summary>
    public async IAsyncEnumerable<PageImport> ImportAllAsync(
        IReadOnlyList<ImportPageRequest> requests, IProgress<FetchProgress>? progress, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var fetcher = new PageFetcher(options(), time, log);
        var addresses = requests.Select(request => AddressOrNull(request.Url)).OfType<Uri>();
        var manners = new CrawlManners(fetcher, time, addresses);
        foreach (var request in requests)
        {
            PageImport outcome;
            try
            {
                Validate(request);
                outcome = new PageImport(request.Url, await ImportAsync(fetcher, request, WebAddress.Parse(request.Url), manners, progress, cancellation), Error: null);
            }
            catch (CortexException error) when (IsOfThisPage(error.Code))
            {
                outcome = new PageImport(request.Url, Result: null, error);
            }

            yield return outcome;
        }
    }

    private async Task<ImportPageResult> ImportAsync(PageFetcher fetcher, ImportPageRequest request, Uri address, CrawlManners? manners, IProgress<FetchProgress>? progress, CancellationToken cancellation)
    {
        if (manners is not null) await manners.EnterAsync(address, cancellation);
        progress?.Report(new FetchProgress(address, 0));
        var page = await fetcher.FetchAsync(new FetchRequest(address, NetworkPurpose.Page) { CheckType = PageReaders.Check, BeforeRedirect = manners is null ? null : manners.FollowAsync, Progress = progress }, cancellation);
        var item = Read(page, request, cancellation);
        await library.FollowAsync(PageIdentity.Normalize(address), item.SourceKey!);
        var (id, outcome) = (await library.ImportAsync([item], _ => false))[0];
        return new ImportPageResult(outcome, outcome == ImportOutcome.Created ? library.Get(id) : await library.AddAsync(id, request.Tags ?? [], request.Title));
    }

    private static NewItem Read(FetchedPage page, ImportPageRequest request, CancellationToken cancellation)
    {
        if (BrowserNeed.OfFailure(page) is { } test) throw NeedsBrowser(page.Address, test);
        if (!page.IsSuccess) throw FetchFailure.Of(page);
        var content = PageReaders.Find(page.Address, page.MediaType).Read(page);
        var document = DocumentParser.Parse(new ParseInput(content.Content, content.Format, page.Address.AbsoluteUri, Language: content.Language), cancellation);
        if (content.Format == DocumentFormat.Html && BrowserNeed.Of(content.Content, document) is { } need) throw NeedsBrowser(page.Address, need);
        if (string.IsNullOrWhiteSpace(document.Text) && document.Title is null) throw new CortexException(ErrorCode.UnreadableContent, $"There is nothing to read at {page.Address.AbsoluteUri}: the page is empty.");
        var canonical = document.Metadata.TryGetValue("canonical_url", out var named) ? named.GetString() : null;
        return new NewItem
        {
            Content = content.Content,
            Title = request.Title is { Length: > 0 } title ? title : content.Format == DocumentFormat.Code ? page.Address.Segments[^1] : null,
            ContentType = ContentType.Webpage,
            Format = content.Format,
            Language = content.Language,
            SourceUrl = page.Address.AbsoluteUri,
            Source = Source,
            SourceKey = PageIdentity.Of(page.Address, canonical),
            Tags = request.Tags ?? [],
            Metadata = Describe(page, content),
            OwnMetadata = OwnMetadata,
            Priority = 1,
        };
    }

    private static string Describe(FetchedPage page, PageContent content)
    {
        var metadata = new JsonObject
        {
            ["requested_url"] = page.Asked.AbsoluteUri,
            ["final_url"] = page.Address.AbsoluteUri,
            ["fetched_at"] = page.FetchedAt.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
            ["charset"] = content.Charset,
            ["size_bytes"] = page.Body.Length,
        };
        if (page.ETag is { } etag) metadata["etag"] = SourceText.WellFormed(etag);
        if (page.LastModified is { } modified) metadata["last_modified"] = SourceText.WellFormed(modified);
        return metadata.ToJsonString();
    }

    private static void Validate(ImportPageRequest request) => ItemValidation.Validate(new CreateItemRequest { Content = "-", Title = request.Title, Tags = request.Tags });

    private static CortexException NeedsBrowser(Uri address, string why) =>
        new(ErrorCode.NeedsBrowser, $"{address.AbsoluteUri} needs a browser to be read. {why}. Nothing was stored; open it in a browser, save the page and import the file.");

    private static Uri? AddressOrNull(string url)
    {
        try
        {
            return WebAddress.Parse(url);
        }
        catch (CortexException)
        {
            // Told when its turn comes.
            return null;
        }
    }

    // A full disk or a damaged library is no fault of the page: it ends the whole import.
    private static bool IsOfThisPage(string code) => code is ErrorCode.ValidationFailed or ErrorCode.AddressRefused or ErrorCode.PageUnreachable or ErrorCode.PageUnavailable or ErrorCode.PageTimedOut
        or ErrorCode.PageTooLarge or ErrorCode.NeedsBrowser or ErrorCode.UnsupportedFormat or ErrorCode.RobotsDisallowed or ErrorCode.UnreadableContent or ErrorCode.BinaryContent;
}

/// <summary>What became of one of several pages: what was stored, or why nothing was.</summary>
public sealed record PageImport(string Url, ImportPageResult? Result, CortexException? Error);
