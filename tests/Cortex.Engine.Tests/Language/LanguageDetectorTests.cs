using Cortex.Engine.Language;

namespace Cortex.Engine.Tests.Language;

public sealed class LanguageDetectorTests
{
    [Theory]
    [InlineData("en", "The lease ends in March, and we have to tell the landlord about it by the end of the year.")]
    [InlineData("en", "When the server is restarted, all of its connections are closed and the clients have to connect again.")]
    [InlineData("en", "This method returns null if there is no value for the key; otherwise it returns the value that was stored first.")]
    [InlineData("en", "It was a bright cold day in April, and the clocks were striking thirteen.")]
    [InlineData("de", "Der Mietvertrag endet im März, und wir müssen dem Vermieter bis zum Ende des Jahres Bescheid sagen.")]
    [InlineData("de", "Die Sicherung läuft jede Nacht um zwei Uhr und wird auf dem Server im Keller gespeichert.")]
    [InlineData("de", "Ich habe heute mit dem Dachdecker gesprochen, er kommt im April.")]
    [InlineData("fr", "Le bail se termine en mars et nous devons prévenir le propriétaire avant la fin de l'année.")]
    [InlineData("fr", "La sauvegarde s'exécute chaque nuit à deux heures et elle est conservée sur le serveur de la cave.")]
    [InlineData("fr", "Je n'ai pas encore parlé avec le couvreur, mais il vient en avril.")]
    [InlineData("es", "El contrato de alquiler termina en marzo y tenemos que avisar al propietario antes de que acabe el año.")]
    [InlineData("es", "La copia de seguridad se ejecuta todas las noches a las dos y se guarda en el servidor del sótano.")]
    [InlineData("es", "No he hablado todavía con el techador, pero viene en abril.")]
    [InlineData("it", "Il contratto di affitto scade a marzo e dobbiamo avvisare il proprietario entro la fine dell'anno.")]
    [InlineData("it", "Il backup viene eseguito ogni notte alle due ed è conservato sul server che si trova in cantina.")]
    [InlineData("pt", "O contrato de arrendamento termina em março e temos de avisar o senhorio até ao fim do ano.")]
    [InlineData("pt", "A cópia de segurança é feita todas as noites às duas horas e fica no servidor que está na cave.")]
    [InlineData("pt", "Você não precisa fazer nada, mas também pode mudar isso quando quiser.")]
    [InlineData("nl", "Het huurcontract loopt in maart af en we moeten de verhuurder dat voor het einde van het jaar laten weten.")]
    [InlineData("nl", "De back-up wordt elke nacht om twee uur gemaakt en staat op de server in de kelder.")]
    [InlineData("pl", "Umowa najmu kończy się w marcu i musimy o tym powiedzieć właścicielowi przed końcem roku.")]
    [InlineData("pl", "Kopia zapasowa jest wykonywana co noc o drugiej i jest przechowywana na serwerze, który stoi w piwnicy.")]
    [InlineData("sv", "Hyresavtalet går ut i mars och vi måste säga till hyresvärden innan året är slut, så att han inte blir förvånad.")]
    [InlineData("sv", "Jag har inte talat med takläggaren än, men han kommer i april och då ska vi också laga fönstret.")]
    [InlineData("tr", "Kira sözleşmesi mart ayında bitiyor ve ev sahibine bunu yıl sonuna kadar bildirmek için çok az zaman var.")]
    [InlineData("ru", "Договор аренды заканчивается в марте, и мы должны сообщить об этом хозяину до конца года.")]
    [InlineData("uk", "Договір оренди закінчується в березні, і ми маємо повідомити про це власника до кінця року.")]
    [InlineData("el", "Το συμβόλαιο λήγει τον Μάρτιο και πρέπει να ενημερώσουμε τον ιδιοκτήτη.")]
    [InlineData("ar", "ينتهي عقد الإيجار في مارس ويجب أن نخبر المالك قبل نهاية السنة.")]
    [InlineData("fa", "قرارداد اجاره در ماه مارس تمام می‌شود و باید به صاحبخانه بگوییم.")]
    [InlineData("he", "חוזה השכירות מסתיים במרץ ואנחנו צריכים להודיע לבעל הבית.")]
    [InlineData("hi", "किराये का अनुबंध मार्च में समाप्त होता है और हमें मकान मालिक को बताना है।")]
    [InlineData("th", "สัญญาเช่าสิ้นสุดในเดือนมีนาคมและเราต้องแจ้งเจ้าของบ้าน")]
    [InlineData("zh", "租约三月到期，我们必须在年底之前告诉房东。")]
    [InlineData("zh", "租約三月到期，我們必須在年底之前告訴房東。")]
    [InlineData("zh", "我们用 Docker 部署服务，用 PostgreSQL 保存数据。")]
    [InlineData("ja", "賃貸契約は三月に終わるので、年末までに大家さんに伝えなければならない。")]
    [InlineData("ja", "Cortexはローカルで動く知識ベースです。")]
    [InlineData("ko", "임대 계약은 3월에 끝나므로 연말까지 집주인에게 알려야 합니다.")]
    public void Prose_has_a_language(string language, string text) => Assert.Equal(language, LanguageDetector.Detect(text));

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("12.50 € 2024-05-01")]
    [InlineData("Call Anna")]
    [InlineData("TODO: fix parser")]
    [InlineData("Docker Kubernetes Terraform Ansible Prometheus Grafana")]
    [InlineData("中")]
    [InlineData("🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉")]
    [InlineData("la casa")]
    [InlineData("de la Cruz, Maria; van den Berg, Jan; di Stefano, Alfredo")]
    [InlineData("Quisque velit nisi, pretium ut lacinia in, elementum id enim. Vestibulum ac diam sit amet quam vehicula elementum sed sit amet dui.")]
    [InlineData("for (int i = 0; i < n; i++) { total += values[i]; }\nreturn total;")]
    [InlineData("const el = document.querySelector('#de'); el.lang = 'en'; if (el === null) { throw new Error('no'); }")]
    [InlineData("SELECT i.pk, i.title FROM items i JOIN tags t ON t.item_pk = i.pk WHERE t.tag = 'de' ORDER BY i.pk DESC LIMIT 10", "en")]
    [InlineData("def main(args):\n    import os, sys\n    for a in args: print(a, end=' ')\n    return None")]
    [InlineData("Lejekontrakten udløber i marts, og vi skal give udlejeren besked.", "da")]
    public void What_is_no_sure_prose_has_none(string text, string? orElse = null) => Assert.Contains(LanguageDetector.Detect(text), new[] { null, orElse });

    [Theory]
    [InlineData("```\nvar de = 1; la(de);\n```\n")]
    [InlineData("| a | b |\n|---|---|\n| el | la |\n")]
    [InlineData("$ git commit -am \"x\" && git push origin main\n")]
    [InlineData("e.g. https://example.com/de/la/el?o=1 and user@example.es\n")]
    [InlineData("de-DE, fr-FR, es-ES, it-IT, pt-PT, nl-NL\n")]
    [InlineData("import { a, e, o, y } from 'no';\n")]
    public void English_among_code_is_English_or_unknown(string code)
    {
        const string Prose = "Call the method with the number of rows that you want; it returns fewer when there are no more of them.\n";
        foreach (var text in (string[])[Prose + code, code + Prose, string.Concat(Enumerable.Repeat(code, 5)) + Prose, string.Concat(Enumerable.Repeat(code, 50))])
        {
            Assert.Contains(LanguageDetector.Detect(text), new[] { null, "en" });
        }

        Assert.Equal("en", LanguageDetector.Detect(string.Concat(Enumerable.Repeat(Prose, 10)) + code));
    }

    [Fact]
    public void The_documentation_of_this_repository_is_English_and_its_code_is_nothing_else()
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories)) Assert.Equal("en", LanguageDetector.Detect(File.ReadAllText(file)));
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories).Where(file => !file.EndsWith("FunctionWords.cs", StringComparison.Ordinal)))
        {
            Assert.True(LanguageDetector.Detect(File.ReadAllText(file)) is null or "en", file);
        }
    }

    [Fact]
    public void A_quotation_does_not_make_a_text_foreign()
    {
        var english = string.Concat(Enumerable.Repeat("The word is used in the old part of the town, and nobody knows where it comes from. ", 5));
        Assert.Equal("en", LanguageDetector.Detect(english + "„Das ist nicht der Rede wert“, sagt man dort."));
        Assert.Equal("en", LanguageDetector.Detect(english + "知識ベース"));
    }

    [Fact]
    public void A_long_text_is_judged_by_its_beginning_and_its_middle()
    {
        var german = string.Concat(Enumerable.Repeat("Die Sicherung läuft jede Nacht um zwei Uhr und wird auf dem Server im Keller gespeichert. ", 1_000));
        Assert.Equal("de", LanguageDetector.Detect(german));
        Assert.Equal("de", LanguageDetector.Detect(german[..9_000]));
    }
}
