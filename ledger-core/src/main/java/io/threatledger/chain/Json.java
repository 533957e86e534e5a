package io.threatledger.chain;

import io.threatledger.chain.ChainException.Reason;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A value out of a node's answer, read with the suspicion that it deserves. Anything unexpected is MALFORMED. */
final class Json {
    private static final Pattern QUANTITY = Pattern.compile("0x[0-9a-fA-F]{1,64}");
    private static final Pattern DATA = Pattern.compile("0x(?:[0-9a-fA-F]{2})*");
    private static final Pattern WORD = Pattern.compile("0x[0-9a-fA-F]{64}");
    private static final Pattern ADDRESS = Pattern.compile("0x[0-9a-fA-F]{40}");
    private static final int SHOWN_CHARACTERS_MAX = 80;

    private final String what;
    private final @Nullable JsonNode node;

    Json(String what, @Nullable JsonNode node) {
        this.what = what;
        this.node = node;
    }

    boolean isNull() {
        return node == null || node.isNull() || node.isMissingNode();
    }

    Json get(String member) {
        return new Json(what + "." + member, node == null ? null : node.get(member));
    }

    List<Json> items() {
        if (node == null || !node.isArray()) {
            throw malformed("a list");
        }
        List<Json> items = new ArrayList<>();
        for (int i = 0; i < node.size(); i++) {
            items.add(new Json(what + "[" + i + "]", node.get(i)));
        }
        return items;
    }

    BigInteger bigQuantity() {
        return new BigInteger(matching(QUANTITY, "a hexadecimal number").substring(2), 16);
    }

    long quantity() {
        BigInteger value = bigQuantity();
        if (value.bitLength() >= Long.SIZE) {
            throw malformed("a number below 2^63");
        }
        return value.longValue();
    }

    int smallQuantity() {
        long value = quantity();
        if (value > Integer.MAX_VALUE) {
            throw malformed("a number below 2^31");
        }
        return (int) value;
    }

    String data() {
        return matching(DATA, "hexadecimal bytes");
    }

    String word() {
        return matching(WORD, "32 hexadecimal bytes").toLowerCase(Locale.ROOT);
    }

    String address() {
        return matching(ADDRESS, "an address").toLowerCase(Locale.ROOT);
    }

    String text() {
        if (node == null || !node.isString()) {
            throw malformed("a text");
        }
        return node.asString();
    }

    boolean isTrue() {
        return node != null && node.isBoolean() && node.asBoolean();
    }

    private String matching(Pattern pattern, String wanted) {
        String text = text();
        if (!pattern.matcher(text).matches()) {
            throw malformed(wanted);
        }
        return text;
    }

    ChainException malformed(String wanted) {
        String shown = String.valueOf(node);
        String cut = shown.length() > SHOWN_CHARACTERS_MAX ? shown.substring(0, SHOWN_CHARACTERS_MAX) + "…" : shown;
        return new ChainException(Reason.MALFORMED, what + ": " + cut + " (wanted: " + wanted + ")");
    }
}
