package io.threatledger.bench.micro;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

class MicroTest {
    private static final List<String> ALL = List.of(
            "EntryTimes.decode",
            "EntryTimes.encode",
            "EntryTimes.encodeWithRestrictedClaims",
            "EntryTimes.sign",
            "EntryTimes.verify",
            "QueryTimes.compile",
            "QueryTimes.parse",
            "QueryTimes.print",
            "TreeTimes.append",
            "TreeTimes.hashOfLeaf",
            "TreeTimes.hashOfNode",
            "TreeTimes.prove",
            "TreeTimes.verify");

    @Test
    void eachRuns() throws Exception {
        var once = new OptionsBuilder()
                .include(MicroTest.class.getPackageName())
                .forks(0)
                .mode(Mode.SingleShotTime)
                .warmupIterations(0)
                .measurementIterations(1)
                .param("leaves", "1000")
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .build();
        assertThat(new Runner(once).run())
                .extracting(run -> run.getParams().getBenchmark())
                .containsExactlyElementsOf(ALL.stream()
                        .map(name -> MicroTest.class.getPackageName() + "." + name)
                        .toList());
    }
}
