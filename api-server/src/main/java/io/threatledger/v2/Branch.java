package io.threatledger.v2;

import io.threatledger.entry.InvalidField;
import io.threatledger.entry.Target;
import io.threatledger.http.Problem;
import io.threatledger.store.IndicatorFilter;
import java.util.Arrays;
import java.util.Optional;

/** A type of indicator, with its names: of the type, in paths, of one in an answer, of its value. */
enum Branch {
    ADDRESS("Address", "addresses", "address", "ip", IndicatorFilter.Kind.ADDRESS, "an IPv4 or IPv6 address"),
    CIDR("CIDR", "cidrBlocks", "cidrBlock", "Block", IndicatorFilter.Kind.NETWORK, "a network such as 203.0.113.0/24");

    private final String type;
    private final String path;
    private final String entity;
    private final String key;
    private final IndicatorFilter.Kind kind;
    private final String wanted;

    Branch(String type, String path, String entity, String key, IndicatorFilter.Kind kind, String wanted) {
        this.type = type;
        this.path = path;
        this.entity = entity;
        this.key = key;
        this.kind = kind;
        this.wanted = wanted;
    }

    static Optional<Branch> of(String path) {
        return Arrays.stream(values())
                .filter(branch -> branch.path.equals(path))
                .findFirst();
    }

    static Branch of(Target target) {
        return target.isNetwork() ? CIDR : ADDRESS;
    }

    /** A value as people write it; what is of another type is refused. */
    Target parse(String value) {
        try {
            Target target = Target.parse(value);
            if (of(target) == this) {
                return target;
            }
        } catch (InvalidField e) {
            throw invalid(value);
        }
        throw invalid(value);
    }

    private Problem invalid(String value) {
        return Messages.invalid(key, type, InvalidField.shown(value), wanted);
    }

    String type() {
        return type;
    }

    String path() {
        return path;
    }

    String entity() {
        return entity;
    }

    String key() {
        return key;
    }

    IndicatorFilter.Kind kind() {
        return kind;
    }

    /** What a value is. */
    String wanted() {
        return wanted;
    }
}
