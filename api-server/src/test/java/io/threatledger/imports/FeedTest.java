package io.threatledger.imports;

import static org.assertj.core.api.Assertions.assertThat;

import io.threatledger.entry.Severity;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class FeedTest {

    @Test
    void plainLinesAreAnAddressAndAnything() throws IOException {
        assertThat(reports("""
                # a list
                192.0.2.1\t9
                192.0.2.0/24 ; SBL1

                2001:DB8::1 # note
                """))
                .containsExactly(
                        "{\"target\":\"192.0.2.1\",\"source\":\"import\"}",
                        "{\"target\":\"192.0.2.0/24\",\"source\":\"import\"}",
                        "{\"target\":\"2001:db8::1\",\"source\":\"import\"}");
    }

    @Test
    void linesThatAreNoTargetAreRefusedWithNumberAndReason() throws IOException {
        List<FeedLine.Refused> refused = refused("192.0.2.1\n192.0.2.256\nexample.org\n010.0.0.1\n1.2.3.4-9\n");
        assertThat(refused).extracting(FeedLine.Refused::number).containsExactly(2L, 3L, 4L, 5L);
        assertThat(refused).allSatisfy(line -> assertThat(line.reason()).startsWith("target: "));
    }

    @Test
    void belowTheMinimumIsLeftOutAndAMissingCountRefused() throws IOException {
        String text = "192.0.2.1 9\n192.0.2.2 2\n192.0.2.3\n192.0.2.4 x\n192.0.2.5 3\n";
        List<FeedLine> lines = lines(text, Optional.empty(), ReportDefaults.plain(), OptionalInt.of(3));
        assertThat(lines).filteredOn(FeedLine.Usable.class::isInstance).hasSize(2);
        assertThat(lines).filteredOn(FeedLine.Nothing.class::isInstance).hasSize(1);
        assertThat(lines).filteredOn(FeedLine.Refused.class::isInstance).hasSize(2);
    }

    @Test
    void csvIsReadUnderItsHeader() throws IOException {
        assertThat(reports("""
                ip,severity,ttl,tags,comment,whatever
                192.0.2.1,high,3600,a; b,"said ""so"", twice",x
                192.0.2.2,,,,,
                """))
                .containsExactly(
                        "{\"target\":\"192.0.2.1\",\"severity\":\"high\",\"ttl_seconds\":3600,\"tags\":[\"a\",\"b\"],"
                                + "\"comment\":\"said \\\"so\\\", twice\",\"source\":\"import\"}",
                        "{\"target\":\"192.0.2.2\",\"source\":\"import\"}");
    }

    @Test
    void badCsvLinesAreRefusedOneByOne() throws IOException {
        List<FeedLine.Refused> refused = refused("""
                target,confidence,severity
                192.0.2.1,many,
                192.0.2.2,1,,,
                "192.0.2.3,1
                192.0.2.4,1,worst
                ,1,low
                """);
        assertThat(refused)
                .extracting(FeedLine.Refused::reason)
                .satisfiesExactly(
                        reason -> assertThat(reason).isEqualTo("confidence: \"many\" (wanted: a whole number)"),
                        reason -> assertThat(reason).startsWith("5 cells"),
                        reason -> assertThat(reason).contains("quote"),
                        reason -> assertThat(reason).startsWith("severity: \"worst\""),
                        reason -> assertThat(reason).startsWith("target: missing"));
    }

    @Test
    void csvWithoutATargetColumnIsRefusedAtItsHeader() throws IOException {
        List<FeedLine> lines =
                lines("a,b\n1,2\n", Optional.of(FeedFormat.CSV), ReportDefaults.plain(), OptionalInt.empty());
        assertThat(lines.getFirst()).isInstanceOf(FeedLine.Refused.class);
    }

    @Test
    void ndjsonMembersAreSentAsTheyAre() throws IOException {
        assertThat(reports("{\"target\":\"192.0.2.1\",\"source\":\"x\",\"port\":22,\"unknown\":1}\n"))
                .containsExactly("{\"target\":\"192.0.2.1\",\"source\":\"x\",\"port\":22,\"unknown\":1}");
    }

    @Test
    void badNdjsonLinesAreRefusedOneByOne() throws IOException {
        assertThat(refused("{\"target\":\"192.0.2.1\"}\n[1]\n{\"target\":7}\n{\"target\n{} {}\n"))
                .extracting(FeedLine.Refused::number)
                .containsExactly(2L, 3L, 4L, 5L);
    }

    @Test
    void whatTheLineSaysWinsOverTheDefaults() throws IOException {
        ReportDefaults defaults = new ReportDefaults(
                Optional.of("feed"),
                Optional.of("scanner"),
                Optional.of(Severity.LOW),
                Optional.empty(),
                Optional.of(60L),
                Optional.of(90),
                List.of("t"));
        String text = "{\"target\":\"192.0.2.1\",\"severity\":\"high\",\"tags\":[]}\n";
        FeedLine line =
                lines(text, Optional.empty(), defaults, OptionalInt.empty()).getFirst();
        assertThat(((FeedLine.Usable) line).report().json())
                .isEqualTo("{\"target\":\"192.0.2.1\",\"severity\":\"high\",\"tags\":[],\"source\":\"feed\","
                        + "\"category\":\"scanner\",\"ttl_seconds\":60,\"confidence\":90}");
    }

    @Test
    void aByteOrderMarkAndCarriageReturnsAreNoPartOfALine() throws IOException {
        assertThat(reports("\uFEFF192.0.2.1\r\n192.0.2.2")).hasSize(2);
    }

    @Test
    void aLineWithoutEndIsRefusedAndNotKept() throws IOException {
        String text = "x".repeat(5 * Lines.LINE_CHARACTERS_MAX) + "\n192.0.2.1\n";
        assertThat(reports(text)).hasSize(1);
        assertThat(refused(text))
                .singleElement()
                .satisfies(line -> assertThat(line.text().length()).isLessThan(100));
    }

    @Test
    void batchesStayBelowTheNodesBounds() {
        Batcher batcher = new Batcher(1_000);
        String big = "{\"target\":\"192.0.2.1\",\"comment\":\"" + "é".repeat(1_000) + "\"}";
        List<Batch> batches = new ArrayList<>();
        for (int i = 0; i < 1_500; i++) {
            batcher.add(new FeedLine.Usable(i, new io.threatledger.client.Report("192.0.2.1", big)))
                    .ifPresent(batches::add);
        }
        batcher.rest().ifPresent(batches::add);
        assertThat(batches.stream().mapToInt(Batch::size).sum()).isEqualTo(1_500);
        assertThat(batches)
                .allSatisfy(batch -> assertThat(io.threatledger.client.ThreatLedgerClient.body(batch.reports())
                                .getBytes(StandardCharsets.UTF_8))
                        .hasSizeLessThan(1 << 20));
    }

    private static List<String> reports(String text) throws IOException {
        return lines(text, Optional.empty(), ReportDefaults.plain(), OptionalInt.empty()).stream()
                .filter(FeedLine.Usable.class::isInstance)
                .map(line -> ((FeedLine.Usable) line).report().json())
                .toList();
    }

    private static List<FeedLine.Refused> refused(String text) throws IOException {
        return lines(text, Optional.empty(), ReportDefaults.plain(), OptionalInt.empty()).stream()
                .filter(FeedLine.Refused.class::isInstance)
                .map(FeedLine.Refused.class::cast)
                .toList();
    }

    private static List<FeedLine> lines(
            String text, Optional<FeedFormat> format, ReportDefaults defaults, OptionalInt countMin)
            throws IOException {
        Feed feed =
                new Feed(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), format, defaults, countMin);
        List<FeedLine> lines = new ArrayList<>();
        for (Optional<FeedLine> line = feed.next(); line.isPresent(); line = feed.next()) {
            lines.add(line.get());
        }
        return lines;
    }
}
