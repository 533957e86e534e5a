package io.threatledger.bench.micro;

import io.threatledger.query.catalog.Found;
import io.threatledger.query.language.Expression;
import io.threatledger.query.language.Parser;
import io.threatledger.query.language.Printer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.TearDown;

/** The query language, with a query of nine values. */
public class QueryTimes extends Timed {
    private static final String QUERY = "tag:(ssh-bruteforce,credential-stuffing) AND country:(NL,DE,US)"
            + " AND (confidence:>=0.7 OR asn:AS64500) AND last_seen:<24h AND NOT ip:198.51.100.0/24";
    private static final int RESULTS_MAX = 25;

    private final Expression parsed = Parser.parse(QUERY);
    private final EmptyCatalog rowless = EmptyCatalog.open();

    @Benchmark
    public Expression parse() {
        return Parser.parse(QUERY);
    }

    @Benchmark
    public String print() {
        return Printer.print(parsed);
    }

    /** Compiled to SQL, prepared and run: without rows hardly anything is left to find. */
    @Benchmark
    public Found compile() {
        return rowless.catalog().search(parsed, RESULTS_MAX);
    }

    @TearDown
    public void close() {
        rowless.close();
    }
}
