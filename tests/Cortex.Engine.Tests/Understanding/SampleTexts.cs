namespace Cortex.Engine.Tests.Understanding;

/// <summary>Short texts in several languages, written for these tests.</summary>
internal static class SampleTexts
{
    public const string English = """
        The World Health Organization (WHO) was founded on 7 April 1948 and is based in Geneva. WHO coordinates vaccination campaigns in more than 150 countries. Dr. Jane Smith, who leads the vaccination campaigns, said that measles returned in March 2019. However, funding fell by 20% last year. Smith studied at the University of Oxford and worked for Acme Robotics Inc. before. Measles vaccination is cheap: a dose costs $2.50. The campaign against polio, which began on May 13, 1988, nearly ended the disease. We use cookies to improve your experience. Accept all cookies. J. R. R. Tolkien never wrote about it. She bought a copy of Python 3.11 in Baker Street.
        """;

    public const string German = """
        Angela Merkel wurde am 17. Juli 1954 in Hamburg geboren. Die Physikerin war von 2005 bis 2021 Bundeskanzlerin der Bundesrepublik Deutschland. Nach dem Studium der Physik in Leipzig arbeitete sie am Zentralinstitut für Physikalische Chemie in Berlin. Merkel trat 1990 in die Partei CDU ein. Unter Bundeskanzler Helmut Kohl wurde sie Ministerin. Die Energiewende nach dem Unglück von Fukushima gilt als eine ihrer wichtigsten Entscheidungen. Die Energiewende kostete bis 2020 rund 200 Milliarden Euro. Die Siemens GmbH lieferte viele Turbinen.
        """;

    public const string French = """
        Marie Curie est une physicienne et chimiste née à Varsovie le 7 novembre 1867. Elle s'installe à Paris pour suivre des études scientifiques à la Sorbonne. Avec Pierre Curie, elle découvre le radium et le polonium en 1898. La radioactivité devient le sujet de toute sa vie. L'Université de Paris lui confie une chaire de physique en 1906. L'Institut du Radium est fondé à Paris, et ses recherches sur la radioactivité y continuent. En 1911, elle reçoit le prix Nobel de chimie pour ses travaux sur le radium. Des ateliers ont lieu à Lyon et à Grenoble.
        """;

    public const string Spanish = """
        El Museo del Prado abrió sus puertas en Madrid el 19 de noviembre de 1819. La colección reúne obras de Velázquez, Goya y El Greco. Francisco de Goya pintó allí sus cuadros más conocidos, y la colección de Goya es la más completa del mundo. El edificio fue diseñado por Juan de Villanueva. Cada año visitan el museo más de tres millones de personas. La restauración de las pinturas se hace en el taller del museo. La Universidad Complutense de Madrid colabora con el taller de restauración. La pintura española ocupa la mayor parte de las salas.
        """;

    public const string Arabic = """
        تأسست جامعة القاهرة في عام 1908 وهي من أقدم الجامعات في مصر. تقع الجامعة في مدينة الجيزة قرب نهر النيل. تضم الجامعة كليات الطب والهندسة والعلوم. زار الدكتور أحمد زويل الجامعة في 5 مارس 2010 وألقى محاضرة عن كيمياء الفيمتو. تهتم منظمة الصحة العالمية بأبحاث كلية الطب. تعد أبحاث كيمياء الفيمتو من أهم الأبحاث العلمية.
        """;

    public const string Chinese = """
        清华大学位于北京市，创建于1911年。清华大学的人工智能研究在中国领先。2024年3月5日，清华大学发布了新的语言模型。语言模型可以理解中文，也可以翻译英文。人工智能正在改变教育。许多学生使用语言模型学习数学。中国科学院与清华大学合作研究人工智能的安全问题。
        """;

    public const string Japanese = """
        東京大学は1877年に設立された日本で最初の国立大学です。東京大学の研究者は量子コンピュータの研究を進めています。2023年4月1日に新しい研究センターが開設されました。量子コンピュータは薬の開発に役立つと期待されています。山田さんは京都市で量子コンピュータの講演を行いました。トヨタ株式会社も研究に参加しています。
        """;
}
