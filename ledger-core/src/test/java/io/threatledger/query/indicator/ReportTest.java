package io.threatledger.query.indicator;

import static org.assertj.core.api.Assertions.assertThat;

import io.threatledger.entry.Entry;
import io.threatledger.entry.Samples;
import io.threatledger.entry.SignedEntry;
import io.threatledger.entry.ThreatAdded;
import io.threatledger.entry.ThreatClaims;
import io.threatledger.merkle.LeafIndex;
import io.threatledger.query.Moment;
import io.threatledger.store.EntryRow;
import io.threatledger.store.ThreatRow;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {
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
                .fold(claims.target(), List.of(report(Samples.full())), Window.all(Moment.newest(1_795_305_600L)))
                .orElseThrow();
        assertThat(indicator.confidence()).hasToString("0.60");
        assertThat(indicator.action()).isEqualTo(RecommendedAction.RATE_LIMIT);
        assertThat(indicator.summary()).isEqualTo(new SightingSummary(1, 0, 1));
        assertThat(indicator.ja3()).isEqualTo(claims.restricted().ja3());
    }

    private static Report report(Entry entry) {
        SignedEntry signed = Samples.signed(entry);
        LeafIndex index = new LeafIndex(7);
        ThreatClaims claims = ((ThreatAdded) entry.body()).claims();
        Long ttl = claims.ttlSeconds();
        ThreatRow interval = ThreatRow.begun(
                index,
                index,
                entry.owner(),
                claims,
                entry.issuedAtSeconds(),
                ttl == null ? null : entry.issuedAtSeconds() + ttl);
        return Report.of(interval, new EntryRow(index, signed.id(), signed.leaf(), signed.disclosures()));
    }
}
