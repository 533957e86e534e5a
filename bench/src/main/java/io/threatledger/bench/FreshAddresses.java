package io.threatledger.bench;

import java.util.Random;

/** Addresses that nobody has reported yet: those of a network that is drawn anew for each use. For one thread. */
final class FreshAddresses {
    private static final int GROUPS = 0x10000;

    private final String network;
    private long given;

    FreshAddresses() {
        Random random = new Random();
        this.network = "2a11:" + Integer.toHexString(random.nextInt(GROUPS)) + ":"
                + Integer.toHexString(random.nextInt(GROUPS)) + "::";
    }

    /** A threat to be published, of the next of them. */
    String report() {
        given++;
        long high = given / GROUPS;
        return "{\"target\":\"" + network + (high == 0 ? "" : Long.toHexString(high) + ":")
                + Long.toHexString(given % GROUPS) + "\",\"source\":\"bench\"}";
    }
}
