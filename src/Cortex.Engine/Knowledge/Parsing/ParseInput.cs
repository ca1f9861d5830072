namespace Cortex.Engine.Knowledge.Parsing;

/// <param name="Content">The decoded document.</param>
/// <param name="Format">Which parser reads it.</param>
/// <param name="Url">Where it was found; relative links are resolved against it.</param>
/// <param name="FileName">The name it was stored under, without meaning for its content.</param>
/// <param name="Language">The programming language of a code document.</param>
/// <param name="Whole">HTML of which nothing is to be left out: a chapter or a letter, which no menus surround.</param>
public sealed record ParseInput(string Content, DocumentFormat Format, string? Url = null, string? FileName = null, string? Language = null, bool Whole = false);
