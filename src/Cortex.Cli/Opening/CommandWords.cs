using System.Text;

namespace Cortex.Cli.Opening;

/// <summary>Splits what stands in <c>$EDITOR</c> or <c>$PAGER</c> into a program and its arguments: quotes and backslashes as in a shell, and nothing else of one. Variables, wildcards and <c>;</c> are plain letters.</summary>
internal static class CommandWords
{
    /// <summary>Null when a quote is not closed.</summary>
    public static IReadOnlyList<string>? TrySplit(string command)
    {
        // C:\Program Files\… is often set without quotes, and there a backslash divides folders.
        if (File.Exists(command.Trim())) return [command.Trim()];
        var words = new List<string>();
        var word = new StringBuilder();
        var (quote, isWord) = ('\0', false);
        for (var i = 0; i < command.Length; i++)
        {
            var letter = command[i];
            if (quote != '\0' && letter == quote) quote = '\0';
            else if (quote == '\0' && letter is '\'' or '"') (quote, isWord) = (letter, true);
            else if (letter == '\\' && quote != '\'' && !OperatingSystem.IsWindows() && i + 1 < command.Length && (quote == '\0' || command[i + 1] is '"' or '\\')) (word, isWord) = (word.Append(command[++i]), true);
            else if (quote == '\0' && char.IsWhiteSpace(letter))
            {
                if (isWord) words.Add(word.ToString());
                word.Clear();
                isWord = false;
            }
            else
            {
                word.Append(letter);
                isWord = true;
            }
        }

        if (isWord) words.Add(word.ToString());
        return quote == '\0' ? words : null;
    }
}
