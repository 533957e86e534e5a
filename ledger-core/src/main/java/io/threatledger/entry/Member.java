package io.threatledger.entry;

import java.nio.charset.StandardCharsets;

/** The members of a payload, in the order in which they stand in it. */
final class Member {

    static final Member ISS = new Member('{', "iss");
    static final Member IAT = new Member(',', "iat");
    static final Member JTI = new Member(',', "jti");
    static final Member TYPE = new Member(',', "type");
    static final Member OWNER = new Member(',', "owner");
    static final Member TARGET = new Member(',', "target");
    static final Member SOURCE = new Member(',', "source");
    static final Member CATEGORY = new Member(',', "category");
    static final Member SEVERITY = new Member(',', "severity");
    static final Member ACTION = new Member(',', "action");
    static final Member RATING = new Member(',', "rating");
    static final Member CONFIDENCE = new Member(',', "confidence");
    static final Member TTL = new Member(',', "ttl");
    static final Member TAGS = new Member(',', "tags");
    static final Member ASN = new Member(',', "asn");
    static final Member ASN_NAME = new Member(',', "asn_name");
    static final Member COUNTRY = new Member(',', "country");
    static final Member FLEET = new Member(',', "fleet");
    static final Member SUPERSEDES = new Member(',', "supersedes");
    static final Member THREAT = new Member(',', "threat");
    static final Member REASON = new Member(',', "reason");
    static final Member SD = new Member(',', "_sd");
    static final Member SD_ALG = new Member(',', "_sd_alg");

    private final String word;
    private final byte[] start;

    private Member(char separator, String word) {
        this.word = word;
        this.start = (separator + "\"" + word + "\":").getBytes(StandardCharsets.US_ASCII);
    }

    String word() {
        return word;
    }

    /** What stands before the value: separator, name, colon. Not to be written to. */
    byte[] start() {
        return start;
    }
}
