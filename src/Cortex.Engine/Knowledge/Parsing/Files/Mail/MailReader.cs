using System.Text.Json;
using Cortex.Contract.Errors;
using Cortex.Contract.Items;
using Cortex.Engine.Knowledge.Parsing.Converted;
using Cortex.Engine.Knowledge.Parsing.Html;

namespace Cortex.Engine.Knowledge.Parsing.Files.Mail;

/// <summary>A saved e-mail (RFC 5322): who wrote to whom and when, the text, and the names of what was attached.</summary>
internal sealed class MailReader : IFileReader
{
    private const int Stub = 200;

    public IReadOnlyList<string> Extensions => ["eml"];

    public bool Recognizes(ReadOnlySpan<byte> head)
    {
        var headers = MimeHeaders.Parse(head, out _);
        return new[] { "From", "To", "Subject", "Date", "Received", "Message-ID", "Return-Path" }.Any(name => headers[name] is not null);
    }

    public FileContent Read(string path, CancellationToken ct)
    {
        var message = MimePart.Parse(File.ReadAllBytes(path), ct);
        var attachments = new List<MimePart>();
        var bodies = new List<MimePart>();
        Collect(message, bodies, attachments);
        var fields = new DocumentFields("message/rfc822") { Title = message.Headers.Words("Subject") };
        var writer = new BlockWriter();
        Head(message.Headers, fields, writer);
        var before = writer.Started;
        foreach (var body in bodies)
        {
            Body(body, writer, ct);
            FileLimits.Check(writer);
        }

        if (writer.Started == before && IsEncrypted(message))
        {
            throw new CortexException(ErrorCode.Encrypted, "The message is encrypted.");
        }

        Attachments(attachments, fields, writer);
        return fields.Finish(writer);
    }

    private static void Head(MimeHeaders headers, DocumentFields fields, BlockWriter writer)
    {
        foreach (var name in new[] { "From", "To", "Cc", "Date" })
        {
            if (headers.Words(name) is { Length: > 0 } value)
            {
                // One paragraph of lines: who wrote to whom is asked for as often as what.
                writer.LineBreak();
                writer.Write($"{name}: ");
                writer.Write(value.AsSpan(0, SourceText.WholeCharacters(value, 1000)));
                if (name != "Date")
                {
                    fields.Add(name.ToLowerInvariant(), value);
                }
            }
        }

        writer.Begin(new BlockShape(BlockKind.Paragraph));
        fields.AddAuthor(MailHeader.Name(headers.Words("From")));
        fields.AddDate("sent_at", MailHeader.Date(headers["Date"]));
        fields.Add("message_id", headers["Message-ID"]);
        fields.Add("in_reply_to", headers["In-Reply-To"]);
    }

    /// <summary>What is to be read, in order, and what is attached.</summary>
    private static void Collect(MimePart part, List<MimePart> bodies, List<MimePart> attachments)
    {
        if (part.Parts.Count > 0 && part.Type.Value == "multipart/alternative")
        {
            Alternative(part, bodies, attachments);
        }
        else if (part.Type.Value.StartsWith("multipart/", StringComparison.Ordinal))
        {
            foreach (var each in part.Parts)
            {
                Collect(each, bodies, attachments);
            }
        }
        else if ((part.IsText("plain") || part.IsText("html")) && part.Disposition.Value != "attachment" && (part.FileName is null || bodies.Count == 0))
        {
            bodies.Add(part);
        }
        else if (part.Type.Value is not ("application/pgp-encrypted" or "application/pgp-signature" or "application/pkcs7-signature" or "application/x-pkcs7-signature"))
        {
            attachments.Add(part);
        }
    }

    /// <summary>The plain one of several versions, unless it only tells to look at the other.</summary>
    private static void Alternative(MimePart part, List<MimePart> bodies, List<MimePart> attachments)
    {
        var versions = part.Parts.Select(each =>
        {
            var found = new List<MimePart>();
            Collect(each, found, attachments);
            return found;
        }).Where(found => found.Count > 0).ToList();
        var plain = versions.Find(found => found[0].IsText("plain"));
        var html = versions.Find(found => found[0].IsText("html"));
        var isStub = plain is not null && html is not null && plain[0].Size() < Stub && html[0].Size() > 20 * Stub;
        bodies.AddRange((isStub ? html : plain ?? html ?? versions.FirstOrDefault()) ?? []);
    }

    private static void Body(MimePart body, BlockWriter writer, CancellationToken ct)
    {
        if (body.IsText("html"))
        {
            writer.Append(new HtmlParser().Parse(new ParseInput(body.Text(html: true), DocumentFormat.Html, Whole: true), ct), ct);
        }
        else
        {
            var isFlowed = body.Type["format"]?.Equals("flowed", StringComparison.OrdinalIgnoreCase) is true;
            PlainBody.Write(body.Text(html: false), isFlowed, body.Type["delsp"]?.Equals("yes", StringComparison.OrdinalIgnoreCase) is true, writer, ct);
        }
    }

    private static bool IsEncrypted(MimePart part) =>
        part.Type.Value is "multipart/encrypted" || (part.Type.Value is "application/pkcs7-mime" or "application/x-pkcs7-mime" && part.Type["smime-type"] is not "signed-data")
        || part.Parts.Any(IsEncrypted);

    private static void Attachments(List<MimePart> attachments, DocumentFields fields, BlockWriter writer)
    {
        if (attachments.Count == 0)
        {
            return;
        }

        var named = attachments.Select(part => (Name: Name(part), Size: part.Size(), Type: part.Type.Value)).ToList();
        fields.Add("attachments", JsonText.Element(json =>
        {
            json.WriteStartArray();
            foreach (var (name, size, type) in named)
            {
                json.WriteStartObject();
                json.WriteString("name", SourceText.WellFormed(name));
                json.WriteNumber("size_bytes", size);
                json.WriteString("media_type", SourceText.WellFormed(type));
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }));
        writer.Begin(new BlockShape(BlockKind.Paragraph));
        writer.Write("Attachments: " + string.Join(", ", named.Select(each => each.Name)));
    }

    private static string Name(MimePart part)
    {
        var name = part.FileName ?? part.Headers.Words("Subject");
        if (part.Type.Value == "message/rfc822" && name is null)
        {
            name = "message.eml";
        }

        name = string.IsNullOrWhiteSpace(name) ? "unnamed" : name;
        return name[..SourceText.WholeCharacters(name, 255)];
    }
}
