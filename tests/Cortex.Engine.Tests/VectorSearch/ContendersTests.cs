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
            var all = Enumerable.Range(0, random.Next(1, 400)).Select(row => new Contender(random.Next(30), row)).ToArray();
            random.Shuffle(all);
            var capacity = random.Next(1, 20);
            var contenders = new Contenders(capacity, row => -row);
            foreach (var contender in all) contenders.Offer(contender);
            var expected = all.OrderByDescending(contender => contender.Score).ThenByDescending(contender => contender.Row).Take(capacity).ToList();
            Assert.Equal(expected.OrderBy(contender => contender.Row), contenders.Best().ToArray().OrderBy(contender => contender.Row));
            if (all.Length > capacity) Assert.Equal(expected[^1].Score, contenders.Threshold);
            else Assert.Equal(float.NegativeInfinity, contenders.Threshold);
        }
    }
}
