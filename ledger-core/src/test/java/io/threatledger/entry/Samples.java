package io.threatledger.entry;

import java.math.BigDecimal;
import java.util.List;

/** Entries and keys that are the same in every run. */
public final class Samples {

    /** 0, 1, 2, … in every draw: the salts of a test are known. */
    public static final RandomBytes RANDOM = dst -> {
        for (int i = 0; i < dst.length; i++) {
            dst[i] = (byte) i;
        }
    };

    public static final Origin ORIGIN = new Origin("ledger.example/threats");
    public static final NodeKeys KEYS = NodeKeys.fromSeed(counting(32), ORIGIN);
    public static final EntrySigner SIGNER = KEYS.entrySigner();
    public static final String JTI = Base64Url.encode(counting(16));

    private Samples() {}

    /** Claims with every member. */
    public static ThreatClaims everything() {
        return ThreatClaims.of(Target.parse("203.0.113.0/24"))
                .source("honeypot \"north\"")
                .category("ssh-brute-force")
                .severity(Severity.HIGH)
                .action(ThreatAction.RATE_LIMIT)
                .rating(new BigDecimal("3.5"))
                .confidence(85)
                .ttlSeconds(86_400L)
                .tags(List.of("ssh", "größe", "tool:sliver\\2"))
                .asn(64_500L)
                .asnName("Example \ud83d\ude00 Networks")
                .country("DE")
                .fleet(Fleet.CORE)
                .restricted(new RestrictedClaims(
                        "sensor-1", 22, "e7d705a3286e19ea42f587b344ee6865", null, "said \"hello\""))
                .build();
    }

    /** The least a publisher can say. */
    public static ThreatClaims little() {
        return ThreatClaims.of(Target.parse("2001:db8::1")).build();
    }

    public static Entry entry(EntryBody body) {
        return new Entry(ORIGIN.value(), 1_795_305_600L, JTI, "acme", body);
    }

    public static Entry full() {
        return entry(new ThreatAdded(everything(), new EntryId("TC-ABCDEFGHIJKLMNOPQRSTUVWXYZ")));
    }

    public static SignedEntry signed(Entry entry) {
        return EntryCodec.sign(entry, SIGNER, RANDOM);
    }

    public static byte[] counting(int length) {
        byte[] bytes = new byte[length];
        RANDOM.fill(bytes);
        return bytes;
    }
}
