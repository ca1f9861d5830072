using Cortex.Engine.Embeddings;
using Cortex.Engine.Storage;
using Cortex.Engine.Tests.Storage;

namespace Cortex.Engine.Tests.Embeddings;

/// <summary>Which sets of vectors there are, without any model.</summary>
public sealed class GenerationsTests : IDisposable
{
    private static readonly ModelDescription A = new("key a", "built-in:a", "/a.gguf", "1", 2), B = new("key b", "built-in:b", "/b.gguf", "2", 3), C = new("key c", "built-in:c", "/c.gguf", "3", 4);
    private readonly TemporaryLibrary _library = new();

    [Fact]
    public void The_first_is_in_use_at_once()
    {
        Assert.Null(Active);
        var begun = Begin(A);
        Assert.Equal(begun, Active);
        Assert.Equal((A.Key, A.Name, A.Location, A.Fingerprint, A.Dimensions, GenerationStatus.Active), (begun.Key, begun.Model, begun.Location, begun.Fingerprint, begun.Dimensions, begun.Status));
        Assert.Equal(begun, Begin(A));
        Assert.Null(Building);
    }

    [Fact]
    public void Another_is_built_beside_it_in_place_of_one_that_was_being_built()
    {
        var active = Begin(A);
        var b = Begin(B);
        Assert.Equal((active, b), (Active, Building));
        Assert.Equal(b, Begin(B));
        var c = Begin(C);
        Assert.Equal((active, c), (Active, Building));
        Assert.Equal(GenerationStatus.Building, c.Status);
        Assert.Equal(b.Id, Retired!.Id);
    }

    [Fact]
    public void Back_to_the_one_in_use_there_is_nothing_to_build()
    {
        var active = Begin(A);
        Begin(B);
        // The file may have moved.
        var back = Begin(A with { Location = "/moved.gguf", Fingerprint = "9" });
        Assert.Equal((active.Id, "/moved.gguf", "9"), (back.Id, back.Location, back.Fingerprint));
        Assert.Equal((back, null), (Active, Building));
    }

    [Fact]
    public void The_swap_is_one_step_and_a_cancel_leaves_what_is_in_use()
    {
        var a = Begin(A);
        Assert.False(Write(Generations.CancelBuilding));
        var b = Begin(B);
        Write(db => Generations.Swap(db, b, 7));
        Assert.Equal((b.Id, null, a.Id), (Active!.Id, Building, Retired!.Id));
        Begin(C);
        Assert.True(Write(Generations.CancelBuilding));
        Assert.Equal((b.Id, null), (Active!.Id, Building));
        // What is in use is never forgotten.
        Write(db => Generations.Forget(db, Active!));
        Assert.Equal(b.Id, Active!.Id);
    }

    [Fact]
    public void One_that_was_given_up_is_not_swapped_in()
    {
        var a = Begin(A);
        var b = Begin(B);
        Write(Generations.CancelBuilding);
        Write(db => Generations.Swap(db, b, 7));
        Assert.Equal(a.Id, Active?.Id);
    }

    public void Dispose() => _library.Dispose();

    private Generation? Active => _library.Database.Read(Generations.Active);
    private Generation? Building => _library.Database.Read(Generations.Building);
    private Generation? Retired => _library.Database.Read(Generations.Retired);

    private Generation Begin(ModelDescription model) => Write(db => Generations.Begin(db, model, 1));

    private T Write<T>(Func<Db, T> work) => _library.Database.Writer.Run(Durability.Derived, work);

    private void Write(Action<Db> work) => _library.Database.Writer.Run(Durability.Derived, work);
}
