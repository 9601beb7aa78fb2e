namespace Dataplatform.Sdk.Cli.Tests.Fakes;

/// <summary>Assets with tagged columns, in SQL and in C#, whose catalog the generator makes.</summary>
[Domain("crm", Group = "crm")]
public static class CrmAssets
{
    [Asset]
    internal static External<Person> People() => External.Table("crm", "people");

    [Asset]
    internal static IEnumerable<Visit> Visits(IReadOnlyList<Person> people) =>
        from person in people where person.City.Length > 0 select new Visit(person.Id, person.Email.ToUpperInvariant(), 1);

    [Asset(As = Materialize.View)]
    internal static Sql<Visit> RecentVisits(Table<Visit> visits) => $"select * from {visits} where pages > {1}";

    [Asset]
    public static Sql<Reach> Reach(Table<Visit> recentVisits, Table<Person> people) => $"""
        select p.city, max(v.who) as best, md5(max(v.who)) as best_hash, max(v.who) as known_best,
            rank() over (order by sum(v.pages) desc) as place
        from {recentVisits} v join {people} p on v.id = p.id
        group by p.city
        """;

    [Asset]
    public static IEnumerable<Contact> Contacts(Table<Person> people, ISink sink) => sink.Pass(people);

    [Asset]
    public static Sql<Contact> Guesses(Table<Contact> contacts) => $"pivot {contacts} on name using count(*)";

    [Asset, DailyPartitions("2024-01-01")]
    public static Sql<Total> Daily(Table<Visit> visits, Day day) => $"select count(*) as visits from {visits} where pages = {day.Date.Day}";

    [Asset]
    public static Sql<Total> Running(Table<Visit> visits, [Self] Table<Total>? before) => before is null
        ? (Sql<Total>)$"select count(*) as visits from {visits}"
        : $"select count(v.id) + max(b.visits) as visits from {visits} v, {before} b";
}

[Contract]
public sealed record Person(long Id, [Pii, Tag("contact")] string Email, string City);

[Contract]
public sealed record Visit(long Id, string Who, int Pages);

[Contract]
public sealed record Reach(string City, string Best, [Masked] string BestHash, [Declassified("They agreed to be named.")] string KnownBest, long Place);

[Contract]
public sealed record Contact([Declassified(" ")] string Name, long Calls);

[Contract]
public sealed record Total(long Visits);

public interface ISink
{
    IEnumerable<Contact> Pass(Table<Person> people);
}
