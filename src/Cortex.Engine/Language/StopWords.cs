using System.Collections.Frozen;

namespace Cortex.Engine.Language;

/// <summary>Words that say nothing about what a question is after. A question made of nothing else keeps them.</summary>
public static class StopWords
{
    private static readonly FrozenSet<string> Words = (
        "a an the of in on for to and or is are was were be been by with from at as it its this that these those " +
        "which what how can has have had do does did no not but if then than there their they them i you he she we " +
        "my your our who whom where when why will would could should may might must about into over under between " +
        "through during before after above below up down out off again further once here all any both each few more " +
        "most other some such only own same so too very s t just don now " +
        // What is left of contractions once the apostrophe has split them; none is an English word of its own.
        "ll ve didn doesn isn aren wasn weren couldn wouldn shouldn hasn haven hadn me am " +
        // Pairs of characters that ask or join, where no spaces stand between words.
        "什么 么时 时候 什麼 麼時 時候 怎么 么样 怎麼 麼樣 怎样 怎樣 哪里 哪裡 哪儿 哪些 哪个 哪個 为什 為什 为何 為何 如何 多少 几个 幾個 是否 是什 有什 的是 我们 我們 你们 你們 他们 他們 " +
        "这个 這個 那个 那個 这些 這些 那些 可以 因为 因為 所以 但是 如果 以及 或者 还是 還是 " +
        "です ます ました まし した でし でき ませ せん する して され れる れま すか しま いる いま てい ある あり りま こと もの から まで より ため など また この その あの どの これ それ どれ いつ どこ だれ なに なぜ どう " +
        "とは には では のは のが のを のに ので という とい いう って はど はい はな はい にあ がい があ かを てく くだ ださ さい " +
        "에서 에게 으로 까지 부터 입니 니다 습니 합니 니까 습까 하는 하나 나요 인가 는가 무엇 언제 어디 누구 어떻 떻게 그리 리고 그러 이것 그것").Split(' ').ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Spans = Words.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <param name="folded">A word in lower case, see <see cref="TextFolding"/>.</param>
    public static bool Contains(string folded) => Words.Contains(folded);

    /// <inheritdoc cref="Contains(string)"/>
    public static bool Contains(ReadOnlySpan<char> folded) => Spans.Contains(folded);
}
