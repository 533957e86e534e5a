package io.threatledger.proof;

import io.threatledger.entry.EntryId;
import io.threatledger.merkle.Digest;
import io.threatledger.merkle.LeafIndex;
import io.threatledger.merkle.TreeSize;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The JSON form of a bundle: every member there, none unknown, none twice. */
final class BundleJson {

    private static final String HEX_PREFIX = "0x";
    private static final Set<String> MEMBERS =
            Set.of("id", "presentation", "index", "inclusion", "checkpoint", "anchor");
    private static final Set<String> ANCHOR_MEMBERS =
            Set.of("chain_id", "contract", "log_id", "size", "root", "transaction", "block", "log_index");
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private BundleJson() {}

    static String write(ProofBundle bundle) {
        ObjectNode json = JSON.createObjectNode();
        json.put("id", bundle.id().value());
        json.put("presentation", bundle.presentation());
        json.put("index", bundle.index().value());
        ArrayNode inclusion = json.putArray("inclusion");
        bundle.inclusion().forEach(hash -> inclusion.add(hash.base64()));
        json.put("checkpoint", bundle.checkpoint());
        json.set("anchor", anchor(bundle.anchor()));
        return JSON.writeValueAsString(json);
    }

    static ProofBundle read(String text) {
        try {
            JsonNode json = JSON.readTree(text);
            requireMembers("bundle", json, MEMBERS);
            return new ProofBundle(
                    EntryId.parse(text(json, "id")),
                    text(json, "presentation"),
                    new LeafIndex(whole(json, "index")),
                    hashes(json),
                    text(json, "checkpoint"),
                    anchor(json.get("anchor")));
        } catch (JacksonException e) {
            throw new InvalidProof("bundle: not JSON: " + e.getOriginalMessage(), e);
        } catch (InvalidProof e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new InvalidProof("bundle: " + e.getMessage(), e);
        }
    }

    private static @Nullable JsonNode anchor(@Nullable Anchor anchor) {
        if (anchor == null) {
            return null;
        }
        return JSON.createObjectNode()
                .put("chain_id", anchor.chainId())
                .put("contract", anchor.contract())
                .put("log_id", anchor.logId())
                .put("size", anchor.size().value())
                .put("root", HEX_PREFIX + anchor.root().hex())
                .put("transaction", anchor.transaction())
                .put("block", anchor.block())
                .put("log_index", anchor.logIndex());
    }

    private static @Nullable Anchor anchor(JsonNode json) {
        if (json.isNull()) {
            return null;
        }
        requireMembers("anchor", json, ANCHOR_MEMBERS);
        Long logIndex = optionalWhole(json, "log_index");
        return new Anchor(
                whole(json, "chain_id"),
                hex(json, "contract"),
                hex(json, "log_id"),
                new TreeSize(whole(json, "size")),
                root(hex(json, "root")),
                json.get("transaction").isNull() ? null : hex(json, "transaction"),
                optionalWhole(json, "block"),
                logIndex == null ? null : Math.clamp(logIndex, -1, Integer.MAX_VALUE));
    }

    private static Digest root(String hex) {
        if (!hex.startsWith(HEX_PREFIX)) {
            throw new InvalidProof("anchor: root (wanted: 0x and 64 hexadecimal digits)");
        }
        return Digest.ofHex(hex.substring(HEX_PREFIX.length()));
    }

    private static void requireMembers(String what, JsonNode json, Set<String> wanted) {
        Set<String> found = new HashSet<>(json.propertyNames());
        if (!json.isObject() || !found.equals(wanted)) {
            throw new InvalidProof(what + ": members " + found + " (wanted: " + wanted + ")");
        }
    }

    private static List<Digest> hashes(JsonNode json) {
        List<Digest> hashes = new ArrayList<>();
        for (JsonNode hash : json.get("inclusion")) {
            hashes.add(Digest.ofBase64(hash.asString("")));
        }
        if (!json.get("inclusion").isArray() || hashes.size() > ProofBundle.INCLUSION_HASHES_MAX) {
            throw new InvalidProof("bundle: inclusion (wanted: an array of at most 63 hashes)");
        }
        return hashes;
    }

    private static String text(JsonNode json, String member) {
        if (!json.get(member).isString()) {
            throw new InvalidProof("bundle: " + member + " (wanted: a string)");
        }
        return json.get(member).asString();
    }

    /** One spelling only, so that no character of a bundle can change without notice. */
    private static String hex(JsonNode json, String member) {
        String hex = text(json, member);
        if (!hex.equals(hex.toLowerCase(Locale.ROOT))) {
            throw new InvalidProof("anchor: " + member + " (wanted: digits in lower case)");
        }
        return hex;
    }

    private static @Nullable Long optionalWhole(JsonNode json, String member) {
        return json.get(member).isNull() ? null : whole(json, member);
    }

    private static long whole(JsonNode json, String member) {
        JsonNode value = json.get(member);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw new InvalidProof("bundle: " + member + " (wanted: a whole number)");
        }
        return value.asLong();
    }
}
