using Cortex.Engine.VectorSearch;

namespace Cortex.Engine.Tests.VectorSearch;

public sealed class ContendersTests
{
    [Fact]
    public void The_best_stay_whatever_the_order_they_come_in()
    {
        var random = new Random(3);
        for (var round = 0; round < 200; round++)
        {
            var all = Enumerable.Range(0, random.Next(1, 60)).Select(row => new Contender(random.Next(8), row, row)).ToArray();
            random.Shuffle(all);
            var capacity = random.Next(1, 20);
            var contenders = new Contenders(capacity);
            foreach (var contender in all) contenders.Offer(contender);
            var expected = all.OrderByDescending(contender => contender.Score).ThenBy(contender => contender.ChunkId).Take(capacity).ToList();
            Assert.Equal(expected.OrderBy(contender => contender.Row), contenders.All.ToArray().OrderBy(contender => contender.Row));
            Assert.Equal(all.Length < capacity ? float.NegativeInfinity : expected[^1].Score, contenders.Threshold);
        }
    }
}
