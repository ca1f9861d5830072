using System.Collections.Concurrent;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Cortex.Engine.Inference;
using Cortex.Engine.VectorSearch.Kernels;

namespace Cortex.Engine.VectorSearch;

/// <summary>One pass over all rows of a view: products of bytes, of which the best become contenders.</summary>
internal sealed unsafe class VectorScan
{
    // Large against the cost of handing a piece out, small against a scan that is to end on all threads at once.
    private const int PieceBytes = 1 << 20;

    // Products of so many rows stay in the first cache.
    private const int Batch = 256;

    private readonly VectorView _view;
    private readonly QuantisedQuery _query;
    private readonly VectorFilter? _filter;
    private readonly ByteProducts _products;
    private readonly int _capacity;
    private readonly ConcurrentBag<Contenders> _found = [];

    private VectorScan(VectorView view, QuantisedQuery query, int capacity, VectorFilter? filter, ByteProducts products)
    {
        _view = view;
        _query = query;
        _capacity = capacity;
        _filter = filter;
        _products = products;
    }

    /// <summary>The <paramref name="capacity"/> best rows that the filter admits, in no order.</summary>
    public static Contenders Run(VectorView view, QuantisedQuery query, int capacity, VectorFilter? filter, ByteProducts products, int threads, CancellationToken cancel)
    {
        var scan = new VectorScan(view, query, capacity, filter, products);
        var pieces = Pieces(view);
        SharedWork.Run(pieces.Count, threads, piece =>
        {
            cancel.ThrowIfCancellationRequested();
            if (!scan._found.TryTake(out var contenders)) contenders = new Contenders(capacity, view.PassageOf);
            scan.Scan(pieces[piece].First, pieces[piece].Count, contenders);
            scan._found.Add(contenders);
        });
        return scan.Merge();
    }

    private static List<(int First, int Count)> Pieces(VectorView view)
    {
        var pieces = new List<(int, int)>();
        for (var row = 0; row < view.Rows;)
        {
            var (rows, first, count) = view.Locate(row);
            var piece = Math.Min(Math.Max(PieceBytes / rows.Stride / Batch, 1) * Batch, first + count - row);
            pieces.Add((row, piece));
            row += piece;
        }

        return pieces;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Scan(int from, int count, Contenders contenders)
    {
        var products = stackalloc int[Batch];
        var (rows, first, _) = _view.Locate(from);
        var threshold = Vector256.Create(contenders.Threshold);
        for (var done = 0; done < count; done += Batch)
        {
            var row = from - first + done;
            var batch = Math.Min(Batch, count - done);
            var scales = rows.Scales + row;
            _products.Multiply(rows.CodesOf(row), rows.Stride, batch, _query, products);
            for (var i = 0; i < batch; i += Vector256<float>.Count)
            {
                // Columns are padded: what is read past the end is not looked at.
                var scores = Vector256.ConvertToSingle(Vector256.Load(products + i)) * Vector256.Load(scales + i);
                var high = Vector256.GreaterThanOrEqual(scores, threshold).ExtractMostSignificantBits();
                if (high == 0) continue;
                for (; high != 0; high &= high - 1)
                {
                    var at = i + BitOperations.TrailingZeroCount(high);
                    if (at < batch) Offer(contenders, rows, row + at, first, products[at] * scales[at]);
                }

                threshold = Vector256.Create(contenders.Threshold);
            }
        }
    }

    private void Offer(Contenders contenders, in VectorRows rows, int row, int first, float score)
    {
        var contender = new Contender(score, first + row);
        if (!contenders.Takes(contender) || _view.IsGone(contender.Row)) return;
        if (_filter?.Admits(rows.ChunkIds[row], rows.ItemPks[row]) is false) return;
        contenders.Offer(contender);
    }

    private Contenders Merge()
    {
        if (!_found.TryTake(out var all)) return new Contenders(_capacity, _view.PassageOf);
        while (_found.TryTake(out var more))
        {
            foreach (var contender in more.Best()) all.Offer(contender);
        }

        return all;
    }
}
