package io.threatledger.note;

/** A note key and a checkpoint that Go's sumdb/note opened and reproduced. */
final class NoteSamples {

    static final String ORIGIN = "ledger.example/threats";
    static final NoteSigner SIGNER = NoteSigner.ed25519(ORIGIN, counting());
    static final NoteVerifier VERIFIER = SIGNER.verifier();
    static final String VKEY = "ledger.example/threats+c2f58588+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4";
    static final String BODY = "ledger.example/threats\n8\nXcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=\n";
    static final String LOG_LINE =
            "\u2014 ledger.example/threats wvWFiPt2Jp8wfzsIOjhDmvw06xOoZUk+hPT0Y2IcOfQxr1T8Hg6w56DlWl740iPYYVF3YRN4g1CiNUExpFsS93US4gg=\n";
    static final String WITNESS_LINE =
            "\u2014 witness.example/w1 IDJKvgAAAABlU/EAcKGnnxT2iYgVmGJm48UL9BKgIn/5D563k5+CLVk4vQPLlS2CqLiiDMcsMgt6YslbODqfb15pQyUl7h6NQXnaBQ==\n";
    static final String NOTE = BODY + "\n" + LOG_LINE;

    private NoteSamples() {}

    static byte[] counting() {
        byte[] seed = new byte[32];
        for (int i = 0; i < seed.length; i++) {
            seed[i] = (byte) i;
        }
        return seed;
    }
}
