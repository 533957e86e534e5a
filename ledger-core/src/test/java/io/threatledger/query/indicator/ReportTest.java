package io.threatledger.query.indicator;

import static org.assertj.core.api.Assertions.assertThat;

import io.threatledger.entry.Entry;
import io.threatledger.entry.Samples;
import io.threatledger.entry.SignedEntry;
import io.threatledger.entry.ThreatAdded;
import io.threatledger.entry.ThreatClaims;
import io.threatledger.merkle.LeafIndex;
import io.threatledger.merkle.TreeSize;
import io.threatledger.query.Moment;
import io.threatledger.store.EntryRow;
import io.threatledger.store.TargetEntries;
import io.threatledger.store.ThreatRow;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {
    private static final LeafIndex INDEX = new LeafIndex(7);
    private static final Long REVOKED = 19L;
    private static final Long SUPERSEDED = 11L;

    @Test
    void aReportSaysAllThatItsEntryAndItsDisclosuresSay() {
        assertThat(report(Samples.full()).claims()).isEqualTo(Samples.everything());
        assertThat(report(Samples.entry(new ThreatAdded(Samples.little(), null)))
                        .claims())
                .isEqualTo(Samples.little());
    }

    @Test
    void aStoredReportBecomesARecord() {
        ThreatClaims claims = Samples.everything();
        IndicatorRecord indicator = new RecordFold(SourceWeights.DEFAULT)
                .fold(
                        claims.target(),
                        List.of(report(Samples.full())),
                        Window.all(new Moment(new TreeSize(8), 1_795_305_600L)))
                .orElseThrow();
        assertThat(indicator.confidence()).hasToString("0.60");
        assertThat(indicator.action()).isEqualTo(RecommendedAction.RATE_LIMIT);
        assertThat(indicator.summary()).isEqualTo(new SightingSummary(1, 0, 1));
        assertThat(indicator.ja3()).isEqualTo(claims.restricted().ja3());
    }

    /** The row of a threat is not read for it: what the entry says has to make the same one. */
    @Test
    void theIntervalIsThatOfTheEntryAndOfWhatEndedIt() {
        assertThat(report(Samples.full()).interval()).isEqualTo(interval(Samples.full()));
        Entry withoutEnd = Samples.entry(new ThreatAdded(Samples.little(), null));
        assertThat(report(withoutEnd).interval()).isEqualTo(interval(withoutEnd));
    }

    private static Report report(Entry entry) {
        SignedEntry signed = Samples.signed(entry);
        EntryRow row = new EntryRow(INDEX, signed.id(), signed.leaf(), signed.disclosures());
        return Report.of(new TargetEntries.Told(row, REVOKED, SUPERSEDED));
    }

    private static ThreatRow interval(Entry entry) {
        ThreatClaims claims = ((ThreatAdded) entry.body()).claims();
        Long ttl = claims.ttlSeconds();
        return new ThreatRow(
                INDEX,
                INDEX,
                entry.owner(),
                claims.source(),
                claims.category(),
                claims.severity(),
                claims.action(),
                claims.target(),
                entry.issuedAtSeconds(),
                ttl == null ? null : entry.issuedAtSeconds() + ttl,
                REVOKED,
                SUPERSEDED);
    }
}
