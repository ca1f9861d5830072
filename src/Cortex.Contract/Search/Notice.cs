namespace Cortex.Contract.Search;

/// <summary>Something about the library that a person should know.</summary>
/// <param name="Code">Stable: <c>library_not_english</c>, <c>without_meaning</c>.</param>
/// <param name="Message">In plain words, with what to do about it.</param>
public sealed record Notice(string Code, string Message);
