using Cortex.Contract.Answers;
using Cortex.Contract.Items;
using Cortex.Contract.Search;
using Cortex.Engine.Search;
using Cortex.Engine.Tests.Language;

namespace Cortex.Engine.Tests.Search;

public sealed class UnspacedSearchTests : IAsyncLifetime
{
    private readonly TestLibrary _library = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _library.DisposeAsync();

    [Theory]
    [InlineData("数据库备份每天凌晨两点运行。", "备份", "备份")]
    [InlineData("数据库备份每天凌晨两点运行。", "数据库", "数据库")]
    [InlineData("数据库备份每天凌晨两点运行。", "晨", "晨")]
    [InlineData("数据库备份每天凌晨两点运行。", "行", "行")]
    [InlineData("Cortexは知識ベースです。", "知識ベース", "知識ベース")]
    [InlineData("Cortexは知識ベースです。", "cortex", "Cortex")]
    [InlineData("Cortexは知識ベースです。", "CORTEXは", "Cortexは")]
    [InlineData("ｺﾙﾃｯｸｽはﾅﾚｯｼﾞﾍﾞｰｽ", "ナレッジ", "ﾅﾚｯｼﾞ")]
    [InlineData("ナレッジベース", "ﾅﾚｯｼﾞ", "ナレッジ")]
    [InlineData("Ｃｏｒｔｅｘの説明", "cortex", "Ｃｏｒｔｅｘ")]
    [InlineData("Cortex explained", "Ｃｏｒｔｅｘ", "Cortex")]
    [InlineData("회의는 금요일 오후에 열립니다.", "회의", "회의")]
    [InlineData("회의는 금요일 오후에 열립니다.", "금요일에", "금요일")]
    [InlineData("ประชุมทีมทุกวันศุกร์", "ทุกวัน", "ทุกวัน")]
    [InlineData("我们用Docker部署服务", "docker", "Docker")]
    [InlineData("我们用Docker部署服务", "部署 docker", "Docker|部署")]
    [InlineData("我们用Docker部署服务", "\"用 docker 部署\"", "用|Docker|部署")]
    [InlineData("参照第3章的说明", "第3章", "第3章")]
    [InlineData("\U00020BB7野家で食べた", "\U00020BB7野", "\U00020BB7野")]
    public async Task WhatIsAskedForIsFoundAndMarked(string text, string query, string marked)
    {
        await _library.AddAsync("A note about something else.");
        await _library.AddAsync("毫不相关的另一篇。");
        var item = await _library.AddAsync(text);
        var hit = Assert.Single(Search(query));
        Assert.Equal(item.Id, hit.ItemId);
        Assert.Equal(marked, string.Join('|', hit.Highlights.Select(span => hit.Snippet[span.Start..span.End])));
    }

    [Fact]
    public async Task AWordMustStandAsItIsAndASentenceByItsParts()
    {
        var capital = await _library.AddAsync("东京都的人口。");
        var other = await _library.AddAsync("京都的寺庙。");
        Assert.Equal([capital.Id], Ids("东京都"));
        Assert.Equal(2, Ids("京都").Count);
        Assert.Equal(other.Id, Ids("京都有哪些寺庙？")[0]);
    }

    [Fact]
    public async Task PhrasesExclusionsAndFiltersWorkAsForOthers()
    {
        var first = await _library.AddAsync("红房子在河边。", null, "家");
        var second = await _library.AddAsync("房子是红的，河很宽。");
        var english = await _library.AddAsync("The house by the river 河.");
        Assert.Equal([first.Id], Ids("\"红房子\""));
        Assert.Equal([second.Id], Ids("房子 -红房子"));
        Assert.Equal([second.Id], Ids("房子 -\"在河边\""));
        Assert.Equal([first.Id], Ids("房子 tag:家"));
        Assert.Equal([second.Id], Ids("房子 -tag:家"));
        Assert.Empty(Ids("房子 before:2020"));
        Assert.Equal([english.Id], Ids("-房子"));
        Assert.Equal([english.Id], Ids("house river -房子"));
        Assert.Empty(Ids("house -河"));
        Assert.Equal([english.Id], Ids("\"by the river 河\""));
        Assert.Empty(Ids("\"by the 河\""));
    }

    [Fact]
    public async Task OrdinaryWordsAreExcludedWhereverTheyStand()
    {
        var first = await _library.AddAsync("docker 的说明");
        await _library.AddAsync("docker 和kubernetes的说明");
        Assert.Equal([first.Id], Ids("docker -kubernetes"));
        Assert.Equal([first.Id], Ids("-kubernetes"));
    }

    [Fact]
    public async Task WordsOfBothKindsCountTogether()
    {
        await _library.AddAsync("Docker for beginners, and more about docker.");
        await _library.AddAsync("部署服务的步骤。");
        var both = await _library.AddAsync("Docker 的部署。");
        var found = Search("docker 部署");
        Assert.Equal(3, found.Count);
        Assert.Equal(both.Id, found[0].ItemId);
    }

    [Fact]
    public async Task TitlesAreFoundAndMarked()
    {
        var item = await _library.AddAsync("Nothing but English here.", "季度报告と報告書");
        var hit = Assert.Single(Search("报告"));
        Assert.Equal(item.Id, hit.ItemId);
        Assert.Equal([new TextSpan(2, 4)], hit.TitleHighlights);
        Assert.Equal(item.Id, Assert.Single(Search("english")).ItemId);
    }

    [Fact]
    public async Task WhatChangesOrGoesIsFoundNoMore()
    {
        var item = await _library.AddAsync("窗台上的郁金香。");
        await _library.Engine.Items.UpdateAsync(item.Id, new UpdateItemRequest { Content = "窗台上的玫瑰。" });
        await _library.IndexAsync();
        Assert.Empty(Ids("郁金香"));
        Assert.Equal([item.Id], Ids("玫瑰"));
        await _library.Engine.Items.DeleteAsync(item.Id);
        Assert.Empty(Ids("玫瑰"));
        Assert.Equal(0, Rows());
        await _library.Engine.Items.RestoreAsync(item.Id);
        await _library.IndexAsync();
        Assert.Equal([item.Id], Ids("玫瑰"));
        await _library.Engine.Items.UpdateAsync(item.Id, new UpdateItemRequest { Content = "Roses in the window.", Title = "Roses" });
        await _library.IndexAsync();
        Assert.Empty(Ids("玫瑰"));
        Assert.Equal(0, Rows());
    }

    [Fact]
    public async Task OtherTextsAreNotInThatIndex()
    {
        await _library.AddAsync("“Plain” words — Привет, العربية 🎉.");
        Assert.Equal(0, Rows());
        Assert.Empty(Ids("中文"));
        Assert.Empty(Ids("\"中文\""));
        Assert.Single(Ids("plain -中文"));
    }

    [Fact]
    public async Task AChineseQuestionIsAnsweredFromChineseNotes()
    {
        var item = await _library.AddAsync("花园很大。数据库备份每天凌晨两点运行。备份保存在地下室的服务器上。", "家里的电脑");
        await _library.AddAsync("会议在星期五下午举行。", "会议");
        var answer = _library.Engine.Answers.Ask(new AskRequest { Question = "数据库备份什么时候运行？" });
        Assert.True(answer.Answered);
        Assert.Equal("数据库备份每天凌晨两点运行。", answer.Citations[0].Quote);
        Assert.Equal(item.Id, answer.Citations[0].ItemId);
        Assert.False(_library.Engine.Answers.Ask(new AskRequest { Question = "蒙古国的首都是哪里？" }).Answered);
    }

    [Theory]
    [InlineData("データベースのバックアップはいつ実行されますか？", "データベースのバックアップは毎晩2時に実行されます。")]
    [InlineData("데이터베이스 백업은 언제 실행됩니까?", "데이터베이스 백업은 매일 밤 2시에 실행됩니다.")]
    public async Task SoAreJapaneseAndKoreanOnes(string question, string sentence)
    {
        await _library.AddAsync($"庭は広いです。정원이 넓습니다. {sentence}");
        var answer = _library.Engine.Answers.Ask(new AskRequest { Question = question });
        Assert.Equal(sentence, answer.Citations[0].Quote);
    }

    [Fact]
    public void ASnippetOfALongTextBeginsAndEndsSensibly()
    {
        var before = string.Concat(Enumerable.Repeat("前面的句子没有什么意思。", 20));
        var after = string.Concat(Enumerable.Repeat("后面的句子也没有什么意思。", 40));
        var text = before + "备份每天运行。" + after;
        var snippet = Snippet.Of(text, new HashSet<string> { "备份" });
        Assert.Equal('。', text[snippet.Start - 1]);
        Assert.Equal('。', text[snippet.End - 1]);
        Assert.Contains("备份", text[snippet.Start..snippet.End], StringComparison.Ordinal);
        Assert.InRange(snippet.End - snippet.Start, 200, 300);
    }

    [Fact]
    public void ASnippetNeverSplitsACharacter()
    {
        var text = string.Concat(Enumerable.Repeat("\U00020000\U00020001", 100)) + "x备份" + string.Concat(Enumerable.Repeat("\U00020000\U00020001", 300));
        for (var lead = 0; lead < 3; lead++)
        {
            var moved = new string('一', lead) + text;
            var snippet = Snippet.Of(moved, new HashSet<string> { "备份" });
            Assert.False(Texts.SplitsPair(moved, snippet.Start) || Texts.SplitsPair(moved, snippet.End));
            Assert.Equal("备份", moved[snippet.Start..snippet.End].Substring(snippet.Highlights[0].Start, 2));
        }
    }

    [Theory]
    [InlineData("一* \"二\" AND NEAR(三, 4) -五\"")]
    [InlineData("“中\"文”\0中")]
    [InlineData("のはです 什么")]
    [InlineData("ﾞ ่ \u3099")]
    public async Task NoInputReachesTheIndexAsSyntax(string query)
    {
        await _library.AddAsync("一二三四五、中文");
        Assert.InRange(Search(query).Count, 0, 1);
    }

    [Fact]
    public async Task ALongRunIsAQueryToo()
    {
        await _library.AddAsync("一二三四五、中文");
        Assert.Empty(Search(string.Concat(Enumerable.Range(0x5000, 9_990).Select(c => (char)c))));
        Assert.Empty(Search($"\"{string.Concat(Enumerable.Range(0x5000, 9_990).Select(c => (char)c))}\""));
        Assert.Empty(Search($"中 -{string.Concat(Enumerable.Repeat("中文", 4_000))} -中文"));
    }

    private long Rows() => _library.Engine.Database.Read(db => db.Long("SELECT count(*) FROM chunks_unspaced")) ?? 0;

    private IReadOnlyList<SearchHit> Search(string query) => _library.Engine.Search.Search(new SearchRequest { Query = query }).Results;

    private List<string> Ids(string query) => [.. Search(query).Select(hit => hit.ItemId)];
}
