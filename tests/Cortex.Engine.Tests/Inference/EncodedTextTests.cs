using Cortex.Engine.Inference;

namespace Cortex.Engine.Tests.Inference;

public sealed class EncodedTextTests : IDisposable
{
    private readonly SentenceEncoder _encoder = SentenceEncoder.Load(Repository.Model);

    public void Dispose() => _encoder.Dispose();

    [Fact]
    public void A_text_has_its_vector_and_one_for_each_token()
    {
        string[] texts = ["The roof leaks.", "", .. Enumerable.Range(0, 40).Select(i => $"Sentence number {i} about nothing in particular, and a little longer than the others are.")];
        var encoded = _encoder.EncodeTokens(texts);
        Assert.Equal(texts.Length, encoded.Length);
        for (var i = 0; i < texts.Length; i++)
        {
            Assert.Equal(_encoder.Encode(texts[i]), encoded[i].Vector);
            Assert.Equal(_encoder.CountTokens(texts[i]), encoded[i].TokenCount);
            for (var token = 0; token < encoded[i].TokenCount; token++) Assert.Equal(1, EncodedText.Dot(encoded[i].Token(token), encoded[i].Token(token)), 1e-4);
        }

        Assert.Empty(_encoder.EncodeTokens([]));
    }

    [Fact]
    public void Tokens_are_found_in_what_says_the_same()
    {
        var encoded = _encoder.EncodeTokens(["who repairs the furnace", "The heating engineer fixes the boiler.", "The choir sings on Sunday.", ""]);
        Assert.Equal(1, encoded[0].TokensFoundIn(encoded[0]), 1e-4);
        Assert.True(encoded[0].TokensFoundIn(encoded[1]) > encoded[0].TokensFoundIn(encoded[2]));
        Assert.True(encoded[0].Cosine(encoded[1]) > encoded[0].Cosine(encoded[2]));
        Assert.Equal(0, encoded[0].TokensFoundIn(encoded[3]));
        Assert.Equal(0, encoded[3].TokensFoundIn(encoded[0]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(19)]
    [InlineData(384)]
    public void The_product_is_the_plain_one(int length)
    {
        var a = Enumerable.Range(0, length).Select(i => (float)Math.Sin(i)).ToArray();
        var b = Enumerable.Range(0, length).Select(i => (float)Math.Cos(i * 3)).ToArray();
        Assert.Equal(a.Zip(b, (x, y) => (double)x * y).Sum(), EncodedText.Dot(a, b), 1e-4);
    }

    [Fact]
    public async Task Who_gives_up_is_let_go()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        Assert.ThrowsAny<OperationCanceledException>(() => _encoder.EncodeTokens(["one", "two"], cancelled.Token));
    }
}
