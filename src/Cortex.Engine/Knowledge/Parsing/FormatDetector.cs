using System.Collections.Frozen;

namespace Cortex.Engine.Knowledge.Parsing;

/// <summary>A document's format by its name, or by how it begins.</summary>
public static class FormatDetector
{
    private static readonly FrozenDictionary<string, (DocumentFormat Format, string? Language)> ByExtension = Extensions();
    private static readonly FrozenDictionary<string, string> ByName = Names();

    /// <summary>Null where the name tells nothing: see <see cref="Sniff"/>.</summary>
    public static (DocumentFormat Format, string? Language)? FromFileName(string name)
    {
        var file = name[(name.AsSpan().LastIndexOfAny('/', '\\') + 1)..];
        if (ByName.TryGetValue(file, out var language)
            || (file.IndexOf('.') is > 0 and var first && ByName.TryGetValue(file[..first], out language) && file.StartsWith("Dockerfile.", StringComparison.OrdinalIgnoreCase)))
        {
            return (DocumentFormat.Code, language);
        }

        var dot = file.LastIndexOf('.');
        return dot >= 0 && ByExtension.TryGetValue(file[(dot + 1)..], out var found) ? found : null;
    }

    /// <summary>HTML if it begins as a page does, else text.</summary>
    public static DocumentFormat Sniff(string content)
    {
        var start = content.AsSpan().TrimStart('\uFEFF').TrimStart();
        while (start.StartsWith("<!--") || start.StartsWith("<?xml"))
        {
            var close = start.StartsWith("<?") ? "?>" : "-->";
            var end = start.IndexOf(close);
            if (end < 0)
            {
                return DocumentFormat.Text;
            }

            start = start[(end + close.Length)..].TrimStart();
        }

        return start.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase)
            || (start.StartsWith("<html", StringComparison.OrdinalIgnoreCase) && start.Length > 5 && (start[5] == '>' || char.IsWhiteSpace(start[5])))
            ? DocumentFormat.Html
            : DocumentFormat.Text;
    }

    private static FrozenDictionary<string, (DocumentFormat Format, string? Language)> Extensions()
    {
        var result = new Dictionary<string, (DocumentFormat, string?)>(StringComparer.OrdinalIgnoreCase);
        foreach (var extension in "txt text log me nfo rst adoc asciidoc org tex srt vtt po pot".Split(' '))
        {
            result.Add(extension, (DocumentFormat.Text, null));
        }

        foreach (var extension in "csv tsv".Split(' '))
        {
            result.Add(extension, (DocumentFormat.Table, null));
        }

        foreach (var extension in "md markdown mdown mkd mkdn mdx qmd rmd".Split(' '))
        {
            result.Add(extension, (DocumentFormat.Markdown, null));
        }

        foreach (var extension in "html htm xhtml shtml xht".Split(' '))
        {
            result.Add(extension, (DocumentFormat.Html, null));
        }

        foreach (var (extension, language) in Pairs(
            """
            ada:ada adb:ada ads:ada as:actionscript asm:assembly s:assembly awk:awk bas:basic bat:batch cmd:batch bash:shell sh:shell zsh:shell fish:shell ksh:shell
            c:c h:c cc:cpp cpp:cpp cxx:cpp c++:cpp hh:cpp hpp:cpp hxx:cpp inl:cpp ipp:cpp cs:csharp csx:csharp cshtml:razor razor:razor clj:clojure cljs:clojure cljc:clojure edn:clojure
            cmake:cmake cob:cobol cbl:cobol coffee:coffeescript cr:crystal css:css scss:scss sass:sass less:less cu:cuda cuh:cuda d:d dart:dart diff:diff patch:diff dockerfile:dockerfile
            el:elisp elm:elm ex:elixir exs:elixir erl:erlang hrl:erlang f:fortran f90:fortran f95:fortran for:fortran fs:fsharp fsi:fsharp fsx:fsharp gd:gdscript glsl:glsl vert:glsl frag:glsl
            go:go mod:go gradle:groovy groovy:groovy graphql:graphql gql:graphql hcl:hcl tf:hcl tfvars:hcl hs:haskell lhs:haskell hx:haxe ini:ini cfg:ini conf:ini properties:properties env:shell
            java:java jl:julia js:javascript mjs:javascript cjs:javascript jsx:javascript json:json json5:json jsonc:json jsonl:json ndjson:json ipynb:json kt:kotlin kts:kotlin
            lisp:lisp lsp:lisp cl:lisp lua:lua m:objectivec mm:objectivec mk:makefile mak:makefile ml:ocaml mli:ocaml nim:nim nix:nix pas:pascal pp:pascal pl:perl pm:perl php:php phtml:php
            proto:protobuf ps1:powershell psm1:powershell psd1:powershell pro:prolog py:python pyi:python pyw:python pyx:python r:r rb:ruby erb:ruby rake:ruby gemspec:ruby rkt:racket rs:rust
            scala:scala sbt:scala sc:scala scm:scheme ss:scheme sol:solidity sql:sql psql:sql st:smalltalk styl:stylus sv:systemverilog svh:systemverilog svelte:svelte swift:swift
            tcl:tcl toml:toml ts:typescript mts:typescript cts:typescript tsx:typescript v:verilog vala:vala vb:vb vbs:vb vhd:vhdl vhdl:vhdl vim:vim vue:vue wgsl:wgsl wat:wat
            xml:xml xsd:xml xsl:xml xslt:xml xaml:xml csproj:xml fsproj:xml vbproj:xml props:xml targets:xml slnx:xml svg:xml plist:xml rss:xml atom:xml wsdl:xml yaml:yaml yml:yaml zig:zig
            sln:text bzl:starlark bazel:starlark astro:astro hlsl:hlsl metal:metal purs:purescript re:reason res:rescript typ:typst thrift:thrift cue:cue rego:rego bicep:bicep jinja:jinja j2:jinja
            """))
        {
            result.Add(extension, (DocumentFormat.Code, language));
        }

        return result.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }

    private static FrozenDictionary<string, string> Names() => Pairs(
        """
        Dockerfile:dockerfile Containerfile:dockerfile Makefile:makefile GNUmakefile:makefile BSDmakefile:makefile CMakeLists.txt:cmake Jenkinsfile:groovy Vagrantfile:ruby Gemfile:ruby Rakefile:ruby
        Podfile:ruby Brewfile:ruby Procfile:yaml Justfile:makefile BUILD:starlark WORKSPACE:starlark Tiltfile:starlark Earthfile:dockerfile SConstruct:python SConscript:python meson.build:meson
        .bashrc:shell .bash_profile:shell .profile:shell .zshrc:shell .vimrc:vim .gitconfig:ini .editorconfig:ini .gitattributes:gitignore .gitignore:gitignore .dockerignore:gitignore .npmrc:ini
        .prettierrc:json .eslintrc:json .babelrc:json go.sum:text Cargo.lock:toml Pipfile:toml poetry.lock:toml
        """).ToFrozenDictionary(p => p.Name, p => p.Value, StringComparer.OrdinalIgnoreCase);

    private static IEnumerable<(string Name, string Value)> Pairs(string list)
    {
        foreach (var pair in list.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = pair.LastIndexOf(':');
            yield return (pair[..colon], pair[(colon + 1)..]);
        }
    }
}
