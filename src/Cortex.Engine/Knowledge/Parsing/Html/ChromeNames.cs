using System.Collections.Frozen;

namespace Cortex.Engine.Knowledge.Parsing.Html;

/// <summary>The names that pages give, as class or id, to what is not their content.</summary>
internal static class ChromeNames
{
    private static readonly FrozenSet<string> Whole = Set(
        "nav navbar navigation navi topnav subnav sidenav menu menubar sidebar sphinxsidebar related breadcrumb breadcrumbs crumbs footer masthead banner "
        + "cookie cookies cookiebanner consent gdpr share sharing sharedaddy social socials newsletter subscribe signup promo promotion sponsor sponsors advert advertisement ads ad adsense "
        + "advertising post-controls post-actions suggested suggested-topics suggested-posts votecell vote-count vote-box post-taglist "
        + "popup modal overlay pagination pager toolbar paywall comments disqus disqus_thread respond comment-form comment-list skip-link skiplink skip-links "
        + "mw-editsection editsection mw-jump-link navbox vertical-navbox catlinks printfooter noprint mw-indicators mw-hidden-catlinks sistersitebox siteNotice "
        + "outbrain taboola linenos lineno linenodiv gutter hljs-ln-numbers copybutton copybtn prev-next prevnext page-nav nextprev colophon author-bio authorbox toctree-wrapper-nav "
        + "read-next more-stories trending most-read site-header page-footer global-header header-bar topbar top-bar bottombar statusbar search searchbox search-form wy-nav-side wy-breadcrumbs rst-versions "
        + "rst-footer-buttons edit-this-page edit-page md-sidebar md-header md-footer md-source-file feedback helpful rating vote-buttons tag-list tags-links post-tags entry-meta-tags");

    private static readonly FrozenSet<string> Part = Set(
        "nav navbar navigation sidebar sidenav breadcrumb breadcrumbs cookie cookies gdpr consent newsletter footer ad advert advertisement ads sponsor sponsored promo "
        + "share sharing social related recommended recommendations popup modal pagination pager masthead disqus paywall subscribe outbrain taboola skip toolbar");

    /// <summary>"has-sidebar", "content-with-footer": the container of both, not the thing.</summary>
    private static readonly FrozenSet<string> Container = Set("has with without no layout wrapper wrap container content main body article post entry doc docs text grid row section left right");

    public static bool Names(string? attribute)
    {
        if (attribute is null)
        {
            return false;
        }

        foreach (var range in attribute.AsSpan().SplitAny(' ', '\n', '\t', '\r', '\f'))
        {
            if (attribute.AsSpan(range) is { IsEmpty: false, Length: < 64 } name && IsChrome(name))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsChrome(ReadOnlySpan<char> name)
    {
        if (Whole.GetAlternateLookup<ReadOnlySpan<char>>().Contains(name))
        {
            return true;
        }

        var found = false;
        var parts = Part.GetAlternateLookup<ReadOnlySpan<char>>();
        var containers = Container.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var range in name.SplitAny('-', '_'))
        {
            if (containers.Contains(name[range]))
            {
                return false;
            }

            found |= parts.Contains(name[range]);
        }

        return found;
    }

    private static FrozenSet<string> Set(string names) => names.Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase);
}
