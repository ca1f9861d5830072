using Cortex.Contract.Items;

namespace Cortex.Engine.Understanding;

/// <summary>What surrounds the content of a page and is not about anything.</summary>
internal static class Boilerplate
{
    private const int LongestNotice = 260;

    private static readonly string[] Notices =
    [
        "we use cookies", "uses cookies", "use of cookies", "accept cookies", "accept all", "cookie settings", "cookie policy", "privacy policy", "terms of use", "terms of service",
        "all rights reserved", "sign in", "log in to", "sign up", "subscribe to", "newsletter", "enable javascript", "javascript is", "click here", "skip to ", "share this", "follow us", "read more",
        "back to top", "table of contents", "previous topic", "next topic", "report a bug", "show source", "your email address", "leave a comment", "powered by", "copyright ©", "© ", "copyright (c)",
        "wir verwenden cookies", "verwendet cookies", "alle rechte vorbehalten", "datenschutzerklärung", "impressum", "melden sie sich an",
        "nous utilisons des cookies", "utilise des cookies", "tous droits réservés", "politique de confidentialité", "s'abonner", "abonnez-vous", "mentions légales",
        "utilizamos cookies", "utiliza cookies", "todos los derechos reservados", "política de privacidad", "suscríbete", "aviso legal", "accept the use", "permission is hereby granted", "you can redistribute it", "without warranty",
        "usamos cookies", "todos os direitos", "utilizziamo i cookie", "tutti i diritti",
    ];

    /// <summary>Whether a sentence reads like a notice that stands on every page of a site.</summary>
    public static bool IsNotice(ReadOnlySpan<char> sentence)
    {
        if (sentence.Length > LongestNotice) return false;
        foreach (var notice in Notices)
        {
            if (sentence.Contains(notice, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }

    /// <summary>Whether most of a block is links: a menu, a list of pages.</summary>
    public static bool IsMenu(Block block)
    {
        var links = 0;
        foreach (var mark in block.Marks)
        {
            if (mark.Kind == MarkKind.Link) links += mark.End - mark.Start;
        }

        return links * 10 > (block.End - block.Start) * 7;
    }

    /// <summary>Whether signs and digits outweigh what can be read: formulas, rules, dumps.</summary>
    public static bool IsSigns(ReadOnlySpan<char> sentence)
    {
        var (letters, others) = (0, 0);
        foreach (var c in sentence)
        {
            if (char.IsLetter(c) || char.IsSurrogate(c) || (c > '\u0300' && !char.IsPunctuation(c))) letters++;
            else if (!char.IsWhiteSpace(c)) others++;
        }

        return letters * 2 < others * 3;
    }
}
