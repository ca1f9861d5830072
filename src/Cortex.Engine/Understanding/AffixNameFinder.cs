using Cortex.Contract.Search;
using Cortex.Engine.Language;

namespace Cortex.Engine.Understanding;

/// <summary>
/// Names in scripts without capitals, by what they end with (北京大学, 東京都) or what stands before them (جامعة القاهرة), and some that are
/// well known. What has no such sign is not found.
/// </summary>
internal static class AffixNameFinder
{
    private const int Most = 30, LongestStem = 8, LongestSentence = 2_000, MostRead = 100_000;
    private const string Joining = "的了是在和与及或也都就而被把从对向于以为之其这那有不到个等并将将還还在由至往過过位住去来称稱叫名";

    private static readonly (string Ending, EntityType Type)[] Endings =
    [
        ("株式会社", EntityType.Organisation), ("有限公司", EntityType.Organisation), ("大学", EntityType.Organisation), ("大學", EntityType.Organisation), ("公司", EntityType.Organisation), ("银行", EntityType.Organisation),
        ("銀行", EntityType.Organisation), ("研究所", EntityType.Organisation), ("研究院", EntityType.Organisation), ("委员会", EntityType.Organisation), ("委員会", EntityType.Organisation), ("科学院", EntityType.Organisation), ("博物馆", EntityType.Organisation), ("博物館", EntityType.Organisation), ("出版社", EntityType.Organisation), ("协会", EntityType.Organisation), ("協会", EntityType.Organisation),
        ("さん", EntityType.Person), ("博士", EntityType.Person), ("教授", EntityType.Person), ("先生", EntityType.Person), ("首相", EntityType.Person),
        ("省", EntityType.Place), ("市", EntityType.Place), ("県", EntityType.Place), ("县", EntityType.Place), ("都", EntityType.Place), ("府", EntityType.Place), ("区", EntityType.Place), ("河", EntityType.Place), ("江", EntityType.Place), ("湖", EntityType.Place), ("川", EntityType.Place), ("島", EntityType.Place), ("岛", EntityType.Place), ("駅", EntityType.Place), ("山脉", EntityType.Place),
    ];

    private static readonly string[] KnownPlaces = ["北京", "上海", "广州", "深圳", "香港", "台湾", "台北", "南京", "西安", "中国", "美国", "英国", "法国", "德国", "日本", "東京", "東京", "东京", "京都", "大阪", "横浜", "名古屋", "札幌", "韓国", "韩国", "巴黎", "伦敦", "ロンドン", "パリ", "ドイツ", "フランス", "アメリカ", "القاهرة", "بيروت", "دمشق", "بغداد", "الرياض", "مصر", "لبنان", "سوريا", "العراق", "المغرب", "تونس", "الجزائر", "باريس", "لندن", "서울", "부산", "한국", "일본", "중국"];

    private static readonly (string Beginning, EntityType Type)[] ArabicBeginnings =
    [
        ("جامعة", EntityType.Organisation), ("وزارة", EntityType.Organisation), ("منظمة", EntityType.Organisation), ("شركة", EntityType.Organisation), ("معهد", EntityType.Organisation), ("بنك", EntityType.Organisation), ("متحف", EntityType.Organisation), ("مكتبة", EntityType.Organisation),
        ("مدينة", EntityType.Place), ("نهر", EntityType.Place), ("بحيرة", EntityType.Place), ("جبل", EntityType.Place), ("الدكتور", EntityType.Person), ("الدكتورة", EntityType.Person), ("الرئيس", EntityType.Person), ("الأستاذ", EntityType.Person), ("السيد", EntityType.Person),
    ];

    public static IEnumerable<Entity> Find(Reading reading)
    {
        var found = new Dictionary<(string Name, EntityType Type), List<TextSpan>>();
        var isArabic = reading.Language is "ar" or "fa" or "ur";
        var left = MostRead;
        if (!isArabic && !UnspacedText.Contains(reading.Text)) return [];
        foreach (var whole in reading.Sentences)
        {
            if (whole.Kind == SentenceKind.Boilerplate || (left -= whole.Length) < 0 || found.Count > 10 * Most) continue;
            var sentence = whole with { End = Math.Min(whole.End, whole.Start + LongestSentence) };
            var taken = new List<TextSpan>();
            if (isArabic) ReadArabic(reading.Text, sentence, found, taken);
            else ReadEndings(reading.Text, reading.Language == "ja" ? "" : Joining, sentence, found, taken);
            ReadKnown(reading.Text, sentence, found, taken);
        }

        return found.OrderByDescending(pair => pair.Value.Count).ThenBy(pair => pair.Value[0].Start).Take(Most)
            .Select(pair => new Entity(pair.Key.Name, pair.Key.Type, pair.Value.Count, [.. pair.Value.OrderBy(span => span.Start).Take(20)]));
    }

    private static void ReadKnown(string text, Sentence sentence, Dictionary<(string, EntityType), List<TextSpan>> found, List<TextSpan> taken)
    {
        foreach (var place in KnownPlaces)
        {
            for (var at = text.AsSpan(sentence.Start, sentence.Length).IndexOf(place); at >= 0;)
            {
                var (start, end) = (sentence.Start + at, sentence.Start + at + place.Length);
                var isWhole = !IsArabicLetter(place[0]) || ((start == 0 || !char.IsLetter(text[start - 1]) || (text[start - 1] is 'و' or 'ب' && (start == 1 || !char.IsLetter(text[start - 2])))) && (end >= text.Length || !char.IsLetter(text[end])));
                if (isWhole && !taken.Exists(span => span.Start <= start && end <= span.End)) Add(found, taken, place, EntityType.Place, start, end);
                var next = text.AsSpan(end, sentence.End - end).IndexOf(place);
                at = next < 0 ? -1 : end - sentence.Start + next;
            }
        }
    }

    private static void ReadEndings(string text, string joining, Sentence sentence, Dictionary<(string, EntityType), List<TextSpan>> found, List<TextSpan> taken)
    {
        for (var i = sentence.Start; i < sentence.End; i++)
        {
            foreach (var (ending, type) in Endings)
            {
                if (i + ending.Length > sentence.End || text[i] != ending[0] || !text.AsSpan(i).StartsWith(ending, StringComparison.Ordinal)) continue;
                var start = i;
                while (start > sentence.Start && i - start < LongestStem && IsOfName(text[start - 1], text[i], joining)) start--;
                var end = i + ending.Length;
                // Of a person the title is not the name. One character alone is a word: "the city".
                if (i - start >= 2 && !(ending.Length == 1 && (i - start > 4 || (end < sentence.End && IsKanji(text[end]) && !joining.Contains(text[end], StringComparison.Ordinal))))) Add(found, taken, text[start..(type == EntityType.Person ? i : end)], type, start, type == EntityType.Person ? i : end);
                break;
            }
        }
    }

    private static bool IsOfName(char c, char ending, string joining) => !joining.Contains(c, StringComparison.Ordinal) && (IsKanji(c) || (c is >= 'ァ' and <= 'ヺ' or 'ー' && ending is not ('都' or '府')));

    private static bool IsKanji(char c) => c is >= '\u3400' and <= '\u9FFF' or '々';

    private static void ReadArabic(string text, Sentence sentence, Dictionary<(string, EntityType), List<TextSpan>> found, List<TextSpan> taken)
    {
        for (var i = sentence.Start; i < sentence.End; i++)
        {
            if (i > sentence.Start && char.IsLetter(text[i - 1])) continue;
            foreach (var (beginning, type) in ArabicBeginnings)
            {
                var end = i + beginning.Length;
                if (end + 1 >= sentence.End || text[i] != beginning[0] || !text.AsSpan(i).StartsWith(beginning, StringComparison.Ordinal) || text[end] != ' ') continue;
                var past = WordEnd(text, end + 1, sentence.End);
                // A second word belongs to it where it has the article too: منظمة الصحة العالمية; of a person the second name.
                if (past < sentence.End && text[past] == ' ' && (type == EntityType.Person || (type == EntityType.Organisation && text.AsSpan(past + 1).StartsWith("ال", StringComparison.Ordinal)))) past = WordEnd(text, past + 1, sentence.End);
                if (past - end > 3) Add(found, taken, text[(type == EntityType.Person ? end + 1 : i)..past], type, type == EntityType.Person ? end + 1 : i, past);
                break;
            }
        }
    }

    private static int WordEnd(string text, int at, int end)
    {
        while (at < end && char.IsLetter(text[at])) at++;
        return at;
    }

    private static bool IsArabicLetter(char c) => c is >= '\u0620' and <= '\u06FF';

    private static void Add(Dictionary<(string, EntityType), List<TextSpan>> found, List<TextSpan> taken, string name, EntityType type, int start, int end)
    {
        if (!found.TryGetValue((name, type), out var spans)) found.Add((name, type), spans = []);
        spans.Add(new TextSpan(start, end));
        taken.Add(new TextSpan(start, end));
    }
}
