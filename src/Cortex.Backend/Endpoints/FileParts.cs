using System.Text;
using Cortex.Backend.Problems;
using Cortex.Backend.Transfers;
using Cortex.Contract.Errors;
using Cortex.Contract.Import;
using Cortex.Engine;
using Cortex.Engine.Sources.Uploads;
using Cortex.Engine.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Cortex.Backend.Endpoints;

/// <summary>
/// Keeps the files of a multipart body one after the other, each as soon as it is there. A file that cannot be kept does not
/// stop the rest. Fields: <c>tags</c>, as often as there are tags, for all files; <c>title</c> for the file after it.
/// </summary>
internal sealed class FileParts
{
    private const long MaxBody = 256L * 1024 * 1024;
    private const int MaxParts = 1000, MaxBoundary = 70, MaxHeaders = 16, MaxHeaderBytes = 64 * 1024, MaxField = 64 * 1024;
    private readonly EngineHost _host;
    private readonly CancellationToken _cancellation;
    private readonly List<ImportedFile> _files = [];
    private readonly List<string> _tags = [];
    private string? _title;

    private FileParts(EngineHost host, CancellationToken cancellation)
    {
        _host = host;
        _cancellation = cancellation;
    }

    public static bool AreIn(HttpRequest request) => MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase);

    /// <exception cref="CortexException">a body that cannot be read and held no file before that</exception>
    public static async Task<ImportFilesResult> ImportAsync(HttpContext http, EngineHost host)
    {
        var boundary = HeaderUtilities.RemoveQuotes(MediaTypeHeaderValue.Parse(http.Request.ContentType).Boundary).ToString();
        if (boundary.Length is 0 or > MaxBoundary) throw new CortexException(ErrorCode.InvalidArgument, "The multipart body names no boundary, or a longer one than is allowed.");
        // Before the first byte is read.
        http.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = MaxBody;
        _ = host.Engine;
        var parts = new FileParts(host, http.RequestAborted);
        try
        {
            await parts.ReadAsync(new MultipartReader(boundary, http.Request.Body) { HeadersCountLimit = MaxHeaders, HeadersLengthLimit = MaxHeaderBytes });
        }
        catch (Exception error) when (error is (IOException or InvalidDataException) and not BadHttpRequestException)
        {
            var unreadable = new CortexException(ErrorCode.InvalidArgument, $"The multipart body cannot be read: {error.Message}", error);
            if (parts._files.Count == 0) throw unreadable;
            // What came before it is kept, and told.
            parts.Fail("", unreadable);
        }

        if (parts._files.Count == 0) throw CortexException.Invalid("files", "Must be at least one file.");
        return new ImportFilesResult(parts._files, parts.Count(FileOutcome.Created), parts.Count(FileOutcome.Unchanged), parts.Count(FileOutcome.Failed));
    }

    private int Count(FileOutcome outcome) => _files.Count(file => file.Outcome == outcome);

    private async Task ReadAsync(MultipartReader reader)
    {
        var kept = 0;
        for (var parts = 0; await reader.ReadNextSectionAsync(_cancellation) is { } part; parts++)
        {
            if (parts == MaxParts) throw new InvalidDataException($"it has more than {MaxParts:N0} parts.");
            if (!ContentDispositionHeaderValue.TryParse(part.ContentDisposition, out var disposition)) throw new InvalidDataException("a part does not say what it is.");
            if (disposition.FileNameStar.HasValue || disposition.FileName.HasValue)
            {
                await KeepAsync(part, disposition);
                kept = _tags.Count;
            }
            else await ReadFieldAsync(part, HeaderUtilities.RemoveQuotes(disposition.Name).ToString());
        }

        // What was said after the files is for them too.
        if (_tags.Count > kept || _title is not null) await AddLateAsync();
    }

    private async Task ReadFieldAsync(MultipartSection part, string name)
    {
        var bytes = new byte[MaxField + 1];
        var length = await part.Body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, _cancellation);
        if (length > MaxField) throw new InvalidDataException($"the field {(name.Length > 40 ? name[..40] : name)} is too long.");
        var value = Encoding.UTF8.GetString(bytes, 0, length);
        if (name == "tags") _tags.Add(value);
        else if (name == "title") _title = value;
    }

    private async Task KeepAsync(MultipartSection part, ContentDispositionHeaderValue disposition)
    {
        var sent = HeaderUtilities.RemoveQuotes(disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName).ToString();
        var name = UploadImporter.NameOf(sent);
        var title = _title;
        _title = null;
        var engine = _host.Engine;
        using var file = TransferFile.Create(engine.Database.Folder, _host.Time);
        try
        {
            var limit = engine.Uploads.MaxBytes(sent);
            if (await Spool.WriteAsync(part.Body, file, limit, _cancellation) is null)
                throw new CortexException(ErrorCode.ExceedsLimits, $"{name} is larger than {limit / (1024 * 1024):N0} MiB; the setting max_file_mib says how much is taken.");
            var upload = new Upload { File = file.Path, Name = sent, MediaType = part.ContentType, Title = title, Tags = [.. _tags] };
            var (item, outcome) = await engine.Uploads.ImportAsync(upload, _cancellation);
            _files.Add(new ImportedFile(name, outcome == ImportOutcome.Created ? FileOutcome.Created : FileOutcome.Unchanged, item, Error: null));
        }
        catch (CortexException error) when (!IsOfTheLibrary(error.Code))
        {
            Fail(name, error);
        }
    }

    private void Fail(string name, CortexException error) => _files.Add(new ImportedFile(name, FileOutcome.Failed, Item: null, ProblemResult.Of(error)));

    private async Task AddLateAsync()
    {
        for (var i = 0; i < _files.Count; i++)
        {
            if (_files[i].Item is not { } item) continue;
            try
            {
                _files[i] = _files[i] with { Item = await _host.Engine.Items.AddAsync(item.Id, _tags, i == _files.Count - 1 ? _title : null) };
            }
            catch (CortexException error) when (error.Code == ErrorCode.ValidationFailed)
            {
                _files[i] = _files[i] with { Outcome = FileOutcome.Failed, Error = ProblemResult.Of(error) };
            }
        }
    }

    // A full disk or a damaged library is no fault of the file: it ends the request.
    private static bool IsOfTheLibrary(string code) => code is ErrorCode.DiskFull or ErrorCode.DatabaseDamaged or ErrorCode.DatabaseUnavailable or ErrorCode.Unavailable or ErrorCode.Internal;
}
