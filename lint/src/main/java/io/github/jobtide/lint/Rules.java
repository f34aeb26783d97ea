package io.github.jobtide.lint;

import java.util.List;

/** Every rule except those of {@link PageRules}, by id. To add one is to add its class, and its name here. */
final class Rules {
    static final List<Rule> ALL = List.of(new PayloadTimestamp(), new IllegalName(), new TypeClash(), new MissingHelp(),
            new MissingType(), new UpperCaseName(), new ForeignUnit(), new AbbreviatedUnit(), new UnitInTheMiddle(),
            new CounterWithoutTotal(), new TotalOfNoCounter(), new HistogramSuffix(), new TypeInName(),
            new ColonInName(), new OneWordName(), new UnnamedTimestamp(), new MillisecondsAsSeconds(),
            new AgeInsteadOfTime(), new PrecomputedRate(), new VaryingName(), new ValueAgainstName(),
            new ImpossibleCounter(), new FallenCounter(), new GaugeWithoutNumber(), new CapitalsInLabel(),
            new LabelOfAnotherType(),
            new LabelOfTheUrl(), new ExportedLabel(), new UnequalLabels(), new EmptyLabelValue(),
            new UnwieldyLabelValue(), new LabelOfThePlace(), new UnboundedLabel(), new IdentifierAsValue(),
            new LeakedSecret(), new ManySeries(), new MissingInfBucket(), new FallingBuckets(),
            new InfBucketUnlikeCount(), new MissingCountOrSum(), new BadBounds(), new UnlikeBounds(),
            new TooManyBuckets(), new BadQuantiles(), new ReservedName(), new ProcessRegistry(),
            new InstanceInKey(), new NoSuccessTime());

    private Rules() {}
}
