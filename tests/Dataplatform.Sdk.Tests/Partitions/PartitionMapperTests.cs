using Dataplatform.Sdk.Partitions;
using Dataplatform.Sdk.Tests.Fakes;
using FsCheck;
using FsCheck.Fluent;

namespace Dataplatform.Sdk.Tests.Partitions;

public sealed class PartitionMapperTests
{
    private static readonly TimeDimension Hour = PartitionSamples.Hour;
    private static readonly TimeDimension Day = PartitionSamples.Day;
    private static readonly TimeDimension Weekday = PartitionSamples.Weekday;
    private static readonly EnumDimension Region = PartitionSamples.Region with { EnumType = typeof(Region).FullName! };
    private static readonly EnumDimension Country = new("country", "Shop.Country", "At De Ny");
    private static readonly DynamicDimension Customer = PartitionSamples.Customer;

    [Theory]
    [InlineData("2024-03-31", "2024-03-31-00:00 … 2024-03-31-23:00 (23)")]
    [InlineData("2024-03-30", "2024-03-30-00:00 … 2024-03-30-23:00 (24)")]
    public void A_day_needs_the_hours_that_it_has(string day, string hours) => Upstream(new(Day), new(Hour), PartitionMapping.Default, day).ShouldBe((hours, "none"));

    [Fact]
    public void What_is_left_out_is_neither_needed_nor_does_it_need()
    {
        var mapper = new PartitionMapper(new(Weekday), new(Hour), new PartitionMapping.Overlap(-1, 0));

        Upstream(mapper, "2024-04-01").ShouldBe(("2024-03-28-00:00 … 2024-04-01-23:00 (48)", "none"), "the window before Monday is Thursday, as Friday is left out too");
        Readers(mapper, "2024-03-30-12:00").ShouldBe("none", "nobody has the Saturday");
        Readers(mapper, "2024-03-28-12:00").ShouldBe("2024-03-28 2024-04-01");
        Readers(new PartitionMapper(new(Day), new(Weekday), PartitionMapping.Default), "2024-03-28").ShouldBe("2024-03-28", "a window ends where it ends, and not with the gap behind it");
    }

    [Fact]
    public void Offsets_reach_beyond_the_readers_first_window()
    {
        var mapper = new PartitionMapper(new(Day with { Start = "2024-03-10" }), new(Day), new PartitionMapping.Overlap(-7, 0));

        Upstream(mapper, "2024-03-10").ShouldBe(("2024-03-03 … 2024-03-10 (8)", "none"));
        Readers(mapper, "2024-03-05").ShouldBe("2024-03-10 2024-03-11 2024-03-12");
    }

    [Fact]
    public void What_does_not_exist_yet_is_missing_and_what_never_exists_is_not_needed()
    {
        var ahead = new PartitionMapper(new(Day with { EndOffset = 2 }), new(Day with { Start = "2024-04-01" }), PartitionMapping.Default);

        Upstream(ahead, "2024-04-02", "2024-04-03", "2024-04-04").ShouldBe(("2024-04-02", "2024-04-03 2024-04-04"));
        Upstream(ahead, "2024-03-31").ShouldBe(("none", "none"));
        Upstream(new PartitionMapper(new(Customer, Day), new(Customer), PartitionMapping.Default), "gone|2024-03-05").ShouldBe(("none", "gone"));
    }

    [Fact]
    public void The_last_is_the_last_that_exists()
    {
        var latest = new PartitionMapping.Latest();

        Upstream(new(Region), new(Day), latest, "Eu").ShouldBe(("2024-04-02", "none"));
        Upstream(new(Region), new(Day, Region), latest, "Eu").ShouldBe(("2024-04-02|Eu", "none"));
        Upstream(new(Day), new(Region), latest, "2024-03-05").ShouldBe(("Asia", "none"));
        Upstream(new(Region), new(Region), latest, "Eu").ShouldBe(("Asia", "none"));
        Upstream(null, new(Day), latest, "").ShouldBe(("2024-04-02", "none"));
        Readers(new PartitionMapper(new(Region), new(Day), latest), "2024-04-01").ShouldBe("none");
        Readers(new PartitionMapper(new(Region), new(Day), latest), "2024-04-01", "2024-04-02").ShouldBe("Asia Eu Us");
        Readers(new PartitionMapper(new(Day), new(Region), latest), "Eu", "Us").ShouldBe("none");
    }

    [Fact]
    public void An_undivided_asset_is_one_partition()
    {
        Upstream(null, new(Region), PartitionMapping.Default, "").ShouldBe(("Asia Eu Us", "none"));
        Upstream(new(Day), null, PartitionMapping.Default, "2024-03-05").ShouldBe(("", "none"));
        Readers(new PartitionMapper(null, new(Region), PartitionMapping.Default), "Us").ShouldBe("");
        Readers(new PartitionMapper(new(Region), null, PartitionMapping.Default), "").ShouldBe("Asia Eu Us");
        Upstream(null, null, PartitionMapping.Default, "").ShouldBe(("", "none"));
    }

    [Fact]
    public void Dimensions_are_mapped_one_by_one()
    {
        Upstream(new(Day, Region), new(Hour, Region), PartitionMapping.Default, "2024-03-31|Eu").ShouldBe(("2024-03-31-00:00|Eu … 2024-03-31-23:00|Eu (23)", "none"));
        Upstream(new(Day), new(Day, Region), PartitionMapping.Default, "2024-03-05").ShouldBe(("2024-03-05|Asia 2024-03-05|Eu 2024-03-05|Us", "none"));
        Readers(new PartitionMapper(new(Day, Region), new(Region), PartitionMapping.Default), "Us").ShouldBe("2024-03-01|Us … 2024-04-02|Us (33)");
        Upstream(new(Region with { Name = "from" }, Region with { Name = "to" }), new(Region with { Name = "to" }), PartitionMapping.Default, "Eu|Us").ShouldBe(("Us", "none"));
    }

    [Fact]
    public void Pairs_of_keys_lead_both_ways()
    {
        var mapper = new PartitionMapper(new(Day, Region), new(Country, Day), new PartitionMapping.Keys("Eu:At Eu:De Us:Ny Asia:Ny"));

        Upstream(mapper, "2024-03-05|Eu").ShouldBe(("At|2024-03-05 De|2024-03-05", "none"));
        Readers(mapper, "Ny|2024-03-05").ShouldBe("2024-03-05|Asia 2024-03-05|Us");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_function_leads_both_ways_with_and_without_its_own_way_back(bool hasWayBack)
    {
        PartitionFunction function = hasWayBack ? new SameWeekday() : new SameWeekdayForth();
        var mapper = ByFunction(new(Day, Region), new(Day, Region), function);

        Upstream(mapper, "2024-03-09|Eu").ShouldBe(("2024-03-02|Eu 2024-03-09|Eu", "none"));
        Upstream(mapper, "2024-03-05|Eu").ShouldBe(("2024-03-05|Eu", "none"), "the upstream has no February");
        Readers(mapper, "2024-03-09|Eu", "2024-03-31|Us").ShouldBe("2024-03-09|Eu 2024-03-16|Eu 2024-03-31|Us");
    }

    [Fact]
    public void A_function_may_lead_to_another_kind_of_keys()
    {
        var customers = ByFunction(new(Region), new(Customer), new CustomersOf());
        var regions = ByFunction(new(Day), new(Day, Region), new RegionOf());

        Upstream(customers, "Eu", "Us").ShouldBe(("% a|b", "gone"));
        Readers(customers, "%").ShouldBe("Eu Us");
        Upstream(regions, "2024-03-05", "2024-03-06").ShouldBe(("2024-03-05|Eu 2024-03-06|Us", "none"));
        Readers(regions, "2024-03-05|Eu", "2024-03-05|Us", "2024-03-06|Us").ShouldBe("2024-03-05 2024-03-06");
        Readers(regions, "2024-03-05|Us").ShouldBe("none");
    }

    // The two laws of mappings: the way back is the inverse of the way forth, and going forth and back covers where it began.
    [Fact]
    public void Mapping_and_its_inverse_agree()
    {
        PartitionMapping[] mappings = [PartitionMapping.Default, new PartitionMapping.Overlap(-2, 0), new PartitionMapping.Overlap(-3, -1), new PartitionMapping.Overlap(1, 2), new PartitionMapping.All(), new PartitionMapping.Latest()];
        var samples =
            from reader in PartitionSamples.Shapes
            from upstream in PartitionSamples.Shapes
            from mapping in Gen.Elements(mappings)
            let links = PartitionLinks.Find(DefinitionOf(reader), DefinitionOf(upstream), mapping, out _)
            let fits = links is not null
            from readers in PartitionSamples.KeysOf(reader)
            from some in PartitionSamples.KeysOf(upstream)
            select (reader, upstream, mapping, fits, readers: readers.Take(60).ToList(), some: some.Take(60).ToList());
        var fitting = 0;
        Laws.Hold(samples.Where(sample => sample.fits), sample =>
        {
            fitting++;
            var mapper = new PartitionMapper(DefinitionOf(sample.reader), DefinitionOf(sample.upstream), sample.mapping);
            var readers = PartitionSet.Of(sample.reader, sample.readers);
            var mapped = mapper.Upstream(readers, PartitionSamples.Snapshot);
            var existing = PartitionSet.Existing(sample.upstream, PartitionSamples.Snapshot);

            mapped.Existing.IsSubsetOf(existing).ShouldBeTrue();
            mapped.Missing.Intersect(existing).IsEmpty.ShouldBeTrue();
            foreach (var key in sample.readers.Take(5))
            {
                var single = PartitionSet.Of(sample.reader, [key]);
                var needs = mapper.Upstream(single, PartitionSamples.Snapshot).Existing;
                needs.IsSubsetOf(mapped.Existing).ShouldBeTrue("a part needs no more than the whole");
                (needs.IsEmpty || single.IsSubsetOf(mapper.Readers(needs, PartitionSamples.Snapshot))).ShouldBeTrue($"{key} covers itself");

                // Exactly those upstream partitions lead back to it that it needs.
                foreach (var upstream in sample.some.Take(20))
                {
                    mapper.Readers(PartitionSet.Of(sample.upstream, [upstream]), PartitionSamples.Snapshot).Contains(key).ShouldBe(needs.Contains(upstream), $"{key} and {upstream} by {sample.mapping}");
                }
            }
        });
        fitting.ShouldBeGreaterThan(50);
    }

    // The meaning itself, without any arithmetic: a window needs those that overlap one of the windows at its offsets.
    [Fact]
    public void Windows_are_mapped_by_overlapping()
    {
        var samples =
            from reader in Gen.Elements(PartitionSamples.Times)
            from upstream in Gen.Elements(PartitionSamples.Times)
            from start in Gen.Choose(-3, 2)
            from length in Gen.Choose(0, 2)
            from index in Gen.Choose(0, 5)
            select (reader: TimeWindows.Of(reader), upstream: TimeWindows.Of(upstream), start, end: start + length, index);
        Laws.Hold(samples, sample =>
        {
            var (reader, upstream) = (sample.reader, sample.upstream);
            var mapping = new TimeMapping(reader, upstream, sample.start, sample.end);
            var own = Enumerable.Range(sample.start, sample.end - sample.start + 1).Select(offset => reader[sample.index + offset]).ToList();
            var last = Math.Min(upstream.Total, upstream.StartedBefore(own[^1].End) + 2);
            var expected = Enumerable.Range(0, (int)Math.Max(0, last)).Where(i => own.Exists(window => upstream[i].Start < window.End && window.Start < upstream[i].End)).Select(i => (long)i).ToList();
            var needed = mapping.UpstreamOf(reader.Times(sample.index, sample.index + 1));

            Enumerable.Range(0, needed.Intervals).SelectMany(i => Indexes(upstream.Windows(needed[i]))).ShouldBe(expected);
            expected.ShouldAllBe(i => mapping.ReadersOf(upstream.Times(i, i + 1)).Contains(reader.StartOf(sample.index)));
        });
    }

    private static IEnumerable<long> Indexes((long From, long To) windows) => Enumerable.Range(0, (int)(windows.To - windows.From)).Select(i => windows.From + i);

    private static PartitionsDefinition? DefinitionOf(PartitionShape shape) => shape == PartitionShape.Undivided ? null : shape.Definition;

    private static PartitionMapper ByFunction(PartitionsDefinition reader, PartitionsDefinition upstream, PartitionFunction function) =>
        new(reader, upstream, new PartitionMapping.Function(function.GetType().FullName!, function.ReaderType.FullName!, function.UpstreamType.FullName!), _ => function);

    private static (string Existing, string Missing) Upstream(PartitionsDefinition? reader, PartitionsDefinition? upstream, PartitionMapping mapping, params string[] keys) =>
        Upstream(new PartitionMapper(reader, upstream, mapping), keys);

    private static (string Existing, string Missing) Upstream(PartitionMapper mapper, params string[] keys)
    {
        var mapped = mapper.Upstream(PartitionSet.Of(mapper.Reader, keys.Select(key => new PartitionKey(key))), PartitionSamples.Snapshot);
        return (Text(mapped.Existing), Text(mapped.Missing));
    }

    private static string Readers(PartitionMapper mapper, params string[] keys) =>
        Text(mapper.Readers(PartitionSet.Of(mapper.UpstreamShape, keys.Select(key => new PartitionKey(key))), PartitionSamples.Snapshot));

    private static string Text(PartitionSet set) => set.IsEmpty ? "none"
        : set.Count > 5 && set.Times.Count == 1 ? $"{set.Keys().First()} … {set.Keys(newestFirst: true).First()} ({set.Count})"
        : string.Join(' ', set.Keys());
}
