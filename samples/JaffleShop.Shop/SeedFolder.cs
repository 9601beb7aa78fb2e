namespace JaffleShop.Shop;

/// <summary>The resource that knows where the shop's exports are; an app registers its own.</summary>
public sealed record SeedFolder(string Folder)
{
    /// <summary>The seeds that come with this project.</summary>
    public static SeedFolder Default { get; } = new(Path.Combine(AppContext.BaseDirectory, "seeds"));

    /// <summary>The path of an export.</summary>
    public string File(string name) => Path.Combine(Folder, name);
}
