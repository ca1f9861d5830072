namespace Cortex.Engine.Knowledge.Parsing;

/// <param name="Text">Without a byte-order mark.</param>
/// <param name="Charset">The encoding's registered name in lower case.</param>
public sealed record DecodedText(string Text, string Charset);
