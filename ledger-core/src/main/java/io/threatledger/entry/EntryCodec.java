package io.threatledger.entry;

import io.threatledger.merkle.Digest;
import io.threatledger.merkle.Rfc6962;
import java.util.Arrays;

/** Entries to leaves and back. The leaf is the compact JWS in ASCII; what is read is exactly what would be written. */
public final class EntryCodec {

    /** An entry bundle has two bytes for the length (C2SP tlog-tiles). */
    public static final int LEAF_BYTES_MAX = 65_535;

    private static final String SD_ALG = "sha-256";
    private static final int SD_DIGESTS = SelectiveDisclosure.NAMES.size();

    private EntryCodec() {}

    /**
     * Signs an entry. Safe for threads when the random source is.
     *
     * @param random for the salts and decoys of the restricted claims
     */
    public static SignedEntry sign(Entry entry, EntrySigner signer, RandomBytes random) {
        SelectiveDisclosure hidden = SelectiveDisclosure.of(restricted(entry), random);
        byte[] payload = Base64Url.encodeToBytes(PayloadWriter.write(entry, hidden.digests()));
        byte[] header = signer.encodedHeader();
        int signed = header.length + 1 + payload.length;
        byte[] leaf = Arrays.copyOf(header, signed + 1 + Jws.SIGNATURE_CHARACTERS);
        leaf[header.length] = '.';
        System.arraycopy(payload, 0, leaf, header.length + 1, payload.length);
        byte[] signature = Base64Url.encodeToBytes(signer.sign(leaf, signed));
        leaf[signed] = '.';
        System.arraycopy(signature, 0, leaf, signed + 1, signature.length);
        Digest leafHash = Rfc6962.leafHash(leaf);
        return new SignedEntry(leaf, hidden.disclosures(), leafHash, EntryId.of(leafHash));
    }

    /**
     * Reads a leaf. The signature's shape is checked, not the signature: {@link EntryVerifier#verifyLeaf}.
     *
     * @throws InvalidEntry when the bytes are not exactly what {@link #sign} would write for what they say
     */
    public static DecodedEntry decode(byte[] leaf) {
        Jws jws = Jws.parse(leaf);
        PayloadReader.Payload payload = PayloadReader.read(jws.payload());
        requireDigests(payload);
        byte[] canonical = PayloadWriter.write(payload.entry(), payload.sdDigests());
        int differs = Arrays.mismatch(canonical, jws.payload());
        if (differs >= 0) {
            throw new InvalidEntry("payload: not in canonical form from byte " + differs
                    + " (wanted: the members in order, no white space, no other members, _sd_alg " + SD_ALG + ")");
        }
        return new DecodedEntry(payload.entry(), jws.kid(), payload.sdDigests());
    }

    private static RestrictedClaims restricted(Entry entry) {
        return entry.body() instanceof ThreatAdded added ? added.claims().restricted() : RestrictedClaims.NONE;
    }

    private static void requireDigests(PayloadReader.Payload payload) {
        var digests = payload.sdDigests();
        if (digests.isEmpty()) {
            return;
        }
        if (digests.size() != SD_DIGESTS || payload.entry().type() != EntryType.THREAT_ADDED) {
            throw new InvalidEntry("payload: _sd has " + digests.size() + " digests in a "
                    + payload.entry().type().word() + " (wanted: none, or five in a threat_added)");
        }
        String former = "";
        for (String digest : digests) {
            if (!Base64Url.isDigest(digest) || digest.compareTo(former) <= 0) {
                throw new InvalidEntry("payload: _sd is not made of sorted, different SHA-256 digests");
            }
            former = digest;
        }
    }
}
