package io.threatledger.bench.micro;

import io.threatledger.entry.DecodedEntry;
import io.threatledger.entry.Entry;
import io.threatledger.entry.EntryCodec;
import io.threatledger.entry.EntrySigner;
import io.threatledger.entry.Fleet;
import io.threatledger.entry.RandomBytes;
import io.threatledger.entry.RestrictedClaims;
import io.threatledger.entry.SignedEntry;
import io.threatledger.entry.Target;
import io.threatledger.entry.ThreatAdded;
import io.threatledger.entry.ThreatClaims;
import java.util.List;
import java.util.Random;
import org.openjdk.jmh.annotations.Benchmark;

/** Entries: as a sensor reports them, some 550 bytes, and once more with the restricted claims that are hidden by hashes. */
public class EntryTimes extends Timed {
    private static final long SEED = 1;
    private static final long ISSUED_AT_SECONDS = 1_800_000_000;
    private static final int SEED_BYTES = 32;

    private final RandomBytes random = new Random(SEED)::nextBytes;
    private final EntrySigner signer = EntrySigner.ed25519(drawn(SEED_BYTES));
    private final Entry plain = entry(RestrictedClaims.NONE);
    private final Entry hiding = entry(new RestrictedClaims("sensor-1", 22, null, null, "a comment"));
    private final SignedEntry signed = EntryCodec.sign(plain, signer, random);
    private final byte[] leaf = signed.leaf();
    private final byte[] signature = signer.sign(leaf);

    @Benchmark
    public byte[] sign() {
        return signer.sign(leaf);
    }

    @Benchmark
    public boolean verify() {
        return signer.verifier().verify(leaf, signature);
    }

    /** Written as JSON, signed and hashed: all that a publish needs of this package. */
    @Benchmark
    public SignedEntry encode() {
        return EntryCodec.sign(plain, signer, random);
    }

    @Benchmark
    public SignedEntry encodeWithRestrictedClaims() {
        return EntryCodec.sign(hiding, signer, random);
    }

    @Benchmark
    public DecodedEntry decode() {
        return EntryCodec.decode(leaf);
    }

    private Entry entry(RestrictedClaims restricted) {
        ThreatClaims claims = ThreatClaims.of(Target.parse("198.51.100.7"))
                .source("bench")
                .category("scanner")
                .confidence(70)
                .ttlSeconds(2_592_000L)
                .tags(List.of("scanner", "ssh-bruteforce"))
                .asn(64_500L)
                .asnName("Example Net")
                .country("NL")
                .fleet(Fleet.CORE)
                .restricted(restricted)
                .build();
        return new Entry(
                "bench.threatledger.example",
                ISSUED_AT_SECONDS,
                Entry.newJti(random),
                "Exemplary Organization",
                new ThreatAdded(claims, null));
    }

    private byte[] drawn(int count) {
        byte[] bytes = new byte[count];
        random.fill(bytes);
        return bytes;
    }
}
