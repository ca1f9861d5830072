using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Cortex.Engine.Knowledge.Parsing.Html;

/// <summary>Web pages: their content as readable text, without what surrounds it. Nothing is run and nothing is fetched.</summary>
internal sealed class HtmlParser : IDocumentParser
{
    public DocumentFormat Format => DocumentFormat.Html;

    public ParsedDocument Parse(ParseInput input, CancellationToken ct)
    {
        if (!MarkupCost.IsBearable(input.Content, out var source))
        {
            return TagStripper.Parse(input.Content, ct);
        }

        using var document = Read(source, ct);
        if (document is null)
        {
            return TagStripper.Parse(input.Content, ct);
        }

        var body = (INode?)document.Body ?? document.DocumentElement;
        var baseHref = document.Head?.Children.FirstOrDefault(e => e.LocalName == "base" && e.HasAttribute("href"))?.GetAttribute("href");
        var links = new LinkTarget(input.Url, baseHref);
        var page = Visible(body, ct);
        var root = input.Whole ? 0 : FindContent(page, ct);
        var writer = new BlockWriter();
        new PageWriter(page, links, writer, ct).Write(root);
        var (text, blocks) = writer.Finish();
        var metadata = PageMetadata.Read(document, links, PageByline.Find(page));
        return new ParsedDocument
        {
            Title = PageTitle.Find(document, page, root, metadata.SiteName),
            Text = text,
            Blocks = blocks,
            Metadata = metadata.Fields,
        };
    }

    private static int FindContent(PageTree page, CancellationToken ct)
    {
        ChromeFilter.DropObvious(page);
        var root = ContentFinder.Find(page, ct);
        ChromeFilter.DropWithin(page, root);
        return root;
    }

    /// <summary>Some pages hide their body until a script shows it.</summary>
    private static PageTree Visible(INode body, CancellationToken ct)
    {
        var page = PageTree.Build(body, keepHidden: false, ct);
        if (page[0].Length >= 200)
        {
            return page;
        }

        var all = PageTree.Build(body, keepHidden: true, ct);
        return all[0].Prose > 4 * page[0].Prose + 200 ? all : page;
    }

    /// <summary>Null where broken markup makes many times the elements that were written.</summary>
    private static IHtmlDocument? Read(string source, CancellationToken ct)
    {
        var left = 10_000 + 3L * source.AsSpan().Count('<');
        var parser = new AngleSharp.Html.Parser.HtmlParser(new HtmlParserOptions
        {
            IsScripting = false,
            IsKeepingSourceReferences = false,
            OnCreated = (_, _) =>
            {
                ct.ThrowIfCancellationRequested();
                if (--left < 0)
                {
                    throw new TooManyElementsException();
                }
            },
        });
        try
        {
            return parser.ParseDocument(source);
        }
        catch (TooManyElementsException)
        {
            return null;
        }
    }

    private sealed class TooManyElementsException : Exception;
}
